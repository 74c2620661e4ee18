"""Posts and pages of an export → articles and pages."""

import re
from dataclasses import dataclass, replace
from functools import partial

from articles.text.plaintext import plain
from articles.text.slugs import SLUG_LENGTH, make_slug
from articles.wordpress import losses, oldpaths, papers, states
from articles.wordpress.conversion import Converted, Surroundings
from articles.wordpress.filing import Filing
from articles.wordpress.gallery import Gallery
from articles.wordpress.identities import key_for
from articles.wordpress.links import Links
from articles.wordpress.markup import convert, rewrite_links
from articles.wordpress.records import Item
from articles.wordpress.report import CUT, WRITTEN, Report
from articles.writing import revisions
from articles.writing.content import ArticleContent, Content, PageContent
from articles.writing.models import Article, Page
from articles.writing.tables.texts import Text
from iria import oldaddresses
from iria.pagecache import changes

NOTE = "Imported from WordPress"
DESCRIPTIONS = ("_yoast_wpseo_metadesc", "rank_math_description", "_aioseo_description")
KINDS = {
    "commentary": {"commentary", "commentaries", "opinion", "opinions"},
    "report": {"report", "reports", "special-report", "special-reports"},
    "backgrounder": {"backgrounder", "backgrounders", "background"},
    "analysis": {"analysis", "analyses"},
}
TITLE_LENGTH = 300
ATTRIBUTES = re.compile(r"<(/?\w+)[^>]*>")
TAKEN = "Addresses that were taken or are reserved: another is used"


@dataclass
class Texts:
    host: str
    filing: Filing
    gallery: Gallery
    papers: papers.Papers
    report: Report
    around: Surroundings
    attached: dict[int, list[int]]
    links: Links

    def load(self, item: Item) -> None:
        model = Article if item.kind == "post" else Page
        kind = str(model._meta.verbose_name_plural)
        imported_from = f"{self.host}:{item.identity}"
        with changes():
            text = model.objects.filter(imported_from=imported_from).first()
            if item.status in states.LEFT_OUT:
                self.report.leave_out(item.status, title_of(item))
                if text is not None and not self._is_staffs(text, item):
                    states.follow(text, item, self.report, saved=False, reworded=False)
                return
            self.report.items[WRITTEN] += 1
            if text is not None and self._is_staffs(text, item):
                self.report.count(kind, created=False)
                return
            created = text is None
            content = self._content(model, item)
            if created:
                text, changed = self._create(model, content, item, imported_from), False
            else:
                changed = self._update(text, content, item)
            self._finish(text, item, changed=created or changed)
        self.report.count(kind, created=created, changed=changed)

    def _is_staffs(self, text: Text, item: Item) -> bool:
        """Whether staff have taken it in hand here; then it is left alone."""
        if text.deleted_at is not None:
            self.report.note("In the bin here, left there", text.title)
            return True
        if text.latest_revision.note == NOTE:
            return False
        self.report.note("Changed here since the last import, left alone", text.title)
        states.leave(text, item, self.report)
        return True

    def _create(self, model: type[Text], content: Content, item: Item, imported_from: str) -> Text:
        fields = {"imported_from": imported_from, "key": key_for(imported_from)}
        text = revisions.create(model, content, None, note=NOTE, **fields)
        return states.begin(text, item)

    def _update(self, text: Text, content: Content, item: Item) -> bool:
        before = text.latest_revision
        old = revisions.content_of(text)
        after = revisions.save(text, replace(content, slug=text.slug), None, note=NOTE)
        saved = after.pk != before.pk
        reworded = saved and words_of(old) != words_of(revisions.content_of(text))
        return states.follow(text, item, self.report, saved=saved, reworded=reworded) or saved

    def _finish(self, text: Text, item: Item, *, changed: bool) -> None:
        """What no revision holds, and what is to be told."""
        if changed and isinstance(text, Article):
            values = {"comments_open": item.comments_open, "pinned": item.sticky}
            Article.objects.filter(pk=text.pk).update(**values)
        text.refresh_from_db()
        if text.is_public():
            oldpaths.keep_item(item, oldaddresses.path_of(text))
        states.note(text, item, self.report)
        losses.note(item, text.title, self.report)
        wanted = wanted_slug(item, type(text))
        if text.slug != wanted:
            self.report.note(TAKEN, f"{text.title}: {text.slug} for {wanted}")

    def _content(self, model: type[Text], item: Item) -> Content:
        title = title_of(item)
        converted = self._converted(item, title)
        for loss in converted.losses:
            said = f"{loss.what} ({loss.snippet})" if loss.snippet else loss.what
            self.report.note("Left out of texts", f"{title}: {said}")
        if len(title) > TITLE_LENGTH:
            self.report.note(CUT, f"title: {title[:60]}…")
        description = next(filter(None, map(item.first, DESCRIPTIONS)), "")
        documents: list[int] = []

        def target(href: str) -> str | None:
            if found := self.papers.linked(href):
                documents.append(found[0].pk)
                return found[1]
            return self.links.target(href, title)

        common = {
            "title": title[:TITLE_LENGTH],
            "slug": wanted_slug(item, model),
            "body": rewrite_links(converted.html, target),
            "description": plain(description)[:320],
            "language": language_of(self.filing.site.language),
        }
        if model is Page:
            for pk in dict.fromkeys(documents):
                self.report.note(papers.ON_PAGES, self.papers.titles[pk], title)
            return PageContent(**common)
        documents = list(dict.fromkeys(documents))
        return ArticleContent(**common, documents=documents, **self._of_articles(item, title))

    def _of_articles(self, item: Item, title: str) -> dict[str, object]:
        lead = self.gallery.by_number.get(item.lead_picture or 0)
        if lead is not None:
            self.gallery.use(lead, title)
        elif item.lead_picture:
            self.report.note(losses.LEAD, title)
        return {
            "kind": kind_of(item),
            "standfirst": plain(item.excerpt),
            "lead_image": lead.pk if lead else None,
            "lead_alt": self.gallery.given[lead.pk].alt if lead else "",
            "lead_caption": self.gallery.given[lead.pk].caption if lead else "",
            "byline": self.filing.byline(item),
            "categories": self.filing.rows(item.categories),
            "tags": self.filing.rows(item.tags),
        }

    def _converted(self, item: Item, title: str) -> Converted:
        around = replace(
            self.around, attached=self.attached.get(item.id or 0, []), footnotes=item.footnotes
        )
        resolve = partial(self.gallery.resolve, text=title)
        return convert(item.content, resolve=resolve, surroundings=around)


def title_of(item: Item) -> str:
    return " ".join(plain(item.title).split()) or f"Untitled {item.id or item.slug}".strip()


def words_of(content: Content) -> tuple[str, str, str]:
    """What readers read, without what marks up their way through it."""
    standfirst = getattr(content, "standfirst", "")
    return content.title, standfirst, ATTRIBUTES.sub(r"<\1>", content.body)


def wanted_slug(item: Item, model: type[Text]) -> str:
    """The old site's, Unicode included; cut where it is too long."""
    slug = item.slug.strip().strip("/").replace("/", "-")
    if not slug:
        return make_slug(item.title, model._meta.model_name)
    allowed = "".join(c for c in slug if c.isalnum() or c in "-_")[:SLUG_LENGTH].strip("-_")
    return allowed or make_slug(item.title, model._meta.model_name)


def language_of(code: str) -> str:
    """ "en-US" → "en", where we know it."""
    known = dict(Article._meta.get_field("language").choices)
    code = code.lower().replace("_", "-")
    return next((c for c in (code, code.partition("-")[0]) if c in known), "en")


def kind_of(item: Item) -> str:
    """From a category that is called like a kind; else news."""
    slugs = {use.slug.lower() for use in item.categories}
    return next((kind for kind, names in KINDS.items() if slugs & names), "news")
