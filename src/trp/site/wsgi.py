"""The server's entry: `trp.site.wsgi:application`."""

from __future__ import annotations

import os

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trp.site.settings")
application = get_wsgi_application()
if settings.SECRET_KEY == settings.NO_SECRET:
    raise ImproperlyConfigured("SECRET_KEY: give one, or start with `trp serve`, which makes and keeps one.")
