"""The pages from which a form may lead to the identity provider: the policy for content lets it there, and nowhere else.

Browsers made from Chromium hold `form-action` against every redirect of the answer to a form, not against its address
alone.
"""

from __future__ import annotations

from typing import TypeVar

from django.conf import settings
from django.http import HttpResponseBase

_A = TypeVar("_A", bound=HttpResponseBase)


def leads_out(answer: _A) -> _A:
    """Let the forms of a page lead to the provider, if there is one."""
    if settings.OPENID_PROVIDER is not None:
        answer._csp_update = {"form-action": list(settings.OPENID_PROVIDER.origins)}  # type: ignore[attr-defined]
    return answer
