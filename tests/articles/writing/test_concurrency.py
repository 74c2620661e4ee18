"""Several members of staff at once, each with a connection of their own."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection

from articles.catalogue import naming
from articles.models import Article, ArticleCategory, Category, Tag
from articles.writing import bulk, publishing, refiling
from articles.writing.locking import Refused
from bench.soundness import faults
from tests.makers import edit_article, make_article, make_author, make_category, make_editor

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], object]) -> list[BaseException]:
    """Runs all from one moment on; what they raised."""
    barrier = threading.Barrier(len(acts))
    raised: list[BaseException] = []

    def run(act: Callable[[], object]) -> None:
        try:
            barrier.wait(10)
            act()
        except BaseException as error:
            raised.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return raised


def test_articles_of_one_title_get_addresses_of_their_own():
    raised = at_once(*[lambda: make_article("A treaty", published=False)] * 6)

    assert raised == []
    assert Article.objects.values("slug").distinct().count() == 6


def test_a_tag_that_several_type_at_once_is_made_once_for_each_at_most():
    raised = at_once(*[lambda: naming.add(Tag, "Treaties")] * 6)

    assert raised == []
    assert Tag.objects.values("slug").distinct().count() == 6


def test_of_two_merges_that_contradict_each_other_one_is_done():
    first, second = make_category("First"), make_category("Second")
    article = make_article(categories=[first, second])

    raised = at_once(
        lambda: refiling.merge(Category.objects.get(name="First"), second),
        lambda: refiling.merge(Category.objects.get(name="Second"), first),
    )

    standing = Category.objects.usable().get()
    assert [type(error) for error in raised] == [refiling.NoLongerThere]
    assert [filing.category for filing in article.filings.all()] == [standing]


def test_what_is_published_while_its_category_is_merged_is_filed_under_the_one_that_stands():
    old, new = make_category("Old"), make_category("New")
    articles = [make_article(f"No {n}", categories=[old]) for n in range(5)]
    for article in articles:
        edit_article(article, title=f"{article.title}, edited")

    raised = at_once(
        lambda: refiling.merge(old, new),
        *[lambda a=article: publishing.publish(a, None) for article in articles],
    )

    assert raised == []
    assert set(ArticleCategory.objects.values_list("category", flat=True)) == {new.pk}
    assert ArticleCategory.objects.count() == 5


def test_saves_and_publications_of_one_article_leave_it_whole():
    article = make_article("One")
    acts = [lambda n=n: edit_article(article, title=f"Edit {n}") for n in range(4)]
    acts += [lambda: publishing.publish(article, None)] * 3

    raised = at_once(*acts)

    now = Article.objects.get()
    assert raised == []
    assert now.latest_revision_id == now.revisions.order_by("-pk").first().pk
    assert now.title == now.live_revision.values["title"]
    assert now.revisions.count() == 5


def test_what_a_draft_calls_by_a_merged_category_is_filed_under_the_one_that_stands_at_last():
    old, new, newest = (make_category(name) for name in ("Old", "New", "Newest"))
    articles = [make_article(f"No {n}", categories=[old]) for n in range(5)]
    for article in articles:
        edit_article(article, title=f"{article.title}, edited")
    refiling.merge(old, new)

    raised = at_once(
        lambda: refiling.merge(new, newest),
        *[lambda a=article: publishing.publish(a, None) for article in articles],
    )

    assert raised == []
    assert set(ArticleCategory.objects.values_list("category", flat=True)) == {newest.pk}


def test_articles_that_are_withdrawn_while_an_author_is_renamed_leave_search():
    author = make_author("Before")
    articles = [make_article(f"No {n}", authors=[author]) for n in range(6)]
    author.name = "After"

    raised = at_once(
        lambda: refiling.save(author),
        *[lambda a=article: publishing.withdraw(a, None) for article in articles],
    )

    assert raised == []
    assert [fault for article in articles for fault in faults(article.pk)] == []
    assert set(Article.objects.values_list("search__names", flat=True)) == {"After"}


def test_articles_that_are_filed_and_edited_at_once_wait_for_each_other_in_one_order():
    """Live they stand under the last category, in the draft under the first."""
    first, last, added = (make_category(name) for name in ("First", "Last", "Added"))
    editor = make_editor()
    filed = [make_article(f"Filed {n}", categories=[last]) for n in range(4)]
    edited = [make_article(f"Edited {n}", categories=[first, last]) for n in range(4)]
    for article in filed:
        edit_article(article, categories=[first.pk])
    acts = [
        lambda a=article: bulk.refile(a, added, bulk.Refiling.ADD, editor) for article in filed
    ]
    acts += [lambda a=article: edit_article(a, title=f"{a}, edited") for article in edited]

    raised = at_once(*acts)

    assert raised == []
    for article in filed:
        assert list(article.categories.order_by("filings__position")) == [last, added]
    assert [fault for article in [*filed, *edited] for fault in faults(article.pk)] == []


def test_of_texts_that_are_published_under_one_address_one_has_it_and_the_others_are_refused():
    articles = [make_article(f"No {n}") for n in range(5)]
    for article in articles:
        edit_article(article, slug="wanted")

    raised = at_once(*[lambda a=article: publishing.publish(a, None) for article in articles])

    assert [type(error) for error in raised] == [Refused] * 4
    assert "Something else has the address “wanted”" in str(raised[0])
    assert Article.objects.filter(slug="wanted").count() == 1
    assert [fault for article in articles for fault in faults(article.pk)] == []


def test_drafts_that_ask_for_one_address_at_once_are_all_saved_and_one_has_it():
    articles = [make_article(f"No {n}", published=False) for n in range(5)]

    raised = at_once(*[lambda a=article: edit_article(a, slug="wanted") for article in articles])

    assert raised == []
    assert Article.objects.filter(slug="wanted").count() == 1
    for article in Article.objects.exclude(slug="wanted"):
        assert article.slug.startswith("no-")
        assert article.latest_revision.values["slug"] == "wanted"
