"""Django is set up once, on a folder of its own; each test that needs a database says so (tests/databases.py)."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

os.environ["DJANGO_SETTINGS_MODULE"] = "trp.site.settings"
os.environ["TRP_HOME"] = tempfile.mkdtemp(prefix="trp-tests-")
os.environ["TRP_DEMO"] = "1"
os.environ["TRP_HOSTS"] = "localhost,127.0.0.1,testserver"  # the last: what Django's client calls itself
os.environ.pop("DATABASE_URL", None)

import django
from django.conf import settings

# Pages name the files of the project as they are; `trp serve` collects them, and gives each a name of its own.
settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
django.setup()
os.mkdir(os.path.join(os.environ["TRP_HOME"], "static"))  # `trp serve` fills it; pages are served from there
atexit.register(shutil.rmtree, os.environ["TRP_HOME"], ignore_errors=True)

from tests.browser import browser  # noqa: E402  # once Django is set up

__all__ = ["browser"]
