"""WSGI entry point for gunicorn."""

import os

from django.core.wsgi import get_wsgi_application

import config.celery  # noqa: F401  (shared tasks find their application)

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()
