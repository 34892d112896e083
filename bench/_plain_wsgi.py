"""Serves bench/_plain.py, which is read once Django is ready."""

import os

from django.core.wsgi import get_wsgi_application

os.environ["DJANGO_SETTINGS_MODULE"] = "bench._plain_settings"
application = get_wsgi_application()
