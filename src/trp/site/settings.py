"""Settings. Everything that differs between machines comes from the environment; the default is embedded.

DATABASE_URL            the database; without it, an SQLite file under TRP_HOME
TRP_HOME                the folder for the embedded database and its keys (var)
TRP_DEMO                1: demo data; the only mode in which SQLite holds restricted cases
TRP_JOURNAL_ORIGIN      the name under which this installation signs its heads (trp-journal)
TRP_JOURNAL_KEY_FILE    the key of the journal's codes, outside the database (TRP_HOME/keys/journal.key)
TRP_SIGNING_KEY_FILE    the key that signs heads (TRP_HOME/keys/signing.key)
TRP_FEED_KEY_FILE       the key that the payment system signs its deliveries with (TRP_HOME/keys/feed.key)
TRP_FEED_OFFICER        the account that its receipts are entered under (payment.system)
TRP_HOSTS               the names under which the service is reached, separated by commas (localhost)
TRP_OFFICE_ZONE         the time zone whose calendar day is today at the offices (America/Toronto)
SECRET_KEY_FILE         Django's secret key (TRP_HOME/keys/secret.key)

Those of the sign-in stand in `trp.site.signing_in`, of a sign-in by OpenID Connect in `trp.site.openid`.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import dj_database_url

from trp.desk.may import PUBLIC, SIGNED_IN
from trp.site.openid import *  # noqa: F403
from trp.site.signing_in import *  # noqa: F403

HOME = Path(os.environ.get("TRP_HOME", "var")).absolute()
DEMO = os.environ.get("TRP_DEMO", "") == "1"

JOURNAL_ORIGIN = os.environ.get("TRP_JOURNAL_ORIGIN", "trp-journal")
JOURNAL_KEY_FILE = Path(os.environ.get("TRP_JOURNAL_KEY_FILE", HOME / "keys" / "journal.key"))
SIGNING_KEY_FILE = Path(os.environ.get("TRP_SIGNING_KEY_FILE", HOME / "keys" / "signing.key"))
FEED_KEY_FILE = Path(os.environ.get("TRP_RECEIPTS_FEED_KEY_FILE", HOME / "keys" / "receipts-feed.key"))
FEED_OFFICER = os.environ.get("TRP_FEED_OFFICER", "payment.system")

SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    # TRUNCATE and FULL: no acknowledged write is lost, whatever the age of the library (docs/decisions/0009).
    "init_command": (
        "PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
        "PRAGMA recursive_triggers=ON; PRAGMA trusted_schema=OFF"
    ),
}
POSTGRESQL = {
    "pool": {"min_size": 0, "max_size": 8, "timeout": 10},
    "server_side_binding": True,
    "prepare_threshold": 5,  # statements that come again and again are prepared
    # Waits have an end; what was acknowledged is on disk.
    "options": "-c lock_timeout=5000 -c statement_timeout=60000 -c idle_in_transaction_session_timeout=60000",
}


def database(url: str) -> dict[str, Any]:
    """The settings of a database by its address; empty: the embedded one."""
    found: dict[str, Any] = dict(dj_database_url.parse(url or f"sqlite:///{HOME / 'trp.sqlite3'}"))
    embedded = found["ENGINE"] == "django.db.backends.sqlite3"
    found["OPTIONS"] = {**found.get("OPTIONS", {}), **(SQLITE if embedded else POSTGRESQL)}
    found["CONN_MAX_AGE"] = None if embedded else 0
    return found


DATABASES = {"default": database(os.environ.get("DATABASE_URL", ""))}

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",  # before ours: a failure is counted, then logged
    "trp.officers",
    "trp.people",
    "trp.journal",
    "trp.desk",
    "trp.fees",
    "trp.cases",
    "trp.selfcheck",
    "trp.oversight",
    "trp.powers",
    "allauth",  # after ours: our templates come before its own
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "trp.officers.sessions.Limits",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
    "trp.desk.middleware.InForce",
    "trp.desk.middleware.WhoMay",
]
DECLARED: dict[str, frozenset[str]] = {
    "account_logout": PUBLIC,  # who is not signed in is led to the sign-in
    "account_reauthenticate": SIGNED_IN,
    "mfa_index": SIGNED_IN,
    "mfa_reauthenticate": SIGNED_IN,
    "mfa_activate_totp": SIGNED_IN,
    "mfa_deactivate_totp": SIGNED_IN,
    "mfa_view_recovery_codes": SIGNED_IN,
    "mfa_generate_recovery_codes": SIGNED_IN,
}
"""Who may open views that are not ours, by their names; ours say so themselves."""
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "trp.desk.reading.of_every_page",
            ],
            "loaders": [
                ("django.template.loaders.cached.Loader", ["django.template.loaders.app_directories.Loader"])
            ],
        },
    }
]
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
ROOT_URLCONF = "trp.site.urls"
WSGI_APPLICATION = "trp.site.wsgi.application"
ALLOWED_HOSTS = os.environ.get("TRP_HOSTS", "localhost,127.0.0.1").split(",")
AUTH_USER_MODEL = "officers.Officer"
LOGIN_REDIRECT_URL = "home"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
OFFICE_ZONE = os.environ.get("TRP_OFFICE_ZONE", "America/Toronto")
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("fr", "Français")]
NO_SECRET = "only-for-commands-that-sign-nothing"  # the server does not start with it
SECRET_KEY = os.environ.get("SECRET_KEY", "") or NO_SECRET
