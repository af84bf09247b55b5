"""The addresses of the sign-in, one by one: what allauth offers and this does not list does not answer."""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from django.urls import path
from django.views.decorators.cache import never_cache

from trp.desk.demo_users import demo_users
from trp.desk.openid import not_signed_in, start
from trp.desk.passkeys import AddPasskey, AskPasskey, RemovePasskey, SecondStep, SignInByPasskey
from trp.desk.signin import ChangePassword, SignIn

urlpatterns = [
    path("login/", SignIn.as_view(), name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("demo/", demo_users, name="demo_users"),
    path("password/", ChangePassword.as_view(), name="account_change_password"),
    path("reauthenticate/", never_cache(account.reauthenticate), name="account_reauthenticate"),
    path("second-step/", mfa.index, name="mfa_index"),
    path("second-step/authenticate/", SecondStep.as_view(), name="mfa_authenticate"),
    path("second-step/reauthenticate/", never_cache(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("second-step/activate/", never_cache(totp.activate_totp), name="mfa_activate_totp"),
    path("second-step/deactivate/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("second-step/codes/", never_cache(recovery.view_recovery_codes), name="mfa_view_recovery_codes"),
    path(
        "second-step/codes/generate/",
        never_cache(recovery.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path("second-step/passkeys/add/", AddPasskey.as_view(), name="mfa_add_webauthn"),
    path("second-step/passkeys/<int:pk>/remove/", RemovePasskey.as_view(), name="mfa_remove_webauthn"),
    path("second-step/passkeys/reauthenticate/", AskPasskey.as_view(), name="mfa_reauthenticate_webauthn"),
    path("openid/", start, name="openid_start"),
    path("openid/<slug:why>/", not_signed_in, name="openid_not"),
    path("passkey/", SignInByPasskey.as_view(), name="mfa_login_webauthn"),
]
