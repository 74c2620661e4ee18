"""Saving: each save of another text makes a revision; what readers see stays as it is, except
that the row of a text which was never approved follows its draft."""

from dataclasses import replace

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.catalogue import naming
from articles.catalogue.resolving import Standing, hold, standing_for
from articles.images.models import Image
from articles.text.characters import one_line, printable
from articles.text.cleaning import clean, clean_inline
from articles.text.outline import with_ids
from articles.writing import indexing, picks, rows
from articles.writing.content import ArticleContent, Content, PageContent
from articles.writing.locking import locked, locked_anywhere
from articles.writing.tables.articles import Article
from articles.writing.tables.revisions import Revision
from articles.writing.tables.texts import Text, tied_to
from articles.writing.tables.through import Document
from iria import log, moments
from iria.models import User
from iria.pagecache import changes


class NewerRevision(Exception):
    """Somebody else saved since this text was opened. Holds the revision that stands now."""

    def __init__(self, revision: Revision) -> None:
        super().__init__(str(revision))
        self.revision = revision


def content_class(model: type[Text]) -> type[Content]:
    return ArticleContent if issubclass(model, Article) else PageContent


def content_of(text: Text) -> Content:
    """What the newest revision says, with the rows that stand today: the draft, or what is live
    where they are the same."""
    return standing(content_class(type(text)).of(text.latest_revision))


def create(
    model: type[Text], content: Content, user: User | None, *, note: str = "", **fields: object
) -> Text:
    """A new draft with its first revision. `fields` are columns that no revision holds."""
    with changes():
        content = tidied(content)
        text = model(title=content.title, owner=user, **fields)
        naming.insert(text, content.slug or naming.proposed(model, content.title))
        save(text, replace(content, slug=text.slug), user, note=note)
    return text


def save(
    text: Text,
    content: Content,
    user: User | None,
    *,
    note: str = "",
    expected: int | None = None,
) -> Revision:
    """The revision that now is the newest: a new one, or the one before if nothing differs.

    `expected` is the id of the revision that the editor saw; raises NewerRevision if another
    stands."""
    with changes():
        row = locked_anywhere(text)
        newest = row.latest_revision
        if expected is not None and newest is not None and newest.pk != expected:
            raise NewerRevision(newest)
        content = picks.without_itself(tidied(content), row.pk)
        if newest is not None and content.digest() in (newest.sha256, _standing_digest(newest)):
            return newest
        content = held(content)
        revision = _add(row, content, user, note)
        row.latest_revision = revision
        row.changed_at = revision.created_at
        if row.mirrors_draft:
            rows.write(row, content)
        _save_row(row, text.slug)
        rows.note_pictures(row)
        if isinstance(row, Article):
            indexing.write_for_staff([row.pk])
        text.refresh_from_db()
    return revision


def _save_row(row: Text, slug: str) -> None:
    """A draft whose address another took in this moment keeps the former one; the version holds
    what was asked for, and is not published under it."""
    try:
        naming.update(row)
    except naming.Taken:
        row.slug = slug
        row.save()


def restore(
    text: Text, revision: Revision, user: User | None, *, expected: int | None = None
) -> Revision:
    """A new draft that says what this version of the text said, with the rows that stand today.
    What readers see stays. The address is that of today where the former one is no longer free.

    `expected` and what is raised are those of `save`."""
    with changes():
        now = locked(text)
        before = now.latest_revision_id
        content = standing(content_class(type(text)).of(revision))
        content = replace(content, slug=_free_slug(now, content.slug))
        when = {"when": moments.said(revision.created_at)}
        note = _("Restored: version of %(when)s") % when
        restored = save(text, content, user, note=note, expected=expected)
        if restored.pk != before:
            log.note(text, user, _("Restored the version of %(when)s.") % when)
    return restored


def _free_slug(text: Text, slug: str) -> str:
    draft = text.latest_revision.values["slug"]
    wanted = (one for one in (slug, draft) if naming.is_free(type(text), one, of=text))
    return next(wanted, text.slug)


def tidied(content: Content) -> Content:
    """The content as it is stored: HTML by the allow-list, ids that still stand."""
    changed = {
        "title": one_line(content.title),
        "body": with_ids(clean(content.body)),
        "description": one_line(content.description),
    }
    if isinstance(content, ArticleContent):
        changed |= {
            "standfirst": printable(content.standfirst).strip(),
            "byline": [[author, one_line(role)] for author, role in content.byline],
            "lead_alt": one_line(content.lead_alt) if content.lead_image else "",
            "lead_caption": clean_inline(content.lead_caption) if content.lead_image else "",
        }
    return replace(content, **changed)


def _add(text: Text, content: Content, user: User | None, note: str) -> Revision:
    return Revision.objects.create(
        body=content.body,
        data=content.canonical(),
        sha256=content.digest(),
        note=note,
        user=user,
        created_at=timezone.now(),
        **tied_to(text),
    )


def _standing_digest(revision: Revision) -> str:
    """That of the same text after merges: to save it unchanged is no new version."""
    kind = ArticleContent if revision.article_id else PageContent
    return standing(kind.of(revision)).digest()


def held(content: Content) -> Content:
    """As it stands today, and no merge can change that before the transaction ends."""
    today = filed(content)
    stands = _hold(today)
    hold_documents(set(getattr(content, "documents", ())))
    return standing(content, today if stands else None)


def hold_filed(*contents: Content) -> None:
    """What stands today for what these name; what was merged into it changes with it alone, and no
    document of theirs is removed. To be called once in a transaction, with all of its contents: in
    two steps the order of the locks would not hold."""
    _hold(*map(filed, contents))
    hold_documents({pk for content in contents for pk in getattr(content, "documents", ())})


def _hold(*filings: dict[str, Standing]) -> bool:
    """Whether what stood a moment ago still does."""
    ids: dict[str, set[int]] = {}
    for today in filings:
        for name, found in today.items():
            ids.setdefault(name, set()).update(found.ids.values())
    # All of them are held, whatever the first say.
    stand = [hold(name, ids[name]) for name in sorted(ids)]
    return all(stand)


def hold_documents(ids: set[int]) -> None:
    if ids:
        rows = Document.objects.filter(pk__in=ids).order_by("pk")
        list(rows.select_for_update(no_key=True).values_list("pk"))


def standing(content: Content, today: dict[str, Standing] | None = None) -> Content:
    """With the rows that stand today: merged ones replaced, deleted ones left out, none twice.
    `today` is what `filed` gave, where that still stands."""
    content = standing_with(content, filed(content) if today is None else today)
    if not isinstance(content, ArticleContent):
        return content
    if content.lead_image and not Image.objects.filter(pk=content.lead_image).exists():
        content = replace(content, lead_image=None)
    if content.documents:
        there = set(usable_documents(content.documents))
        kept = [pk for pk in dict.fromkeys(content.documents) if pk in there]
        content = replace(content, documents=kept)
    if content.picks:
        content = replace(content, picks=picks.still_there(content.picks))
    return content


def usable_documents(ids: list[int]) -> QuerySet[Document, int]:
    return Document.objects.usable().filter(pk__in=ids).values_list("pk", flat=True)


def filed(content: Content) -> dict[str, Standing]:
    """What the authors, categories and tags of a content are today: one query."""
    if not isinstance(content, ArticleContent):
        return {}
    return standing_for(
        {
            "Author": [author for author, _role in content.byline],
            "Category": content.categories,
            "Tag": content.tags,
        }
    )


def standing_with(content: Content, today: dict[str, Standing]) -> Content:
    """`standing`, where `filed` was asked before; the lead picture, the documents and the picked
    articles are left as they are."""
    if not isinstance(content, ArticleContent):
        return content
    roles = dict(reversed(content.byline))
    moved = today["Author"].ids
    byline: dict[int, str] = {}
    for author, _role in content.byline:
        if (now := moved.get(author)) is not None:
            byline.setdefault(now, roles[author])
    return replace(
        content,
        byline=[[author, role] for author, role in byline.items()],
        categories=_unique(today["Category"].ids, content.categories),
        tags=_unique(today["Tag"].ids, content.tags),
    )


def _unique(moved: dict[int, int], ids: list[int]) -> list[int]:
    return list(dict.fromkeys(moved[pk] for pk in ids if pk in moved))
