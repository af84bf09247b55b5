"""The address of the self-check: one, for every question and the result, so that no address tells an answer.

The other is a page on which nothing stands, for whoever has to leave in haste.
"""

from __future__ import annotations

from django.urls import path

from trp.selfcheck.doors import left
from trp.selfcheck.views import check

urlpatterns = [
    path("check/", check, name="self-check"),
    path("check/left/", left, name="self-check-left"),
]
