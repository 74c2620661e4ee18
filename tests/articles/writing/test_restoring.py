"""A former version becomes the newest again."""

import random
from dataclasses import asdict, replace

import pytest

from articles.models import Article, Author, Category, Page, Tag
from articles.writing import publishing, refiling, revisions
from articles.writing.comparing import compare
from articles.writing.content import ArticleContent, PageContent
from tests.articles.text.samples import BLOCKS
from tests.makers import (
    edit_article,
    make_article,
    make_author,
    make_category,
    make_editor,
    make_image,
    make_page,
    make_tag,
)

pytestmark = pytest.mark.django_db
EDITS = 100
WORDS = [
    "treaty",
    "talks",
    "border",
    "river",
    "نص",
    "мир",
    "条約",
    "<b>",
    "&",
    "“quote”",
    "signed",
]


class Filing:
    """Categories, tags and authors that are renamed, merged and deleted meanwhile; which of them
    stands for a former one is noted here too, apart from the database."""

    makers = {Category: make_category, Tag: make_tag, Author: make_author}

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.ids = {m: [make(f"No {n}").pk for n in range(8)] for m, make in self.makers.items()}
        self.into: dict[tuple[type, int], int | None] = {}

    def some(self, model: type) -> list[int]:
        standing = [pk for pk in self.ids[model] if (model, pk) not in self.into]
        return self.rng.sample(standing, self.rng.randint(0, min(4, len(standing))))

    def change(self) -> None:
        model = self.rng.choice(list(self.makers))
        standing = [pk for pk in self.ids[model] if (model, pk) not in self.into]
        if len(standing) < 3:
            return
        one, other = self.rng.sample(standing, 2)
        row = model.objects.get(pk=one)
        how = self.rng.choice(["rename", "merge", "delete"])
        if how == "rename":
            row.name = f"{row.name} renamed"
            refiling.save(row)
        elif how == "merge":
            refiling.merge(row, model.objects.get(pk=other))
            self.into[model, one] = other
        elif not refiling.articles_of(row).exists():
            refiling.delete(row)
            self.into[model, one] = None

    def today(self, content: ArticleContent) -> ArticleContent:
        byline: dict[int, str] = {}
        for pk, role in content.byline:
            if (now := self._now(Author, pk)) is not None:
                byline.setdefault(now, role)
        return replace(
            content,
            byline=[[pk, role] for pk, role in byline.items()],
            categories=self._all_now(Category, content.categories),
            tags=self._all_now(Tag, content.tags),
        )

    def _all_now(self, model: type, ids: list[int]) -> list[int]:
        now = (self._now(model, pk) for pk in ids)
        return list(dict.fromkeys(pk for pk in now if pk is not None))

    def _now(self, model: type, pk: int | None) -> int | None:
        while (model, pk) in self.into:
            pk = self.into[model, pk]
        return pk


def any_content(rng: random.Random, filing: Filing, pictures: list) -> ArticleContent:
    def words(most: int) -> str:
        return " ".join(rng.choices(WORDS, k=rng.randint(1, most)))

    lead = rng.choice([None, *pictures])
    return ArticleContent(
        title=words(8),
        slug=rng.choice(["one", "two", "three"]),
        body="".join(rng.sample(BLOCKS, rng.randint(0, 3))),
        description=words(5),
        language=rng.choice(["en", "ar", "mn"]),
        kind=rng.choice(["news", "analysis"]),
        standfirst=words(9),
        lead_image=lead and lead.pk,
        lead_alt=words(3) if lead else "",
        lead_caption=rng.choice(["A <em>hall</em>", "", "At the quay"]) if lead else "",
        byline=[[pk, rng.choice(["", "maps", "text"])] for pk in filing.some(Author)],
        categories=filing.some(Category),
        tags=filing.some(Tag),
    )


def test_any_of_a_hundred_versions_comes_back_byte_for_byte():
    rng = random.Random(1)
    filing, pictures = Filing(rng), [make_image(), make_image()]
    text = revisions.create(Article, any_content(rng, filing, pictures), None)
    saved = [(text.latest_revision, revisions.tidied(revisions.content_of(text)))]
    for n in range(EDITS):
        content = revisions.tidied(any_content(rng, filing, pictures))
        saved.append((revisions.save(text, content, None), content))
        if rng.random() < 0.2:
            filing.change()
        if n in (40, 70):
            publishing.publish(text, None)

    for revision, content in saved:
        revisions.restore(text, revision, None)
        newest = Article.objects.get(pk=text.pk).latest_revision
        wanted = filing.today(content)
        assert asdict(ArticleContent.of(newest)) == asdict(wanted)
        assert not compare(ArticleContent.of(revision), ArticleContent.of(newest))
    assert len(filing.into) > 3


def test_restoring_touches_nothing_that_readers_see():
    article = make_article("First", body="<p>One.</p>")
    first = article.latest_revision
    edit_article(article, title="Second")
    publishing.publish(article, None)
    before = Article.objects.filter(pk=article.pk).values().get()

    revisions.restore(article, first, make_editor())

    after = Article.objects.filter(pk=article.pk).values().get()
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {"latest_revision_id", "changed_at"}


def test_a_restored_version_says_which_it_is_and_who_brought_it_back():
    article, editor = make_article("First", published=False), make_editor()
    first = article.latest_revision
    edit_article(article, title="Second")

    restored = revisions.restore(article, first, editor)

    assert restored.note.startswith("Restored: version of ")
    assert restored.user == editor
    assert article.revisions.count() == 3
    assert article.title == "First"


def test_a_version_that_says_what_the_newest_says_makes_no_other():
    article = make_article("Same", published=False)

    restored = revisions.restore(article, article.latest_revision, None)

    assert restored == article.latest_revision
    assert article.revisions.count() == 1


def test_the_address_of_today_stays_if_the_former_one_was_given_away():
    article = make_article("First", published=False)
    first = article.latest_revision
    edit_article(article, title="Second", slug="second")
    other = make_article("First")

    revisions.restore(article, first, None)

    assert other.slug == "first"
    assert (article.title, article.slug) == ("First", "second")


def test_a_draft_address_that_was_given_away_meanwhile_is_not_taken_either():
    article = make_article("First")
    first = article.latest_revision
    edit_article(article, slug="wanted")
    second = article.latest_revision
    edit_article(article, title="Third")
    make_article("Wanted")

    revisions.restore(article, second, None)

    article.refresh_from_db()
    assert revisions.content_of(article).slug == "first"
    assert first.values["slug"] == "first"


def test_restoring_over_a_newer_version_is_refused():
    article = make_article("First", published=False)
    first, opened = article.latest_revision, article.latest_revision_id
    edit_article(article, title="By somebody else")

    with pytest.raises(revisions.NewerRevision):
        revisions.restore(article, first, None, expected=opened)

    assert article.revisions.count() == 2


def test_a_picture_of_a_restored_version_is_noted_as_used_again():
    image = make_image()
    article = make_article(lead_image=image, lead_alt="Blue", published=False)
    first = article.latest_revision
    edit_article(article, lead_image=None)
    assert not image.in_articles.exists()

    revisions.restore(article, first, None)

    assert image.in_articles.get().article == article


def test_pages_are_restored_too():
    page = make_page("About")
    first = page.latest_revision
    revisions.save(page, PageContent(title="Us", slug="about", body="<p>Other.</p>"), None)

    revisions.restore(page, first, None)

    newest = Page.objects.get().latest_revision
    assert PageContent.of(newest) == PageContent.of(first)
