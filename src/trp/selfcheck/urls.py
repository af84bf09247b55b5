"""The address of the self-check: one, for every question and the result, so that no address tells an answer."""

from __future__ import annotations

from django.urls import path

from trp.selfcheck.views import check

urlpatterns = [path("check/", check, name="self-check")]
