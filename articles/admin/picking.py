"""Pictures as JSON for the picker of the editor."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.core.files.storage import storages
from django.db.models import Q
from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.images.models import Image
from articles.images.renditions import Rendition
from articles.text.keys import row_id
from articles.writing.editor import BodyWidget, PictureWidget

PER_PAGE = 24
MOST_PAGES = 10_000
SEARCHED = ("title", "caption", "alt", "file_name", "credit__photographer", "credit__agency")
LARGEST = 1200  # pixels: no wider rendition is shown at the desk


def may_look(request: HttpRequest) -> bool:
    """Whether somebody may choose from the library; adding to it is a right of its own."""
    return admin.site.get_model_admin(Image).has_view_or_change_permission(request)


def offer(request: HttpRequest, form: forms.BaseForm) -> None:
    """The fields of a form offer what somebody may do with pictures: choose, upload."""
    screen = admin.site.get_model_admin(Image)
    may = {"pick": may_look(request), "upload": screen.has_add_permission(request)}
    for field in form.fields.values():
        if isinstance(field.widget, BodyWidget | PictureWidget):
            urls = field.widget.urls
            field.widget.urls = {name: url for name, url in urls.items() if may.get(name, True)}


def refused(sentence: str) -> JsonResponse:
    return JsonResponse({"errors": {"__all__": [sentence]}}, status=403)


def view(screen: admin.ModelAdmin, request: HttpRequest) -> JsonResponse:
    if not screen.has_view_or_change_permission(request):
        return refused(_("You may not see the picture library."))
    return JsonResponse(found(request))


def found(request: HttpRequest) -> dict[str, Any]:
    """`?keys=` gives those pictures, `?q=&page=` a page of the library, newest first."""
    pictures = Image.objects.with_credit()
    if keys := request.GET.get("keys"):
        chosen = pictures.filter(key__in=keys.split(",")[:200])
        return {"results": [described(image) for image in chosen], "more": False}
    pictures = pictures.offered()
    for word in request.GET.get("q", "").split()[:8]:
        conditions = Q()
        for name in SEARCHED:
            conditions |= Q(**{f"{name}__icontains": word})
        pictures = pictures.filter(conditions)
    number = row_id(request.GET.get("page")) or 1
    start = (number - 1) * PER_PAGE if number < MOST_PAGES else 0
    rows = list(pictures[start : start + PER_PAGE + 1])
    results = [described(image) for image in rows[:PER_PAGE]]
    return {"results": results, "more": len(rows) > PER_PAGE}


def described(image: Image, *, largest: bool = False) -> dict[str, Any]:
    """With its smallest rendition, or the largest one of at most 1200 pixels."""
    shown = _shown(image, largest) if image.is_shown else None
    return {
        "key": image.key,
        "src": storages["pictures"].url(shown.name) if shown else "",
        "width": shown.width if shown else 0,
        "height": shown.height if shown else 0,
        "title": str(image),
        "alt": image.alt,
        "caption": image.caption,
        "credit": image.credit.line if image.credit else "",
        "credit_line": image.credit_line,
        "missing": not image.is_shown,
        "taken_down": image.taken_down_at is not None,
        "url": reverse("admin:articles_image_change", args=[image.pk]),
    }


def _shown(image: Image, largest: bool) -> Rendition:
    made = image.renditions()
    wanted = [one for one in made if one.width <= LARGEST] if largest else []
    return wanted[-1] if wanted else made[0]


def sentences(refusal: ValidationError) -> dict[str, list[str]]:
    if hasattr(refusal, "error_dict"):
        return refusal.message_dict
    return {"__all__": refusal.messages}
