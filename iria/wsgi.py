"""The WSGI application: kept pages first, then Django."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "iria.settings")
_django = get_wsgi_application()

from iria.pages import Pages  # noqa: E402  needs the apps to be loaded

application = Pages(_django)
