"""A desk with many articles over fifteen years, made in bulk: rows as saving and publishing them
would leave them."""

import random
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction
from django.utils import timezone

from articles.models import (
    Article,
    ArticleCategory,
    ArticleTag,
    Author,
    Byline,
    Category,
    Comment,
    Credit,
    Image,
    Revision,
    SearchDocument,
    Tag,
)
from articles.writing import indexing
from articles.writing.content import ArticleContent
from bench.desk_vocabulary import Vocabulary, zipf
from iria.models import User

CATEGORIES, TAGS, AUTHORS, STAFF, CREDITS = 30, 5_000, 300, 40, 500
YEARS = 15
CHUNK = 2_000
LANGUAGES = ("en",) * 92 + ("ru",) * 4 + ("mn",) * 2 + ("ar", "zh-hans")
KINDS = ("news",) * 60 + ("analysis",) * 20 + ("backgrounder",) * 8 + ("report",) * 8
KINDS += ("commentary",) * 4


def main(size: str) -> None:
    """Into an empty database."""
    call_command("migrate", verbosity=0)
    Desk(int(size)).make()


class Desk:
    def __init__(self, size: int) -> None:
        self.size = size
        self.words = Vocabulary()
        self.random = random.Random(11)
        self.now = timezone.now()
        self.states = dict(self._states())

    def make(self) -> None:
        self._archive()
        self._comments()
        with transaction.atomic():
            indexing.write_for_staff(Article.objects.values_list("pk", flat=True))
        self._settle()

    def _archive(self) -> None:
        self._people()
        self._catalogue()
        for start in range(1, self.size + 1, CHUNK):
            with transaction.atomic():
                self._articles(range(start, min(start + CHUNK, self.size + 1)))

    def _states(self) -> Iterator[tuple[int, str]]:
        """The newest tenth holds all that is not simply published, in turns; the withdrawn and
        the binned lie all over the years."""
        tenth = range(self.size - self.size // 10 + 1, self.size + 1)
        free = self.random.sample(tenth, len(tenth))
        for state, most in (("draft", 300), ("review", 100), ("scheduled", 50), ("changed", 200)):
            for number in (free.pop() for _ in range(min(most, self.size // 50))):
                yield number, state
        older = self.random.sample(range(1, tenth.start), min(1_400, self.size // 10))
        for number in older:
            yield number, "withdrawn" if number % 4 else "binned"

    # What articles name

    def _people(self) -> None:
        User.objects.create_user(
            "editor@iria.example", "measured", name="Ed Itor", is_superuser=True
        )
        User.objects.bulk_create(
            User(address=address, address_key=address, name=f"Staff {number}")
            for number in range(STAFF)
            for address in [f"staff{number}@iria.example"]
        )
        self.editor, *self.staff = User.objects.order_by("pk")

    def _catalogue(self) -> None:
        words, now = self.words, self.now
        names = words.words
        Category.objects.bulk_create(
            Category(name=names[n].capitalize(), slug=f"category-{n}") for n in range(CATEGORIES)
        )
        Tag.objects.bulk_create(
            Tag(name=f"{names[n % 900]} {names[n % 3999]}", slug=f"tag-{n}") for n in range(TAGS)
        )
        Author.objects.bulk_create(
            Author(name=words.name(n), slug=f"author-{n}") for n in range(AUTHORS)
        )
        Credit.objects.bulk_create(
            Credit(photographer=words.name(n), agency="TASK" if n % 3 else "")
            for n in range(CREDITS)
        )
        self.categories, self.tags, self.authors, self.credits = (
            list(model.objects.order_by("pk").values_list("pk", flat=True))
            for model in (Category, Tag, Author, Credit)
        )
        self.category_weights, self.tag_weights = zipf(CATEGORIES), zipf(TAGS)
        self.author_weights = zipf(AUTHORS)
        self.names = dict(Author.objects.values_list("pk", "name"))
        Image.objects.bulk_create(
            (
                Image(
                    title=words.sentence(5),
                    alt=words.sentence(8) if n % 20 else "",
                    file_name=f"picture-{n}.jpg",
                    credit_id=self.random.choice(self.credits) if n % 30 else None,
                    width=1600,
                    height=900,
                    rendition_hash="0123456789abcdef",
                )
                for n in range(max(100, self.size // 10))
            ),
            batch_size=CHUNK,
        )
        # All were added in one moment: spread them, newest last.
        Image.objects.filter(pk__gt=0).update(created_at=now)
        self.images = list(Image.objects.values_list("pk", flat=True))

    # Articles

    def _articles(self, numbers: range) -> None:
        made = self._texts(numbers)
        SearchDocument.objects.bulk_create(
            self._document(row, filed) for row, filed in made if row.first_published_at is not None
        )
        kind = ContentType.objects.get_for_model(Article)
        LogEntry.objects.bulk_create(
            LogEntry(
                user=self.editor,
                content_type=kind,
                object_id=str(row.pk),
                object_repr=row.title[:200],
                action_flag=CHANGE,
                action_time=row.changed_at,
                change_message=said,
            )
            for row, _filed in made
            for said in ("[]", "Published.")
        )

    def _texts(self, numbers: range) -> list[tuple[Article, dict[str, list[int]]]]:
        """Articles, their versions and how they are filed."""
        made = [self._article(number) for number in numbers]
        Article.objects.bulk_create([row for row, _filed in made])
        Revision.objects.bulk_create(
            revision for row, filed in made for revision in self._revisions(row, filed)
        )
        ArticleCategory.objects.bulk_create(self._through(made, ArticleCategory, "category"))
        ArticleTag.objects.bulk_create(self._through(made, ArticleTag, "tag"))
        Byline.objects.bulk_create(self._through(made, Byline, "author"))
        return made

    def _article(self, number: int) -> tuple[Article, dict[str, list[int]]]:
        words, chance = self.words, self.random
        state = self.states.get(number, "published")
        at = self._moment(number)
        stored = {"draft": "draft", "review": "review", "withdrawn": "withdrawn"}
        title = words.title(number)
        never = state in ("draft", "review")
        if state == "scheduled":
            at = self.now + timedelta(hours=number % 500 + 1)
        row = Article(
            pk=number,
            title=title,
            slug=f"{'-'.join(title.lower().split())[:150]}-{number}",
            body="".join(f"<p>{p}</p>" for p in self._paragraphs()),
            standfirst=words.sentence(18),
            language=chance.choice(LANGUAGES),
            kind=chance.choice(KINDS),
            state=stored.get(state, "approved"),
            go_live_at=None if never else at,
            first_published_at=None if never else at,
            changed_at=min(at, self.now),
            deleted_at=at + timedelta(days=3) if state == "binned" else None,
            owner=self.editor if number % 50 else self.staff[0],
            latest_revision_id=number + self.size if state == "changed" else number,
            live_revision_id=None if never else number,
            lead_image_id=chance.choice(self.images) if number % 3 else None,
            pinned=number in (self.size, self.size // 2),
            reading_minutes=3,
        )
        return row, self._filed()

    def _moment(self, number: int) -> datetime:
        hours = YEARS * 365 * 24 * (self.size - number) / self.size
        return self.now - timedelta(hours=hours + self.random.random())

    def _paragraphs(self) -> list[str]:
        return self.random.sample(self.words.paragraphs, self.random.randint(2, 12))

    def _filed(self) -> dict[str, list[int]]:
        chosen: Callable[..., list[int]] = self.random.choices
        one_or_two = self.random.choice((1, 1, 2))
        filed = {
            "category": chosen(self.categories, cum_weights=self.category_weights, k=one_or_two),
            "tag": chosen(self.tags, cum_weights=self.tag_weights, k=4),
            "author": chosen(self.authors, cum_weights=self.author_weights, k=one_or_two),
        }
        return {name: list(dict.fromkeys(ids)) for name, ids in filed.items()}

    def _revisions(self, row: Article, filed: dict[str, list[int]]) -> Iterator[Revision]:
        for number in sorted({row.live_revision_id or row.pk, row.latest_revision_id}):
            content = ArticleContent(
                title=row.title if number == row.pk else f"{row.title} Redraft",
                slug=row.slug,
                body=row.body,
                language=row.language,
                kind=row.kind,
                standfirst=row.standfirst,
                lead_image=row.lead_image_id,
                byline=[[pk, ""] for pk in filed["author"]],
                categories=filed["category"],
                tags=filed["tag"],
            )
            yield Revision(
                pk=number,
                article_id=row.pk,
                body=content.body,
                data=content.canonical(),
                sha256=content.digest(),
                user=self.editor,
                created_at=row.changed_at,
            )

    def _through(self, made: list, model: type, field: str) -> Iterator[Any]:
        for row, filed in made:
            live = row.state == "approved" and row.deleted_at is None
            for position, pk in enumerate(filed[field]):
                yield model(
                    **{model.ARTICLE_ID: row.pk, f"{field}_id": pk},
                    position=position,
                    published_at=row.go_live_at if live else None,
                )

    def _document(self, row: Article, filed: dict[str, list[int]]) -> SearchDocument:
        text = row.body.replace("<p>", "").replace("</p>", "\n\n")
        names = ", ".join(self.names[pk] for pk in filed["author"])
        live = row.state == "approved" and row.deleted_at is None
        return SearchDocument(
            article_id=row.pk,
            language=row.language,
            published_at=row.go_live_at if live else None,
            title=row.title,
            standfirst=row.standfirst,
            text=text,
            names=names,
        )

    # The rest

    def _comments(self) -> None:
        """Half as many as articles; some hundreds wait."""
        count = self.size // 2
        states = ("approved",) * 90 + ("refused",) * 4 + ("spam",) * 6
        Comment.objects.bulk_create(
            (
                Comment(
                    article_id=self.random.randint(1, self.size),
                    name=self.words.name(number % 9000),
                    address=f"reader{number}@iria.example",
                    address_key=f"reader{number}@iria.example",
                    text=self.words.sentence(40),
                    state="held" if count - number <= 200 else self.random.choice(states),
                    created_at=self._moment(number * 2),
                )
                for number in range(count)
            ),
            batch_size=CHUNK,
        )

    def _settle(self) -> None:
        """Numbers go on after the rows that were given theirs; statistics as a server that runs
        for a while has them."""
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), [Article, Revision]):
                cursor.execute(statement)
            if connection.vendor == "postgresql":
                cursor.execute("VACUUM ANALYZE")
