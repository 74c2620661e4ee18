"""Where a picture is used, as far as somebody may know: by name what they may open at the desk or
read on the site; of the rest the number."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.admin import AdminSite
from django.db import models
from django.db.models.fields.reverse_related import ForeignObjectRel
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.images.models import Image
from articles.writing.models import Article

SHOWN = 50
Ids = dict[type[models.Model], set[int]]


@dataclass(frozen=True, slots=True)
class Uses:
    """Of one kind: addresses and titles, and how many others of which sort."""

    kind: str
    named: list[tuple[str, str]]
    others: list[str]


def uses(site: AdminSite, request: HttpRequest, image: Image) -> list[Uses]:
    """Texts, authors and pictures that name it, and what names those articles: campaigns."""
    direct = _naming(site, Image, {image.pk})
    through = _naming(site, Article, direct[Article], ties_only=True) if Article in direct else {}
    found = direct | {model: pks for model, pks in through.items() if model not in direct}
    return [_of_kind(site, request, model, pks) for model, pks in found.items() if pks]


def drawn(found: list[Uses]) -> SafeString | str:
    """A line a kind."""
    return format_html_join("", '<p class="use">{}: {}</p>', ((u.kind, _line(u)) for u in found))


def _line(use: Uses) -> SafeString:
    links = [format_html('<a href="{}">{}</a>', url, title) for url, title in use.named]
    return format_html_join(", ", "{}", ((part,) for part in [*links, *use.others]))


def _naming(
    site: AdminSite, named: type[models.Model], pks: set[int], *, ties_only: bool = False
) -> Ids:
    """Ids of the rows that protect these, by their model; of rows that only tie two others
    together, those at the other end."""
    found: Ids = defaultdict(set)
    for relation in named._meta.related_objects:
        if relation.on_delete is not models.PROTECT:
            continue
        for model, column in _ends(site, relation, ties_only):
            rows = relation.related_model._base_manager.order_by()
            rows = rows.filter(**{f"{relation.field.name}__in": pks})
            found[model].update(rows.values_list(column, flat=True))
    return found


def _ends(
    site: AdminSite, relation: ForeignObjectRel, ties_only: bool
) -> Iterator[tuple[type[models.Model], str]]:
    model = relation.related_model
    if site.is_registered(model):
        if not ties_only:
            yield model, "pk"
        return
    for field in model._meta.concrete_fields:
        if (
            field.is_relation
            and field != relation.field
            and site.is_registered(field.related_model)
        ):
            yield field.related_model, field.attname


def _of_kind(
    site: AdminSite, request: HttpRequest, model: type[models.Model], pks: set[int]
) -> Uses:
    is_text = hasattr(model._default_manager, "public")
    named = (_readable(model, pks) if is_text else {}) | _openable(site, request, model, pks)
    binned = 0
    if is_text:
        binned = model._base_manager.filter(pk__in=pks, deleted_at__isnull=False).count()
    hidden = len(pks) - len(named) - binned
    others = [_said(is_text, hidden)] if hidden > 0 else []
    if binned:
        others.append(_("%(n)d in the bin") % {"n": binned})
    if len(named) > SHOWN:
        others.insert(0, _("%(n)d more") % {"n": len(named) - SHOWN})
    kind = capfirst(model._meta.verbose_name_plural)
    return Uses(str(kind), list(named.values())[:SHOWN], others)


def _said(is_text: bool, n: int) -> str:
    if is_text:
        return ngettext("%(n)d draft of others", "%(n)d drafts of others", n) % {"n": n}
    return ngettext("%(n)d other", "%(n)d others", n) % {"n": n}


def of_articles(
    site: AdminSite, request: HttpRequest, pks: list[int]
) -> tuple[list[tuple[str, str]], int]:
    """`shown`, of articles by their ids; none of them is named twice."""
    found = _readable(Article, pks) | _openable(site, request, Article, pks)
    return list(found.values())[:SHOWN], len(pks) - len(found)


def _openable(
    site: AdminSite, request: HttpRequest, model: type[models.Model], pks: set[int]
) -> dict[int, tuple[str, str]]:
    screen = site.get_model_admin(model)
    if not screen.has_view_or_change_permission(request):
        return {}
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}_change"
    rows = _light(screen.get_queryset(request).filter(pk__in=pks))
    return {row.pk: (reverse(name, args=[row.pk]), str(row)) for row in rows}


def _readable(model: type[models.Model], pks: set[int]) -> dict[int, tuple[str, str]]:
    rows = _light(model._default_manager.public().filter(pk__in=pks))
    return {row.pk: (row.get_absolute_url(), str(row)) for row in rows}


def _light(rows: models.QuerySet) -> models.QuerySet:
    """Without what is long: whole texts."""
    fields = rows.model._meta.concrete_fields
    return rows.defer(*(f.name for f in fields if isinstance(f, models.TextField)))
