"""An export → our tables. What was imported before is found again and left as it is, so that
doing it twice is doing it once."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from articles.wordpress import oldpaths, sitewide, usage
from articles.wordpress.conversion import Surroundings
from articles.wordpress.files import Files
from articles.wordpress.filing import Filing
from articles.wordpress.gallery import Gallery
from articles.wordpress.identities import key_for
from articles.wordpress.links import Links
from articles.wordpress.papers import Papers
from articles.wordpress.records import Item
from articles.wordpress.report import UNREADABLE, Report
from articles.wordpress.states import LEFT_OUT
from articles.wordpress.texts import Texts
from articles.wordpress.urls import urlsplit
from articles.wordpress.wxr import Export
from articles.writing.models import Article
from iria import oldaddresses
from iria.pagecache import SITE, changes, forget

WRITTEN = ("post", "page")
# How long a text takes to write and a picture to fetch and to scale, in the time that an item
# takes to read.
TEXT, PICTURE = 40, 400
Progress = Callable[[int], object]


@dataclass
class Survey:
    """What must be known before the first text is converted."""

    links: Links
    attached: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    files: dict[int, str] = field(default_factory=dict)
    patterns: dict[int, str] = field(default_factory=dict)


def steps(export: Export, *, with_files: bool) -> int:
    """What the calls of `progress` add up to."""
    pictures = export.counts["attachment"] * (PICTURE if with_files else 0)
    return export.total + pictures + TEXT * sum(export.counts[kind] for kind in WRITTEN)


def load(
    export: Export, *, media: Path | None = None, fetch: bool = True, progress: Progress = bool
) -> Report:
    """`progress` is called with the number of steps that were done."""
    report, host = Report(), host_of(export)
    for problem in export.problems:
        report.note("In the file", str(problem))
    report.items[UNREADABLE] = max(export.written - export.total, 0)
    is_fresh = sitewide.is_fresh()
    with changes():
        filing = Filing(export.site, report)
        filing.load()
    files = Files(media, fetch=fetch)
    gallery, papers = Gallery(host, files, report), Papers(host, files, report)
    survey = look(export, host, gallery, papers, progress)
    around = Surroundings(
        files=survey.files, patterns=survey.patterns, language=export.site.language
    )
    texts = Texts(host, filing, gallery, papers, report, around, survey.attached, survey.links)
    for item in export.items():
        if item.kind in WRITTEN:
            texts.load(item)
            progress(TEXT)
    gallery.note_troubles()
    keep_addresses(export, filing, papers, host)
    survey.links.note_dead(report)
    if is_fresh:
        sitewide.fill(export, host, report)
    return report


def host_of(export: Export) -> str:
    site = export.site
    url = site.base_blog_url or site.link or site.base_site_url
    return (urlsplit(url).hostname or export.path.stem).removeprefix("www.")


def look(
    export: Export, host: str, gallery: Gallery, papers: Papers, progress: Progress
) -> Survey:
    """The first pass: pictures, since texts name them by number, documents, and addresses for
    links."""
    survey = Survey(Links(host))
    for item in export.items():
        if item.kind == "attachment":
            if not papers.attachment(item):
                gallery.attachment(item)
            if item.id:
                survey.files[item.id] = item.attachment_url
            if item.id and item.parent:
                survey.attached[item.parent].append(item.id)
        elif item.kind not in WRITTEN:
            gallery.report.leave_out(item.type, item.title)
        if item.type == "wp_block" and item.id:
            survey.patterns[item.id] = item.content
        is_article = item.kind == "post" and item.status not in LEFT_OUT
        survey.links.learn(item, key_of(item, host) if is_article else None)
        has_file = item.kind == "attachment" and gallery.files.may_have_any
        progress(1 + PICTURE if has_file else 1)
    return survey


def key_of(item: Item, host: str) -> str:
    imported_from = f"{host}:{item.identity}"
    known = Article.objects.filter(imported_from=imported_from).values_list("key", flat=True)
    return known.first() or key_for(imported_from)


def keep_addresses(export: Export, filing: Filing, papers: Papers, host: str) -> None:
    """Lists, and the pages that WordPress makes of attachments: these lead to what they are
    attached to, or else to the first text that shows the picture."""
    with changes():
        terms = {key: oldaddresses.path_of(row) for key, row in filing.terms.items()}
        authors = {login: oldaddresses.path_of(row) for login, row in filing.authors.items()}
        papers.keep_addresses()
        oldpaths.keep_terms(export.site, terms, authors)
        texts, pictures = usage.public_texts(host), usage.first_uses(host)
        for item in export.items():
            if item.kind == "attachment":
                target = texts.get(item.parent or 0) or pictures.get(item.identity)
                if target:
                    oldpaths.keep_item(item, target)
        forget([SITE])
