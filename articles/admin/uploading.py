"""Files that come into the library: one from a script, as JSON, or many from a form."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.admin.models import ADDITION
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files import File
from django.db import transaction
from django.forms.widgets import Script
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from js_asset import ImportMap, Media

from articles.admin import filesays, picking, typedcredits
from articles.images import library, uploads
from articles.images.models import Credit, Image
from articles.text.characters import one_line
from articles.text.cleaning import clean_inline
from articles.writing.editor import UPLOADING_IMPORTS
from iria import log
from iria.models import User

if TYPE_CHECKING:
    from articles.admin.library import ImageAdmin

CREDIT_FIELDS = ("photographer", "agency", "licence")
ACCEPT = "image/jpeg,image/png,image/webp,image/avif,image/gif,image/tiff"


@dataclass(frozen=True, slots=True)
class Outcome:
    """Of one of many files: the picture it became, or that it is already, or what was wrong."""

    name: str
    image: Image | None = None
    same: Image | None = None
    refused: str = ""


def panel(screen: "ImageAdmin", request: HttpRequest) -> dict[str, Any] | None:
    """What the part of a page that takes files needs; None for those who may not add any."""
    if not screen.has_add_permission(request):
        return None
    media = Media(
        importmap=ImportMap(UPLOADING_IMPORTS),
        css={"all": ["css/admin/editor.css"]},
        js=[Script("js/admin/library-upload.js", type="module")],
    )
    return {
        # The import map is an inline script: it needs the nonce of this answer.
        "media": Media.from_media(media, nonce=str(request.csp_nonce)),
        "accept": ACCEPT,
        "csrf_cookie": settings.CSRF_COOKIE_NAME,
        "most": settings.DATA_UPLOAD_MAX_NUMBER_FILES,
    }


def view(screen: "ImageAdmin", request: HttpRequest) -> JsonResponse:
    """A file that is in the library already is not taken unless `again` is sent: the answer has
    the picture that stands, for those who may see it."""
    if request.method != "POST" or not screen.has_add_permission(request):
        return picking.refused(_("You may not add pictures."))
    try:
        file = request.FILES.get("file")
        if file is None:
            raise ValidationError({"file": [_("Choose a file.")]})
        if same := _standing(screen, request, file):
            answer = {"errors": {"file": [said_of(same)]}, "same": picking.described(same)}
            return JsonResponse(answer, status=409)
        image = added(file, request.user, request.POST)
    except ValidationError as refusal:
        return JsonResponse({"errors": picking.sentences(refusal)}, status=400)
    said = picking.described(image) | {"notices": filesays.told(image)}
    return JsonResponse(said, status=201)


def many_view(screen: "ImageAdmin", request: HttpRequest) -> HttpResponse:
    """Where no script sends the files one by one. Each is taken or named for itself."""
    if not screen.has_add_permission(request):
        raise PermissionDenied
    outcomes = []
    if request.method == "POST":
        outcomes = [_outcome(screen, request, file) for file in request.FILES.getlist("files")]
    context = screen.admin_site.each_context(request) | {
        "title": _("Upload pictures"),
        "opts": screen.opts,
        "upload": panel(screen, request),
        "outcomes": outcomes,
        "added": sum(one.image is not None for one in outcomes),
        "none": request.method == "POST" and not outcomes,
        "may_view": screen.has_view_permission(request),
    }
    return TemplateResponse(request, "admin/articles/image/many.html", context)


def _outcome(screen: "ImageAdmin", request: HttpRequest, file: File) -> Outcome:
    if same := _standing(screen, request, file):
        return Outcome(file.name, same=same)
    try:
        return Outcome(file.name, image=added(file, request.user, {}))
    except ValidationError as refusal:
        return Outcome(file.name, refused=" ".join(refusal.messages))


def _standing(screen: "ImageAdmin", request: HttpRequest, file: File) -> Image | None:
    if request.POST.get("again") or not screen.has_view_permission(request):
        return None
    return library.same_file(file)


def said_of(same: Image) -> str:
    credit = same.credit.line if same.credit else _("no credit")
    words = _("This picture is in the library already: “%(title)s” (%(credit)s).")
    return words % {"title": same, "credit": credit}


def added(file: File, user: User, values: Any) -> Image:
    """A new picture with what was typed beside it. Raises ValidationError with the fields that
    were refused."""
    typed = {name: one_line(values.get(name, "")) for name in ("alt", "caption", *CREDIT_FIELDS)}
    credit = credit_of(typed)
    image = Image(
        alt=typed["alt"],
        caption=clean_inline(typed["caption"]),
        credit=credit,
    )
    image.clean_fields(exclude=("original", "credit", "uploaded_by"))
    try:
        uploads.fill(image, file, user, filesays.take_over)
    except ValidationError as refusal:
        raise ValidationError({"file": refusal.messages}) from None
    image.title = image.title or image.file_name
    with transaction.atomic():
        filesays.save_credit(image)
        image.save()
        log.note(image, user, _("Uploaded."), ADDITION)
    return image


def credit_of(typed: dict[str, str]) -> Credit | None:
    """The credit that was typed: one that stands already, one that such a one
    was merged into, or a new one that is not saved yet.
    Raises ValidationError."""
    values = {name: one_line(typed[name]) for name in CREDIT_FIELDS}
    if not (values["photographer"] or values["agency"]):
        if values["licence"]:
            raise ValidationError({"photographer": [_("Whose licence is it? Name somebody.")]})
        return None
    return typedcredits.standing_or_new(values)
