"""The documents that articles offer: added, renamed, replaced, removed."""

from pathlib import PurePath

from django.conf import settings
from django.contrib.admin.models import DELETION
from django.core.files import File
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.writing.documents import pdf
from articles.writing.indexing import offered_in_drafts, reindex, write_for_staff
from articles.writing.locking import Refused
from articles.writing.tables.articles import Article
from articles.writing.tables.through import Document
from iria import log
from iria.models import Institute, User
from iria.pagecache import changes, forget

LANGUAGES = dict(settings.TEXT_LANGUAGES)


class InUse(Exception):
    """A document that articles offer is not removed. Holds their ids."""

    def __init__(self, articles: list[int]) -> None:
        super().__init__(f"{len(articles)} articles")
        self.articles = articles


def same_file(sha256: str, *, but: int | None = None) -> Document | None:
    """The first document of the library that is this file."""
    same = Document.objects.usable().filter(sha256=sha256).exclude(pk=but)
    return same.order_by("pk").first()


def add(file: File, user: User | None, **fields: object) -> Document:
    """A new document of the library. What the fields do not say is taken from the file. Raises
    ValidationError."""
    document = Document(**{"title": "", "language": ""} | fields)
    put(document, file, pdf.check(file), user)
    document.save()
    return document


def put(document: Document, file: File, checked: pdf.Checked, user: User | None) -> None:
    """Puts a first file into a new row, which the caller saves."""
    name = _stored(document, file, checked)
    _describe(document, file, checked, user, name)
    document.title = document.title or checked.title or _title_of(document.file_name)
    document.language = document.language or language_of(checked.language)


def _stored(document: Document, file: File, checked: pdf.Checked) -> str:
    """Its name in the storage, which no other file has had."""
    field = Document._meta.get_field("original")
    file.seek(0)
    name = field.generate_filename(document, f"{document.key}-{checked.sha256[:16]}.pdf")
    return field.storage.save(name, file, max_length=field.max_length)


def _describe(
    document: Document, file: File, checked: pdf.Checked, user: User | None, name: str
) -> None:
    document.original = name
    document.file_name = PurePath(file.name or "").name[-200:]
    document.sha256, document.byte_size = checked.sha256, checked.byte_size
    document.page_count, document.uploaded_by = checked.pages, user


def _title_of(file_name: str) -> str:
    """ "The_Arctic-2026.pdf" → "The Arctic 2026"."""
    words = PurePath(file_name).stem.replace("_", " ").replace("-", " ")
    return " ".join(words.split())[:250] or _("Document")


def language_of(code: str) -> str:
    """ "en-GB" → "en", where we know it; else that of the institute."""
    code = code.lower().replace("_", "-")
    found = (c for c in (code, code.partition("-")[0]) if c in LANGUAGES)
    return next(found, Institute.current().language)


def replace(document: Document, file: File, checked: pdf.Checked, user: User | None) -> None:
    """Another file under the same address. Readers get it with their next request; the former one
    stays in the storage, where the log says. Title and language stay too. Raises Refused."""
    # Before the row is held: a large file takes its time.
    name = _stored(document, file, checked)
    try:
        with changes():
            row = _held(document)
            before = f"{_described(row)}, {row.original.name}"
            _describe(row, file, checked, user, name)
            row.save()
            said = _("File replaced: %(after)s. Before: %(before)s.")
            log.note(row, user, said % {"after": _described(row), "before": before})
            forget([row])
    except Refused:
        document.original.storage.delete(name)
        raise
    document.refresh_from_db()


def _described(document: Document) -> str:
    """ "report.pdf (12 pages, 1.2 MB)"."""
    size = filesizeformat(document.byte_size).replace("\xa0", " ")
    return _("%(name)s (pages: %(pages)s, %(size)s)") % {
        "name": document.file_name,
        "pages": document.page_count,
        "size": size,
    }


def save(document: Document) -> None:
    """Saves title and language of a document: the new title is found by search, and the address
    follows it. Raises Refused."""
    with changes():
        before = _held(document)
        Document.objects.filter(pk=document.pk).update(
            title=document.title, language=document.language
        )
        if before.title != document.title:
            articles = articles_of(document)
            reindex(Article.objects.filter(pk__in=articles))
            write_for_staff(articles)
        forget([document])


def remove(document: Document, user: User | None) -> None:
    """Marks a document that no article offers: old versions go on naming it. Raises InUse, and
    Refused where somebody removed it meanwhile."""
    with changes():
        row = _held(document)
        if articles := articles_of(row):
            raise InUse(articles)
        row.deleted_at = timezone.now()
        row.save(update_fields=["deleted_at"])
        log.note(row, user, _("Removed."), DELETION)
        forget([row])


def articles_of(document: Document) -> list[int]:
    """Ids of articles that offer it, or will once their changes are published."""
    rows = document.in_articles.values_list("article_id", flat=True)
    return sorted({*rows, *offered_in_drafts(document)})


def _held(document: Document) -> Document:
    """The row as it is now; what a text that is published meanwhile says of it stays."""
    rows = Document.objects.usable().select_for_update(no_key=True)
    row = rows.filter(pk=document.pk).first()
    if row is None:
        raise Refused(_("Somebody removed this document meanwhile."))
    return row
