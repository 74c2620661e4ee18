"""Where a picture is used, as far as somebody may know."""

from django.contrib.admin import AdminSite
from django.db import models
from django.http import HttpRequest
from django.urls import reverse

from articles.images.models import Image
from articles.writing.models import Article, Page

SHOWN = 50


def shown(
    site: AdminSite, request: HttpRequest, image: Image
) -> tuple[list[tuple[str, str]], int]:
    """Address and title of the texts that somebody may open or read; how many others use it."""
    named: list[tuple[str, str]] = []
    hidden = 0
    for model, uses in ((Article, image.in_articles), (Page, image.in_pages)):
        pks = list(uses.values_list(model._meta.model_name, flat=True))
        found = _readable(model, pks) | _openable(site, request, model, pks)
        named += list(found.values())[:SHOWN]
        hidden += len(pks) - len(found)
    return named, hidden


def of_articles(
    site: AdminSite, request: HttpRequest, pks: list[int]
) -> tuple[list[tuple[str, str]], int]:
    """`shown`, of articles by their ids; none of them is named twice."""
    found = _readable(Article, pks) | _openable(site, request, Article, pks)
    return list(found.values())[:SHOWN], len(pks) - len(found)


def _openable(
    site: AdminSite, request: HttpRequest, model: type[models.Model], pks: list[int]
) -> dict[int, tuple[str, str]]:
    screen = site.get_model_admin(model)
    if not screen.has_view_or_change_permission(request):
        return {}
    name = f"admin:articles_{model._meta.model_name}_change"
    texts = screen.get_queryset(request).filter(pk__in=pks).only("title")
    return {text.pk: (reverse(name, args=[text.pk]), text.title) for text in texts}


def _readable(model: type[models.Model], pks: list[int]) -> dict[int, tuple[str, str]]:
    texts = model.objects.public().filter(pk__in=pks).only("title", "slug")
    return {text.pk: (text.get_absolute_url(), text.title) for text in texts}
