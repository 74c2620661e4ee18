"""A picture is deleted from a page of its own, which refuses where something uses it."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.admin import usage
from articles.images import library
from articles.text.keys import row_id

if TYPE_CHECKING:
    from articles.admin.library import ImageAdmin


def view(screen: "ImageAdmin", request: HttpRequest, object_id: str) -> HttpResponse:
    if not screen.has_delete_permission(request):
        raise PermissionDenied
    image = screen.get_queryset(request).filter(pk=row_id(object_id)).first()
    if image is None:
        raise Http404
    if request.method == "POST":
        try:
            library.delete(image, request.user)
        except library.NoLongerThere:
            raise Http404 from None
        except library.InUse:
            pass  # said by the page, as to whoever asks
        else:
            messages.success(request, _("“%(title)s” is deleted.") % {"title": image})
            return HttpResponseRedirect(reverse("admin:articles_image_changelist"))
    found = usage.uses(screen.admin_site, request, image)
    context = screen.admin_site.each_context(request) | {
        "title": _("Delete “%(title)s”?") % {"title": image},
        "opts": screen.opts,
        "original": image,
        "picture": screen.picture(image),
        "uses": usage.drawn(found),
    }
    if found:
        context["title"] = _("“%(title)s” cannot be deleted") % {"title": image}
    template = "admin/articles/image/delete.html"
    status = 409 if found and request.method == "POST" else 200
    return TemplateResponse(request, template, context, status=status)
