"""Takes the demonstration content away, and what nothing else uses of what came with it."""

from functools import partial

from django.db import transaction
from django.db.models import ProtectedError

from articles.catalogue.models import Author, Category, Tag
from articles.demonstration.files import demo_key, names, read_entries, read_list
from articles.demonstration.loading import institute_texts
from articles.finding import desk, index
from articles.images import making
from articles.images.models import Credit, Image
from articles.text import references
from articles.writing.models import Article, Document, MenuItem, Page, Revision
from iria.models import Institute
from iria.pagecache import LISTS, SITE, changes, forget


def remove() -> int:
    """The number of texts, pictures and documents that were removed. What an article of the
    institute's own uses stays, and an article that was mailed."""
    with changes():
        # What a person saved since is theirs by now.
        articles, pages = (
            model.objects.filter(key__in=_text_keys(kind, folder)).exclude(
                revisions__user__isnull=False
            )
            for model, kind, folder in (
                (Article, "article", "articles"),
                (Page, "page", "pages"),
            )
        )
        forget([LISTS, SITE, *articles, *pages])
        count = sum(_delete(text) for text in [*articles, *pages])
        _remove_menus()
        count += _remove_pictures()
        count += _remove_documents()
        _remove_unused()
        _clear_institute()
    return count


def _delete(text: Article | Page) -> bool:
    """Whether it went. What the institute did with it, such as a mailing, keeps it."""
    try:
        with transaction.atomic():
            if isinstance(text, Article):
                desk.remove([text.pk])
                index.remove([text.pk])
            text.delete()
    except ProtectedError:
        return False
    return True


def _text_keys(kind: str, folder: str) -> list[str]:
    return [demo_key(kind, entry.head["slug"]) for entry in read_entries(folder)]


def _picture_keys() -> list[str]:
    return [demo_key("picture", name) for name in names("pictures", "*.*")]


def _clear_institute() -> None:
    """What the institute wrote itself stays."""
    institute = Institute.current()
    for name, text in institute_texts().items():
        if getattr(institute, name) == text:
            setattr(institute, name, "")
    institute.is_demonstration = False
    institute.save()


def _remove_menus() -> None:
    """Entries as the demonstration wrote them, wherever they were moved. Those that led to its
    pages went with these."""
    for menu, entries in read_list("menus.toml").items():
        for entry in entries:
            where = {"label": entry.get("label", ""), "menu": menu}
            if "category" in entry:
                MenuItem.objects.filter(category__name=entry["category"], **where).delete()
            elif "address" in entry:
                MenuItem.objects.filter(address=entry["address"], **where).delete()


def _remove_pictures() -> int:
    unused = Image.objects.filter(
        key__in=_picture_keys(),
        in_articles=None,
        in_pages=None,
        leads=None,
        portrait_of=None,
    )
    count = 0
    for image in unused.exclude(key__in=_keys_in_versions()):
        # The files go once it is certain that the rows have gone.
        transaction.on_commit(partial(_remove_files, image))
        image.delete()
        count += 1
    return count


def _remove_files(image: Image) -> None:
    making.remove(image)
    image.original.delete(save=False)


def _remove_documents() -> int:
    unused = Document.objects.filter(
        key__in=[demo_key("document", name) for name in names("documents", "*.pdf")],
        in_articles=None,
    )
    count = 0
    for document in unused.exclude(pk__in=_named_in_versions()["documents"]):
        transaction.on_commit(partial(document.original.delete, save=False))
        document.delete()
        count += 1
    return count


def _remove_unused() -> None:
    """Of what the demonstration brought, that which no row and no version names any more."""
    named = _named_in_versions()
    Tag.objects.filter(name__in=_brought("tags"), taggings=None, merged=None).exclude(
        pk__in=named["tags"]
    ).delete()
    Category.objects.filter(
        name__in=_brought("categories"),
        filings=None,
        merged=None,
        children=None,
        menuitem=None,
    ).exclude(pk__in=named["categories"]).delete()
    slugs = [entry["slug"] for entry in read_list("authors.toml")["authors"]]
    Author.objects.filter(slug__in=slugs, bylines=None, user=None, merged=None).exclude(
        pk__in=named["byline"]
    ).delete()
    for entry in read_list("credits.toml")["credits"]:
        fields = {name: value for name, value in entry.items() if name != "key"}
        Credit.objects.filter(**fields, images=None).delete()


def _brought(field: str) -> set[str]:
    return {name for entry in read_entries("articles") for name in entry.head[field]}


def _keys_in_versions() -> set[str]:
    """Pictures that a version of a text of the institute's own names."""
    bodies = Revision.objects.values_list("body", flat=True)
    return {key for body in bodies.iterator() for key in references.pictures(body)}


def _named_in_versions() -> dict[str, set[int]]:
    named: dict[str, set[int]] = {
        field: set() for field in ("tags", "categories", "byline", "documents")
    }
    for revision in Revision.objects.exclude(article=None).only("data").iterator():
        values = revision.values
        named["tags"].update(values["tags"])
        named["categories"].update(values["categories"])
        named["documents"].update(values.get("documents", []))
        named["byline"].update(author for author, _role in values["byline"])
    return named
