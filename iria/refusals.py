"""What is refused before anything looks at it."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse


def refuse_nul(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable:
    """Middleware: no address of ours holds the character NUL, and PostgreSQL takes it in no
    text (its documentation, 8.3), so a query with one in it would be an error."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            raise Http404
        return get_response(request)

    return middleware
