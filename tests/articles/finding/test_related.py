from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from articles.finding import candidates, related
from articles.models import Article, Related
from articles.writing import publishing, relating, scheduling
from articles.writing.tables.texts import State
from iria.pagecache import changed_since, current_number
from tests.makers import edit_article, make_article, make_category, make_tag

pytestmark = pytest.mark.django_db


def shown(article: Article) -> list[str]:
    public = Article.objects.public()

    def newest(most: int) -> list[Article]:
        return list(public.newest()[:most])

    found = related.chosen(newest, article.pk, list(related.stored(public, article.pk)))
    return [other.title for other in found]


def long_ago(days: int = 30):
    return timezone.now() - timedelta(days=days)


def test_tags_count_more_than_a_category_and_a_category_more_than_being_new():
    tag, category = make_tag(), make_category()
    make_article("New", at=long_ago(1))
    make_article("Filed", categories=[category], at=long_ago(20))
    make_article("Tagged", tags=[tag], at=long_ago(30))

    article = make_article("Itself", tags=[tag], categories=[category])

    assert shown(article) == ["Tagged", "Filed", "New"]


def test_a_rare_word_in_common_counts_and_a_frequent_one_does_not():
    for n in range(9):
        make_article(f"Treaty number {n}", at=long_ago(n + 1))
    make_article("Ice in Spitsbergen", at=long_ago(40))

    article = make_article("Spitsbergen and its treaty")

    assert shown(article)[0] == "Ice in Spitsbergen"
    assert Related.objects.filter(article=article, closeness__gt=0).count() == 1


def test_an_older_article_gets_a_newer_one_that_is_near():
    tag = make_tag()
    others = [make_article(f"Other {n}", at=long_ago(n + 2)) for n in range(5)]
    older = make_article("Older", tags=[tag], at=long_ago())
    number = current_number()

    newer = make_article("Newer", tags=[tag])

    assert shown(older)[0] == "Newer"
    assert changed_since([f"article:{older.pk}"], number)
    assert not changed_since([f"article:{others[0].pk}"], number)
    assert shown(newer)[0] == "Older"


def test_what_is_withdrawn_falls_out_at_once_and_comes_back_when_it_is_published_again():
    tag = make_tag()
    gone = make_article("Gone", tags=[tag])
    article = make_article("Itself", tags=[tag])
    publishing.withdraw(gone, None)
    without = shown(article)
    number = current_number()

    publishing.publish(gone, None)

    assert without == []
    assert shown(article) == ["Gone"]
    assert changed_since([f"article:{article.pk}"], number)


def test_what_is_scheduled_stands_there_from_its_time_on():
    tag = make_tag()
    article = make_article("Itself", tags=[tag])
    later = timezone.now() + timedelta(hours=1)
    make_article("Later", tags=[tag], at=later)
    before = shown(article)

    found = related.stored(Article.objects.public(at=later), article.pk)

    assert before == []
    assert [other.title for other in found] == ["Later"]


@pytest.mark.parametrize("tagged", [True, False])
def test_what_is_scheduled_crowds_nothing_out_of_a_preview(monkeypatch, tagged):
    monkeypatch.setattr(candidates, "NEWEST", 2)
    tags = [make_tag()] if tagged else []
    make_article("Public", tags=tags, at=long_ago())
    for n in range(1, 4):
        make_article(f"Later {n}", tags=tags, at=timezone.now() + timedelta(hours=n))
    draft = make_article("Itself", tags=tags, published=False)

    assert [other.title for other in relating.near_to(draft)] == ["Public"]


def test_a_schedule_that_is_cancelled_is_nothing_readers_see():
    tag = make_tag()
    article = make_article("Itself", tags=[tag])
    later = make_article("Later", tags=[tag], at=timezone.now() + timedelta(hours=1))

    scheduling.cancel(later, None)

    assert shown(article) == []


def test_the_newest_fill_it_up_where_too_few_are_near():
    first = make_article("First", at=long_ago())
    for n in range(6):
        make_article(f"No {n}", at=long_ago(n + 1))

    assert shown(first) == ["No 0", "No 1", "No 2", "No 3"]


def test_other_tags_lead_to_other_articles():
    one, two = make_tag("One"), make_tag("Two")
    make_article("Of one", tags=[one], at=long_ago())
    make_article("Of two", tags=[two], at=long_ago())
    article = make_article("Itself", tags=[one])
    edit_article(article, tags=[two.pk])

    publishing.publish(article, None)

    assert shown(article) == ["Of two", "Of one"]
    assert Related.objects.filter(other=article).count() == 1


def test_the_newest_of_a_tag_are_looked_at_and_no_more(monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(candidates, "NEWEST", 2)
    tag = make_tag()
    for n in range(5):
        make_article(f"No {n}", tags=[tag], at=long_ago(n + 1))
    filed = related.Filed(None, [], [tag.pk], "Itself")

    with django_assert_num_queries(1):
        found = related.nearest(filed, candidates.Standing(State.APPROVED.value))

    assert [Article.objects.get(pk=pk).title for pk in found] == ["No 0", "No 1"]


def test_an_article_that_is_removed_takes_its_rows_along():
    tag = make_tag()
    gone, stays = make_article("Gone", tags=[tag]), make_article("Stays", tags=[tag])
    assert Related.objects.filter(article=stays, other=gone).exists()

    gone.delete()

    assert not Related.objects.exists()


def test_the_command_relates_what_was_published_before():
    tag = make_tag()
    for n in range(2):
        make_article(f"No {n}", tags=[tag])
    Related.objects.all().delete()

    call_command("relate", verbosity=0)

    assert Related.objects.count() == 2
