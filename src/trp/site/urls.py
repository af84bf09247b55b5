"""The addresses of the service: the desk under /en/ and /fr/, what others call beside them."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from trp.api.receipts_feed import receipts_feed
from trp.desk.openid import back
from trp.selfcheck.doors import in_a_language

urlpatterns = [
    path("feed/receipts", receipts_feed, name="receipts-feed"),
    path(
        "openid/back", back, name="openid_back"
    ),  # one address for both languages: it is registered elsewhere
    path("check/", in_a_language, name="self-check-in-a-language"),
    *i18n_patterns(
        path("accounts/", include("trp.site.accounts")),
        path("", include("trp.cases.urls")),
        path("", include("trp.fees.urls")),
        path("", include("trp.selfcheck.urls")),
        path("", include("trp.oversight.urls")),
        path("", include("trp.powers.urls")),
    ),
]
