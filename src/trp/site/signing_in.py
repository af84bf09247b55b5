"""Settings of the sign-in: accounts, lock-out, the second step, sessions, and what every answer forbids.

TRP_PLAIN_HTTP          1: reached without TLS, on this very machine alone (0; in a demo 1)
TRP_PROXIES             how many proxies of ours stand before the service, and say for whom and how (0)
TRP_IDLE_MINUTES        a session that is not used for so long is over (30)
TRP_SESSION_HOURS       a session is over after so long, used or not (12)
"""

from __future__ import annotations

import os
from datetime import timedelta

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

_DEMO = os.environ.get("TRP_DEMO", "") == "1"
_PLAIN = os.environ.get("TRP_PLAIN_HTTP", "1" if _DEMO else "0") == "1"
_PROXIES = int(os.environ.get("TRP_PROXIES", "0"))
_LOOPBACK = {"localhost", "127.0.0.1", "[::1]"}
_HOSTS = set(os.environ.get("TRP_HOSTS", "localhost").split(","))
if _PLAIN and not _DEMO and not _HOSTS <= _LOOPBACK:
    raise ImproperlyConfigured(
        "TRP_PLAIN_HTTP=1 sends passwords and sessions in the clear: only where TRP_HOSTS is this machine."
    )

# Accounts: by username and password. Two supervisors open one; nobody signs up, nobody is written to.
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",  # first: who is locked out is not looked at any further
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name")},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "trp.officers.adapter.Accounts"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_FORMS = {
    "login": "trp.officers.forms.SignIn",
    "change_password": "trp.officers.forms.ChangePassword",
    "reauthenticate": "trp.officers.forms.AskPassword",
}
LOGIN_URL = "account_login"

# The second step: codes of an application, passkeys, and recovery codes, which are shown once.
MIGRATION_MODULES = {
    "mfa": "trp.officers.second_factors.migrations",
    "socialaccount": "trp.officers.outside.migrations",
}
MFA_ADAPTER = "trp.officers.adapter.SecondFactors"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_TOTP_ISSUER = "TRP Casework"
MFA_TOTP_TOLERANCE = 1  # a code may be half a minute early or late; it counts once all the same
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_FORMS = {
    "authenticate": "trp.officers.forms.SecondFactor",
    "reauthenticate": "trp.officers.forms.AskCode",
    "activate_totp": "trp.officers.forms.Enrol",
    "add_webauthn": "trp.officers.passkeys.AddPasskey",
    "login_webauthn": "trp.officers.passkeys.SignInByPasskey",
    "authenticate_webauthn": "trp.officers.passkeys.SecondStepByPasskey",
    "reauthenticate_webauthn": "trp.officers.passkeys.AskPasskey",
}
# A passkey asks for a finger, a face or a PIN, and is both steps at once. It is for the name of this host
# alone.
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_RATE_LIMITS = {"webauthn_login": "60/m/ip"}  # an office of many signs in from one address

# Lock-out: by name and address together, so that nobody locks others out from elsewhere. It ends by itself.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # trying on makes it no longer
AXES_USERNAME_CALLABLE = "trp.officers.signin.name_given"
AXES_CLIENT_IP_CALLABLE = "trp.officers.signin.address"
AXES_LOCKOUT_CALLABLE = "trp.desk.signin.locked"
AXES_SENSITIVE_PARAMETERS = ["username", "login", "ip_address", "code", "csrfmiddlewaretoken"]
AXES_DISABLE_ACCESS_LOG = True  # the security log has it
AXES_VERBOSE = False
# Beside the lock: for one who tries many names from one address, or one name from many.
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "30/m/ip,20/5m/key",
    "openid_back": "60/m/ip",  # whoever makes states up makes a line in the security log each time
}
# Limits hold over all processes of the service, and nobody pushes them out by trying many names.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "officers_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# Sessions: kept in the database, so that they can be ended; known to the browser until it is closed.
SESSION_IDLE = 60 * int(os.environ.get("TRP_IDLE_MINUTES", "30"))
"""Seconds. Long enough to read a long file without a press; over before lunch is."""
SESSION_LIMIT = 3600 * int(os.environ.get("TRP_SESSION_HOURS", "12"))
"""Seconds. The longest shift at a port of entry; a stolen session does not outlive it."""
SESSION_COOKIE_AGE = SESSION_LIMIT
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
ACCOUNT_SESSION_REMEMBER = False
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not _PLAIN
SESSION_COOKIE_NAME = "trp_session" if _PLAIN else "__Host-trp_session"
CSRF_COOKIE_NAME = "trp_csrf" if _PLAIN else "__Host-trp_csrf"
CSRF_COOKIE_AGE = None
CSRF_FAILURE_VIEW = "trp.desk.signin.too_old"

# What browsers are told with every answer.
SECURE_SSL_REDIRECT = not _PLAIN
SECURE_HSTS_SECONDS = 0 if _PLAIN else 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = not _PLAIN
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],  # the picture that an authenticator application reads
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: []
    for name in (
        "accelerometer", "camera", "display-capture", "fullscreen", "geolocation", "gyroscope",
        "magnetometer", "microphone", "midi", "payment", "usb",
    )
}  # fmt: skip
if _PROXIES:
    ALLAUTH_TRUSTED_PROXY_COUNT = _PROXIES
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
