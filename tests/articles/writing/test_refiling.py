from datetime import timedelta

import pytest
from django.utils import timezone

from articles.finding.asking import Question, terms_of
from articles.finding.searching import search
from articles.models import MenuItem
from articles.writing import bulk, refiling, revisions
from iria.models import CacheTag, OldAddress
from tests.makers import make_article, make_author, make_category, make_tag

pytestmark = pytest.mark.django_db


def test_a_renamed_category_is_found_by_its_new_name():
    category = make_category("Near East")
    make_article(categories=[category])
    category.name = "Middle East"

    refiling.save(category)

    assert search(Question(terms_of("middle"))).ids
    assert not search(Question(terms_of("near"))).ids


def test_a_new_address_of_a_tag_keeps_the_old_one_and_its_feed():
    tag = make_tag("Arms control")
    tag.slug = "disarmament"

    refiling.save(tag)

    steps = dict(OldAddress.objects.values_list("path", "target"))
    assert steps == {
        "/tags/arms-control/": "/tags/disarmament/",
        "/tags/arms-control/feed/": "/tags/disarmament/feed/",
    }


def test_merging_moves_articles_menus_and_addresses():
    gone, stays = make_category("Defense"), make_category("Defence")
    MenuItem.objects.create(category=gone)
    only, both = make_article("A", categories=[gone]), make_article("B", categories=[stays, gone])

    refiling.merge(gone, stays)

    assert [list(a.categories.all()) for a in (only, both)] == [[stays], [stays]]
    assert MenuItem.objects.get().category == stays
    assert OldAddress.objects.get(path="/categories/defense/").target == "/categories/defence/"


def test_merging_forgets_the_articles_that_were_moved():
    gone, stays = make_author("A. Writer"), make_author("Ada Writer")
    article = make_article(authors=[gone])
    CacheTag.objects.all().delete()

    refiling.merge(gone, stays)

    tags = set(CacheTag.objects.values_list("tag", flat=True))
    assert {f"article:{article.pk}", f"author:{stays.pk}", "lists"} <= tags


def test_what_is_in_use_is_not_removed():
    category = make_category()
    make_article(categories=[category])

    with pytest.raises(refiling.InUse) as refusal:
        refiling.delete(category)

    assert refusal.value.count == 1
    category.refresh_from_db()
    assert category.deleted_at is None


def test_what_is_not_in_use_is_marked():
    tag = make_tag()

    refiling.delete(tag)

    tag.refresh_from_db()
    assert tag.deleted_at is not None


def test_filing_what_is_scheduled_keeps_its_time(editor):
    due = timezone.now() + timedelta(days=9)
    article, category = make_article(at=due), make_category("Security")

    bulk.refile(article, category, bulk.Refiling.ADD, editor)

    article.refresh_from_db()
    assert article.go_live_at == due
    assert not article.is_public()
    assert [filing.category for filing in article.filings.all()] == [category]


def test_a_category_that_took_the_place_of_another_can_be_taken_away(editor):
    old, new = make_category("Old"), make_category("New")
    article = make_article(categories=[old])
    refiling.merge(old, new)

    bulk.refile(article, new, bulk.Refiling.REMOVE, editor)

    assert not article.filings.exists()


def test_saving_an_unchanged_text_after_a_merge_makes_no_version(editor):
    old, new = make_category("Old"), make_category("New")
    article = make_article(categories=[old])
    refiling.merge(old, new)

    revisions.save(article, revisions.content_of(article), editor)

    assert article.revisions.count() == 1


def test_a_row_that_was_merged_meanwhile_is_merged_no_second_time():
    first, second = make_category("First"), make_category("Second")
    refiling.merge(first, second)

    with pytest.raises(refiling.NoLongerThere):
        refiling.merge(second, first)

    second.refresh_from_db()
    assert second.merged_into is None
