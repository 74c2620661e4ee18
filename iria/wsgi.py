"""The WSGI application: kept pages first, then Django."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "iria.settings")
_django = get_wsgi_application()

from django.conf import settings  # noqa: E402

from articles.reading.counters import seen  # noqa: E402  needs the apps to be loaded
from iria.pages import Pages  # noqa: E402

# A cache proxy answers most readers by itself, and its log is counted: manage.py count_views.
application = Pages(_django, seen=None if settings.CACHE_PROXIES else seen)
