"""Signing in from a page that stands: for a form whose login has ended while somebody typed."""

from typing import Any

from django.contrib import admin
from django.contrib.auth import login
from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> JsonResponse:
    """GET tells who is signed in at the desk. POST signs in by the form of the desk's own login,
    but nobody else than `user`, for whom the page was made. Both give a token for forms."""
    if request.method == "GET":
        return JsonResponse(_who(request))
    form = admin.site.login_form(request, data=request.POST)
    if not form.is_valid():
        errors = form.errors.get_json_data()
        sentences = {name: [e["message"] for e in found] for name, found in errors.items()}
        return JsonResponse({"errors": sentences}, status=400)
    user = form.get_user()
    if request.POST.get("user") != str(user.pk):
        said = _(
            "This is the account of %(who)s. What stands on this page was typed by somebody else: "
            "sign in with that account, or open the page anew."
        )
        return JsonResponse({"errors": {"__all__": [said % {"who": user}]}}, status=409)
    login(request, user)
    return JsonResponse(_who(request))


def _who(request: HttpRequest) -> dict[str, Any]:
    """`user` is None for who may not enter the desk."""
    is_in = admin.site.has_permission(request)
    return {
        "user": str(request.user.pk) if is_in else None,
        "who": str(request.user) if is_in else "",
        "token": get_token(request),
    }
