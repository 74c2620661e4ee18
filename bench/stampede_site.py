"""The site's WSGI application, which notes each rendering of a page with a byte in the file
RENDERED. What is answered out of the store is none."""

import os
from collections.abc import Callable, Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application

_django = get_wsgi_application()

from iria.pages import Pages  # noqa: E402  needs the apps to be loaded


def rendered(environ: dict[str, Any], start_response: Callable) -> Iterable[bytes]:
    file = os.open(os.environ["RENDERED"], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    os.write(file, b".")
    os.close(file)
    return _django(environ, start_response)


application = Pages(rendered)
