"""Pictures as JSON for the picker of the editor."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.models import ADDITION
from django.core.exceptions import ValidationError
from django.core.files.storage import storages
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _

from articles.admin import crediting, filesays
from articles.images import uploads
from articles.images.models import Credit, Image
from articles.text.characters import one_line
from articles.text.cleaning import clean_inline
from articles.text.keys import row_id
from articles.writing.editor import BodyWidget, PictureWidget
from iria import log

PER_PAGE = 24
MOST_PAGES = 10_000
SEARCHED = ("title", "caption", "alt", "file_name", "credit__photographer", "credit__agency")
CREDIT_FIELDS = ("photographer", "agency", "licence")


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


def found(request: HttpRequest) -> dict[str, Any]:
    """`?keys=` gives those pictures, `?q=&page=` a page of the library, newest first."""
    pictures = Image.objects.with_credit()
    if keys := request.GET.get("keys"):
        chosen = pictures.filter(key__in=keys.split(",")[:200])
        return {"results": [described(image) for image in chosen], "more": False}
    pictures = pictures.usable()
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


def described(image: Image) -> dict[str, Any]:
    shown = image.renditions()[0] if image.is_shown else None
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
    }


def uploaded(request: HttpRequest) -> Image:
    """Raises ValidationError with the fields that were refused."""
    file = request.FILES.get("file")
    if file is None:
        raise ValidationError({"file": [_("Choose a file.")]})
    typed = {name: one_line(request.POST.get(name, "")) for name in ("alt", "caption")}
    credit = _credit(request)
    image = Image(
        alt=typed["alt"],
        caption=clean_inline(typed["caption"]),
        credit=credit,
    )
    image.clean_fields(exclude=("original", "credit", "uploaded_by"))
    try:
        uploads.fill(image, file, request.user, filesays.take_over)
    except ValidationError as refusal:
        raise ValidationError({"file": refusal.messages}) from None
    image.title = image.title or image.file_name
    with transaction.atomic():
        filesays.save_credit(image)
        image.save()
        log.note(image, request.user, _("Uploaded."), ADDITION)
    return image


def _credit(request: HttpRequest) -> Credit | None:
    """The credit that was typed: one that stands already, or a new one that is not saved yet."""
    values = {name: one_line(request.POST.get(name, "")) for name in CREDIT_FIELDS}
    if not (values["photographer"] or values["agency"]):
        if values["licence"]:
            raise ValidationError({"photographer": [_("Whose licence is it? Name somebody.")]})
        return None
    return crediting.standing_or_new(values)


def sentences(refusal: ValidationError) -> dict[str, list[str]]:
    if hasattr(refusal, "error_dict"):
        return refusal.message_dict
    return {"__all__": refusal.messages}
