"""What was not found or may not be seen, with the institute's face and its menus."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from articles.reading.context import page_context


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", page_context(request, robots="noindex"), status=404)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", page_context(request, robots="noindex"), status=403)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was open too long, or whose login ended in another tab."""
    return render(request, "403_csrf.html", page_context(request, robots="noindex"), status=403)
