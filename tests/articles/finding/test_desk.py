"""By which words staff find articles, and that readers find none of them by these."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from articles.finding import desk, wordindex
from articles.models import Article, DeskDocument, SearchDocument
from articles.writing import binning, publishing, refiling
from tests.freezing import later
from tests.makers import edit_article, make_article, make_author

pytestmark = pytest.mark.django_db


def found(query: str) -> list[str]:
    return [a.title for a in desk.find(Article.objects.order_by("-changed_at", "-pk"), query)]


@pytest.mark.parametrize(
    "query",
    [
        "Ulaanbaatar",
        "ulaan",
        "ULAANBAATAR visit",
        "khurelsukh",
        "Khürel",
        "neighbours",
        "okafor",
        "ngozi visit",
        "eternal-visit",
        "/articles/eternal-visit/",
        "https://iria.example/articles/eternal-visit/?p=7#notes",
        "karabakh",
        "nagorno-kara",
        "ss-20",
        "l'amitie",
    ],
)
def test_an_article_is_found_by_words_and_their_beginnings(query):
    make_article(
        "A visit to Ulaanbaatar: l’amitié",
        slug="eternal-visit",
        standfirst="Khürelsükh, Nagorno-Karabakh, the neighbours and SS-20.",
        authors=[make_author("Ngozi Okafor")],
    )
    make_article("Another visit", body="<p>Ulaanbaatar, okafor.</p>")

    assert found(query) == ["A visit to Ulaanbaatar: l’amitié"]


@pytest.mark.parametrize("query", ["baatar", "sit", "ulaanbaatars", "kafor", "visit nobody"])
def test_ends_and_middles_of_words_find_nothing(query):
    make_article("A visit to Ulaanbaatar", authors=[make_author("Ngozi Okafor")])

    assert found(query) == []


@pytest.mark.parametrize("query", ["外交", "交", "中国", "ひら", "Россия", "росс", "ﬁnal", "ŉ"])
def test_other_scripts_are_found(query):
    make_article("中国外交 ひらがな Россия final ŉ")
    make_article("Other")

    assert found(query) == ["中国外交 ひらがな Россия final ŉ"]


@pytest.mark.parametrize(
    "query",
    ["", "   ", '"', "'", "\\", "%", "_", "*", ":*", "NEAR(", "a' & 'b", "((", "/", "://", "\0"],
)
def test_odd_queries_find_nothing_or_an_article(query):
    make_article('It\'s "100%" \\ a_b')

    assert found(query) in ([], ['It\'s "100%" \\ a_b'])


def test_a_query_is_looked_at_up_to_a_limit():
    make_article("Words")

    assert found("words " * 1000) == ["Words"]
    assert found("x" * 10_000) == []


@pytest.mark.parametrize("few", [0, 2_000])
def test_many_and_few_are_found_alike_and_in_order(monkeypatch, few):
    monkeypatch.setattr(desk, "FEW", few)
    for name in ("One accord", "Another accord", "A third accord"):
        make_article(name, standfirst="100% of it")
    make_article("Discord")

    assert found("acc") == ["A third accord", "Another accord", "One accord"]
    assert found("accord an") == ["Another accord"]
    assert found("cord") == []


def test_drafts_and_what_waits_is_found_beside_what_is_live():
    make_article("A draft", published=False)
    live = make_article("Treaty")
    edit_article(live, title="Accord", byline=[[make_author("Ada Writer").pk, ""]])

    assert found("draft") == ["A draft"]
    assert [found(word) for word in ("treaty", "accord", "writer")] == [["Treaty"]] * 3


def test_what_was_scheduled_or_withdrawn_is_found():
    make_article("Tomorrow", at=timezone.now() + timedelta(days=1))
    publishing.withdraw(make_article("Withdrawn"), None)

    assert [found(word) for word in ("tomorrow", "withdrawn")] == [["Tomorrow"], ["Withdrawn"]]


def test_former_words_find_nothing():
    article = make_article("Former", slug="one", published=False)
    edit_article(article, title="Latter")
    live = make_article("Before", slug="two")
    publishing.publish(edit_article(live, title="After"), None)

    assert [found(word) for word in ("former", "latter")] == [[], ["Latter"]]
    assert [found(word) for word in ("before", "after")] == [[], ["After"]]


def test_a_renamed_author_is_found_by_the_new_name_also_in_drafts():
    author = make_author("Ada Writer")
    make_article("Live", authors=[author])
    edit_article(make_article("Edited"), byline=[[author.pk, ""]])
    author.name = "Ada Married"

    refiling.save(author)

    assert found("writer") == []
    assert sorted(found("married")) == ["Edited", "Live"]


def test_a_merged_author_is_found_by_the_name_that_stays_also_in_drafts():
    gone, stays = make_author("A. Writer"), make_author("Ada Okafor")
    make_article("Live", authors=[gone])
    edit_article(make_article("Edited"), byline=[[gone.pk, ""]])

    refiling.merge(gone, stays)
    before = found("writer"), sorted(found("okafor"))
    stays.name = "Ada Married"
    refiling.save(stays)

    assert before == ([], ["Edited", "Live"])
    assert sorted(found("married")) == ["Edited", "Live"]


def test_an_article_that_is_deleted_is_found_no_more():
    article = make_article("Gone", published=False)
    make_article("Gone too", published=False)
    Article.objects.filter(pk=article.pk).update(latest_revision=None)
    article.refresh_from_db()
    article.delete()

    assert found("gone") == ["Gone too"]
    assert DeskDocument.objects.count() == 1


def test_the_words_of_what_is_removed_from_the_bin_go_with_it(monkeypatch):
    article = make_article("Confidential", published=False)
    binning.put_away(article, None)
    before = wordindex.ids(connection, ["confidential"], 9)

    later(monkeypatch, days=31)
    binning.remove_due(10)

    assert (before, wordindex.ids(connection, ["confidential"], 9)) == ([article.pk], [])


def test_readers_find_nothing_of_what_only_staff_find(client):
    author = make_author("Hidden Writer")
    make_article("Hidden draft", published=False)
    make_article("Hidden tomorrow", at=timezone.now() + timedelta(days=1))
    publishing.withdraw(make_article("Hidden withdrawn"), None)
    edit_article(make_article("Open"), title="Hidden change", byline=[[author.pk, ""]])

    response = client.get("/search/", {"q": "hidden"})

    assert (response.context["results"], response.context["count"]) == ([], 0)
    assert len(found("hidden")) == 4
    assert not SearchDocument.objects.filter(
        title__icontains="hidden", published_at__lte=timezone.now()
    ).exists()


def test_all_is_written_anew_by_a_command():
    make_article("Lost")
    desk.write({pk: [] for pk in Article.objects.values_list("pk", flat=True)})
    before = found("lost")

    call_command("rebuild_search", verbosity=0)

    assert (before, found("lost")) == ([], ["Lost"])


def test_the_words_go_with_the_transaction():
    article = make_article("Kept", published=False)

    with transaction.atomic():
        edit_article(article, title="Lost")
        within = found("lost")
        transaction.set_rollback(True)

    assert (within, found("kept"), found("lost")) == (["Lost"], ["Kept"], [])
