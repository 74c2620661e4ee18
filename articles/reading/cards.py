"""What a card shows of an article, as a value: two that are equal look the same."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from articles.writing.models import Article
from iria.institute import direction
from iria.reversing import path_to


@dataclass(frozen=True, slots=True)
class Card:
    """`filed` has names and slugs of categories, `names` those who sign. `zone` is that in which
    `go_live_at` is told: moments of two zones may be equal."""

    slug: str
    title: str
    standfirst: str
    kind: str
    language: str
    go_live_at: datetime | None
    zone: str
    reading_minutes: int
    credit_line: str
    signed: bool
    filed: tuple[tuple[str, str], ...]
    names: tuple[str, ...]

    @property
    def url(self) -> str:
        return path_to("article", self.slug)

    @property
    def dir(self) -> str:
        return direction(self.language)

    def get_kind_display(self) -> str:
        return Article.Kind(self.kind).label


def card_of(article: Article, *, signed: bool) -> Card:
    """Without `signed` it needs neither filings nor bylines."""
    filings = article.filings.all() if signed else ()
    bylines = article.bylines.all() if signed else ()
    return Card(
        slug=article.slug,
        title=article.title,
        standfirst=article.standfirst,
        kind=article.kind,
        language=article.language,
        go_live_at=article.go_live_at,
        zone=timezone.get_current_timezone_name(),
        reading_minutes=article.reading_minutes,
        credit_line=article.lead_image.shown_credit_line if article.lead_image else "",
        signed=signed,
        filed=tuple((filing.category.name, filing.category.slug) for filing in filings),
        names=tuple(byline.author.name for byline in bylines),
    )
