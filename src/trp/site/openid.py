"""Settings of the sign-in by OpenID Connect. All of the first five, or none: then there is no such sign-in.

TRP_OIDC_ISSUER         the address of the identity provider, as it stands in its ID tokens (https)
TRP_OIDC_CLIENT_ID      what the provider calls this service
TRP_OIDC_SECRET_FILE    the file that holds the client secret, read at the start
TRP_OIDC_NAME_EN        what officers call it, after “Sign in with”: your department account
TRP_OIDC_NAME_FR        the same after « Ouvrir une session avec » : votre compte du ministère
TRP_OIDC_ORIGINS        origins that its pages lead through beside its own, separated by commas (none)

At the provider, register https://NAME/openid/back for each name of TRP_HOSTS, for the code flow with PKCE.
"""

from __future__ import annotations

import os

from trp.officers.provider import provider

OPENID_PROVIDER = provider(os.environ)
SOCIALACCOUNT_ADAPTER = "trp.officers.openid.OutsideAccounts"
SOCIALACCOUNT_STORE_TOKENS = False
