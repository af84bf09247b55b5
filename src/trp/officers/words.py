"""What the forms and messages of the sign-in say, in the language of the page. Both originals stand side by side."""

from __future__ import annotations

from django.utils.functional import lazy as lazily
from django.utils.translation import get_language


def _of_the_page(en: str, fr: str) -> str:
    return fr if (get_language() or "en").startswith("fr") else en


_later = lazily(_of_the_page, str)


def later(en: str, fr: str) -> str:
    """A label or a message that is read when the page is drawn, in its language then."""
    return _later(en, fr)
