"""The WSGI application: kept pages first, then Django."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "iria.settings")
_django = get_wsgi_application()

from articles.reading.counters import seen  # noqa: E402  needs the apps to be loaded
from iria.pages import Pages  # noqa: E402

application = Pages(_django, seen=seen)
