"""The addresses of the service: the desk under /en/ and /fr/, what programs call beside them."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from trp.api.receipts_feed import receipts_feed

urlpatterns = [
    path("feed/receipts", receipts_feed, name="receipts-feed"),
    *i18n_patterns(
        path("accounts/", include("trp.site.accounts")),
        path("", include("trp.cases.urls")),
        path("", include("trp.fees.urls")),
        path("", include("trp.selfcheck.urls")),
        path("", include("trp.oversight.urls")),
    ),
]
