"""Addresses within one kind of row: never given twice, former ones included. The name of the
model is the name of its address: `reverse("category", args=[slug])`."""

from django.db import IntegrityError, connection, models, transaction
from django.urls import reverse

from articles.text.slugs import make_slug, numbered
from iria import oldaddresses

MOST_ATTEMPTS = 20

# First parts of addresses, which no page may take.
RESERVED = frozenset(
    (
        "admin",
        "archive",
        "articles",
        "authors",
        "categories",
        "comments",
        "credits",
        "documents",
        "favicon.ico",
        "feed",
        "healthz",
        "media",
        "newsletter",
        "preview",
        "robots.txt",
        "search",
        "series",
        "sitemap.xml",
        "static",
        "tags",
        "wp-admin",
        "wp-content",
        "wp-login.php",
    )
)


class Taken(Exception):
    """Somebody else took the address between the look and the saving. Nothing was saved."""


def add(model: type[models.Model], name: str, **fields: object) -> models.Model:
    """A category, tag or author of this name with the first address that is free."""
    row = model(name=name, **fields)
    insert(row, proposed(model, name))
    return row


def insert(row: models.Model, slug: str) -> None:
    """Saves a new row under this address or the first numbered one that is free. Somebody else
    may take it between the look and the insertion: then the next one is tried."""
    for attempt in range(MOST_ATTEMPTS):
        row.slug = free_slug(type(row), slug)
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError:
            if attempt == MOST_ATTEMPTS - 1 or not taken(row):
                raise
        else:
            return


def update(row: models.Model) -> None:
    """Saves a row whose address was free. Raises Taken."""
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        if not taken(row):
            raise
        raise Taken from None


def taken(row: models.Model) -> bool:
    return type(row).objects.filter(slug=row.slug).exclude(pk=row.pk).exists()


def same_name(rows: models.QuerySet, name: str, field: str = "name") -> models.QuerySet:
    """Those of this name in whatever capitals. SQLite's LIKE knows the capitals of ASCII only
    (its documentation, "The LIKE operator"), so there other names are compared in Python."""
    if connection.vendor != "sqlite" or name.isascii():
        return rows.filter(**{f"{field}__iexact": name})
    wanted = name.casefold()
    names = rows.values_list("pk", field)
    return rows.filter(pk__in=[pk for pk, other in names if other.casefold() == wanted])


def proposed(model: type[models.Model], name: str) -> str:
    return make_slug(name, model._meta.model_name)


def free_slug(model: type[models.Model], slug: str) -> str:
    """The slug, or the first numbered one that is free."""
    wanted, number = slug, 1
    while not is_free(model, wanted):
        number += 1
        wanted = numbered(slug, number)
    return wanted


def is_reserved(model: type[models.Model], slug: str) -> bool:
    return model._meta.model_name == "page" and slug in RESERVED


def is_free(model: type[models.Model], slug: str, of: models.Model | None = None) -> bool:
    """Whether a row may take this address. Its own former one it may take back."""
    if is_reserved(model, slug):
        return False
    others = model.objects.filter(slug=slug)
    if of is not None and of.pk:
        others = others.exclude(pk=of.pk)
    if others.exists():
        return False
    path = oldaddresses.decoded(reverse(model._meta.model_name, args=[slug]))
    target = oldaddresses.target_of(path)
    if target is None:
        return True
    return bool(of is not None and of.pk and target == oldaddresses.path_of(of))
