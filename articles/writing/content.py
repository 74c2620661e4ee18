"""What a revision holds: ids and scalars, and the body beside them."""

import hashlib
import json
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Self

from articles.writing.tables.revisions import Revision


@dataclass(frozen=True, slots=True, kw_only=True)
class PageContent:
    title: str
    slug: str
    body: str = ""
    description: str = ""
    language: str = "en"

    @classmethod
    def of(cls, revision: Revision) -> Self:
        """Fields that a later version of the software added have their defaults."""
        names = {f.name for f in fields(cls)}
        values = {name: value for name, value in revision.values.items() if name in names}
        return cls(body=revision.body, **values)

    def canonical(self) -> str:
        """All but the body, as canonical JSON."""
        values: dict[str, Any] = asdict(self)
        del values["body"]
        return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    def digest(self) -> str:
        return hashlib.sha256(f"{self.canonical()}\0{self.body}".encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleContent(PageContent):
    """Ids in the order in which readers see them. A byline is a list of [author id, role]."""

    kind: str = "news"
    standfirst: str = ""
    lead_image: int | None = None
    lead_alt: str = ""
    lead_caption: str = ""
    byline: list[list[Any]] = field(default_factory=list)
    categories: list[int] = field(default_factory=list)
    tags: list[int] = field(default_factory=list)
    documents: list[int] = field(default_factory=list)
    picks: list[int] = field(default_factory=list)


Content = PageContent | ArticleContent
