"""Categories, tags and authors of an export → rows. A slug is found again, merged or not."""

from html import unescape

from django.db import models

from articles.catalogue import naming
from articles.catalogue.models import Author, Category, Tag
from articles.text.plaintext import plain
from articles.text.slugs import make_slug
from articles.wordpress.records import Author as ExportedAuthor
from articles.wordpress.records import Item, Site, Term, TermUse, slug_of
from articles.wordpress.report import CUT, Report

NAME_LENGTH = 100
AUTHOR_LENGTH = 150
TAG_DESCRIPTIONS = "Descriptions of tags, not kept"


class Filing:
    """Rows by what the export calls them."""

    def __init__(self, site: Site, report: Report) -> None:
        self.site, self.report = site, report
        self.terms: dict[tuple[str, str], models.Model] = {}
        self.authors: dict[str, Author] = {}
        self.people = {author.login: author for author in site.authors}

    def load(self) -> None:
        for term in self.site.categories:
            self._term(Category, term.taxonomy, term.slug, term.name, term.description)
        for term in self.site.categories:
            self._parent(term)
        for term in self.site.tags:
            row = self._term(Tag, term.taxonomy, term.slug, term.name)
            if term.description:
                self.report.note(TAG_DESCRIPTIONS, row.name)
        for author in self.site.authors:
            self.author(author.login)

    def _parent(self, term: Term) -> None:
        parent = self.terms.get(("category", term.parent)) if term.parent else None
        row = self.terms.get(("category", term.slug))
        if parent is not None and row is not None and row.parent_id is None and row != parent:
            row.parent = parent
            row.save(update_fields=["parent"])

    def _term(
        self, model: type[models.Model], taxonomy: str, slug: str, name: str, about: str = ""
    ) -> models.Model:
        if (taxonomy, slug) in self.terms:
            return self.terms[taxonomy, slug]
        name = self._named(name, NAME_LENGTH) or slug[:NAME_LENGTH]
        row, created = found_or_new(model, slug, name, plain(about))
        self.report.count("Categories" if model is Category else "Tags", created=created)
        self.terms[taxonomy, slug] = row
        return row

    def _named(self, name: str, length: int) -> str:
        """WordPress stores names as HTML: "Security &amp; Defense"."""
        name = " ".join(unescape(name).split())
        if len(name) > length:
            self.report.note(CUT, f"name: {name[:60]}…")
        return name[:length]

    def rows(self, uses: list[TermUse]) -> list[int]:
        """Ids in the order of the export; what its header does not name is added."""
        model = {"category": Category, "post_tag": Tag}
        found = [self._term(model[use.taxonomy], use.taxonomy, use.slug, use.name) for use in uses]
        return list(dict.fromkeys(row.pk for row in found))

    def author(self, login: str) -> Author:
        if login not in self.authors:
            person = self.people.get(login) or ExportedAuthor(None, login, display_name=login)
            name = self._named(person.display_name, AUTHOR_LENGTH) or login[:AUTHOR_LENGTH]
            row, created = found_or_new(Author, slug_of(login), name)
            self.report.count("Authors", created=created)
            self.authors[login] = row
        return self.authors[login]

    def byline(self, item: Item) -> list[list[object]]:
        guests = {use.slug: use.name for use in item.coauthors}
        ids = []
        for login in item.creators or ([item.creator] if item.creator else []):
            if login not in self.people and login in guests:
                self.people[login] = ExportedAuthor(None, login, display_name=guests[login])
            ids.append(self.author(login).pk)
        return [[pk, ""] for pk in dict.fromkeys(ids)]


def found_or_new(
    model: type[models.Model], slug: str, name: str, about: str = ""
) -> tuple[models.Model, bool]:
    wanted = make_slug(slug, naming.proposed(model, name)) if not _usable(slug) else slug
    row = model.objects.filter(slug=wanted).first()
    while row is not None and row.merged_into_id:
        row = row.merged_into
    if row is not None:
        if row.deleted_at is not None:
            row.deleted_at = None
            row.save(update_fields=["deleted_at"])
        return row, False
    fields = {"description": about} if about and hasattr(model, "description") else {}
    row = model(name=name, slug=naming.free_slug(model, wanted), **fields)
    row.save()
    return row, True


def _usable(slug: str) -> bool:
    return bool(slug) and make_slug(slug, "") == slug
