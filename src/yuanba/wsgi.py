"""The WSGI application. Imports every page at start: no first visitor waits for that."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yuanba.settings")
application = get_wsgi_application()

from yuanba.base import ids  # noqa: E402  needs Django

ids.begin()
_ = get_resolver().url_patterns
