from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, ArticleCategory, ArticleTag, Byline, SearchDocument
from articles.writing import locking, publishing, refiling
from iria.models import CacheTag, OldAddress
from tests.makers import (
    edit_article,
    make_article,
    make_author,
    make_category,
    make_page,
    make_tag,
)

pytestmark = pytest.mark.django_db


def test_publishing_puts_the_newest_revision_before_readers():
    article = make_article("Old title")
    edit_article(article, title="New title")

    publishing.publish(article, None)

    row = Article.objects.public().get()
    assert row.title == "New title"
    assert not row.has_unpublished_changes


def test_the_first_date_stays_and_an_edit_dates_the_update():
    begun = timezone.now() - timedelta(days=3)
    article = make_article(at=begun)
    edit_article(article, body="<p>Corrected.</p>")

    article = publishing.publish(article, None)

    assert article.go_live_at == article.first_published_at == begun
    assert article.revised_at > begun


def test_filing_it_elsewhere_is_no_update():
    article = make_article(at=timezone.now() - timedelta(days=3))
    edit_article(article, categories=[make_category().pk])

    article = publishing.publish(article, None)

    assert article.revised_at is None


def test_publishing_the_same_again_is_no_update():
    article = make_article()

    article = publishing.publish(article, None)

    assert article.revised_at is None


def test_through_rows_carry_the_date_only_while_readers_may_see_it():
    category, tag, author = make_category(), make_tag(), make_author()
    article = make_article(published=False, categories=[category], tags=[tag], authors=[author])
    before = [m.objects.get().published_at for m in (ArticleCategory, ArticleTag, Byline)]

    article = publishing.publish(article, None)
    during = [m.objects.get().published_at for m in (ArticleCategory, ArticleTag, Byline)]
    publishing.withdraw(article, None)
    after = [m.objects.get().published_at for m in (ArticleCategory, ArticleTag, Byline)]

    assert before == [None] * 3
    assert during == [article.go_live_at] * 3
    assert after == [None] * 3


def test_order_of_byline_and_categories_is_kept():
    europe, news = make_category("Europe"), make_category("News")
    two, one = make_author("Two"), make_author("One")

    article = make_article(categories=[news, europe], authors=[one, two])

    assert [f.category for f in article.filings.all()] == [news, europe]
    assert [b.author for b in article.bylines.all()] == [one, two]


def test_a_scheduled_article_is_written_for_search_but_not_public():
    at = timezone.now() + timedelta(hours=1)

    article = make_article(at=at)

    assert article.is_scheduled
    assert SearchDocument.objects.get().published_at == at
    assert not Article.objects.public().exists()
    assert Article.objects.public(at=at).exists()


def test_withdrawing_keeps_the_reason_and_hides_it_from_search():
    article = make_article()

    article = publishing.withdraw(article, None, reason=" The source withdrew it. ")

    assert article.withdrawal_reason == "The source withdrew it."
    assert SearchDocument.objects.get().published_at is None
    assert not article.is_public()


def test_what_was_never_published_cannot_be_withdrawn():
    article = make_article(published=False)

    with pytest.raises(locking.Refused):
        publishing.withdraw(article, None)


def test_what_is_withdrawn_before_its_time_was_never_there():
    article = make_article(at=timezone.now() + timedelta(hours=1))

    article = publishing.withdraw(article, None, reason="Not yet decided.")

    assert (article.first_published_at, article.go_live_at) == (None, None)
    assert not article.was_public


def test_it_comes_back_with_its_first_date():
    begun = timezone.now() - timedelta(days=9)
    article = publishing.withdraw(make_article(at=begun), None, reason="Checking a source")

    article = publishing.publish(article, None)

    assert article.is_public()
    assert article.go_live_at == begun
    assert article.withdrawal_reason == ""


def test_a_new_address_keeps_the_old_one_by_a_single_step():
    article = make_article(slug="first")
    for slug in ("second", "third"):
        edit_article(article, slug=slug)
        article = publishing.publish(article, None)

    steps = dict(OldAddress.objects.values_list("path", "target"))

    assert steps == {
        "/articles/first/": "/articles/third/",
        "/articles/second/": "/articles/third/",
    }


def test_a_draft_that_changes_its_address_leaves_none_behind():
    article = make_article(published=False, slug="first")
    edit_article(article, slug="second")

    publishing.publish(article, None)

    assert not OldAddress.objects.exists()


def test_it_forgets_the_pages_where_it_stood_and_where_it_stands():
    old, new = make_category("Old"), make_category("New")
    article = make_article(categories=[old])
    CacheTag.objects.all().delete()
    edit_article(article, categories=[new.pk])

    publishing.publish(article, None)

    tags = set(CacheTag.objects.values_list("tag", flat=True))
    assert tags == {f"article:{article.pk}", "lists", f"category:{old.pk}", f"category:{new.pk}"}


def test_a_page_is_named_in_menus_so_every_page_is_forgotten():
    CacheTag.objects.all().delete()

    page = make_page()

    tags = set(CacheTag.objects.values_list("tag", flat=True))
    assert tags == {f"page:{page.pk}", "site"}


def test_an_old_revision_resolves_what_was_merged_since():
    gone, stays = make_author("S. Writer"), make_author("Sam Writer")
    article = make_article(authors=[gone])
    edit_article(article, title="Later")
    refiling.merge(gone, stays)

    publishing.publish(article, None)

    assert [b.author for b in article.bylines.all()] == [stays]


def statements(act) -> list[str]:
    with CaptureQueriesContext(connection) as queries:
        act()
    return [query["sql"] for query in queries]


def furnished(**fields):
    """A draft with two of each that an article is tied to, and others that it may stand with."""
    authors, tags = [make_author(), make_author()], [make_tag(), make_tag()]
    category = make_category()
    for n in range(3):
        make_article(f"Other {n}", tags=tags)
    ties = {"categories": [category], "tags": tags, "authors": authors}
    return make_article("Furnished", published=False, **ties | fields)


def test_publishing_takes_a_fixed_number_of_statements():
    article = furnished(body="<p>Words of it.</p>")

    first = statements(lambda: publishing.publish(article, None))
    edit_article(article, body="<p>Other words of it.</p>")
    again = statements(lambda: publishing.publish(article, None))

    # SQLite has the words of both searches in tables of their own.
    most = {"sqlite": (40, 37), "postgresql": (36, 33)}[connection.vendor]
    assert (len(first), len(again)) == most, "\n".join([*first, "", *again])


def test_through_rows_that_stand_are_left():
    article = furnished()
    article = publishing.publish(article, None)
    before = through_rows(article)

    edit_article(article, body="<p>Other words.</p>")
    publishing.publish(article, None)

    assert through_rows(article) == before


def test_a_role_or_an_order_that_changed_is_written():
    first, second = make_author("First"), make_author("Second")
    article = make_article(authors=[first, second])

    edit_article(article, byline=[[second.pk, ""], [first.pk, "Photographs"]])
    publishing.publish(article, None)

    assert list(article.bylines.values_list("author__name", "role", "position")) == [
        ("Second", "", 0),
        ("First", "Photographs", 1),
    ]


def through_rows(article) -> list[tuple]:
    rows = [article.filings, article.taggings, article.bylines]
    return [row for some in rows for row in some.values_list("pk", "position", "published_at")]
