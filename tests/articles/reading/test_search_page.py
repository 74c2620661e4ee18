"""Facets, pages of results, what an empty result offers, and how many queries each takes."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from articles.finding import searching
from articles.models import Article
from articles.writing import binning, publishing, refiling, scheduling
from iria.models import Institute
from tests.freezing import later
from tests.makers import make_article, make_author, make_category, make_tag

pytestmark = pytest.mark.django_db


def page(client, **query):
    response = client.get("/search/", query)
    assert response.status_code == 200
    return response


def titles(client, **query) -> list[str]:
    return [result.article.title for result in page(client, **query).context["results"]]


def counts(client, **query) -> dict[str, dict[str, int]]:
    facets = page(client, **query).context["facets"]
    return {facet.name: {one.label: one.count for one in facet.choices} for facet in facets}


@pytest.fixture
def three() -> None:
    asia, europe = make_category("Asia"), make_category("Europe")
    ada, ben = make_author("Ada Writer"), make_author("Ben Writer")
    make_article("Ice one", kind="analysis", categories=[asia, europe], authors=[ada])
    make_article("Ice two", kind="analysis", categories=[asia], authors=[ada, ben])
    old = datetime(2019, 5, 1, tzinfo=UTC)
    make_article("Ice three", kind="news", categories=[asia], authors=[ben], at=old)
    make_article("Other", kind="report", categories=[europe])


def test_facets_count_what_was_found(client, three):
    year = str(timezone.localdate().year)

    assert counts(client, q="ice") == {
        "Category": {"Asia": 3, "Europe": 1},
        "Kind": {"Analysis": 2, "News": 1},
        "Author": {"Ada Writer": 2, "Ben Writer": 2},
        "Year": {year: 2, "2019": 1},
    }


@pytest.mark.parametrize(
    ("narrowed", "expected"),
    [
        ({"category": "europe"}, ["Ice one"]),
        ({"kind": "news"}, ["Ice three"]),
        ({"author": "ben-writer"}, ["Ice two", "Ice three"]),
        ({"year": "2019"}, ["Ice three"]),
        ({"author": "ada-writer", "category": "asia"}, ["Ice two", "Ice one"]),
        ({"author": "ada-writer", "year": "2019"}, []),
        ({"category": "nobody", "kind": "x", "author": "%00", "year": "20x9"}, None),
    ],
)
def test_facets_narrow_by_the_address(client, three, narrowed, expected):
    everything = ["Ice two", "Ice one", "Ice three"]

    assert titles(client, q="ice", **narrowed) == (everything if expected is None else expected)


def test_a_choice_leads_to_an_address_that_holds_the_others(client, three):
    content = page(client, q="ice", kind="analysis").content.decode()

    assert 'href="?q=ice&amp;category=europe&amp;kind=analysis"' in content
    assert '<a class="chosen" href="?q=ice">' in content


def test_an_empty_result_of_a_narrowed_search_leads_to_all_articles(client, three):
    content = page(client, q="ice", category="europe", year="2019").content.decode()

    assert '<a href="?q=ice">Look in all articles</a>' in content


def test_a_merged_category_counts_for_the_one_that_stays(client, three):
    gone, stays = make_category("Old Asia"), make_category("New Asia")
    make_article("Ice four", categories=[gone])

    refiling.merge(gone, stays)

    assert counts(client, q="four")["Category"] == {"New Asia": 1}
    assert titles(client, q="ice", category="new-asia") == ["Ice four"]


def test_years_are_those_of_the_institute(client):
    Institute.objects.update_or_create(pk=1, defaults={"time_zone": "Asia/Tokyo"})
    make_article("Ice", at=datetime(2019, 12, 31, 20, tzinfo=UTC))

    assert counts(client, q="ice")["Year"] == {"2020": 1}


def make_states() -> None:
    """An article of each state that readers do not see, each with names of its own."""
    names = {"categories": [make_category("Secrecy")], "authors": [make_author("Sec Ret")]}
    tomorrow = timezone.now() + timedelta(days=1)
    make_article("Secretive draft", published=False, **names)
    make_article("Secretive tomorrow", at=tomorrow, **names)
    publishing.withdraw(make_article("Secretive withdrawn", **names), None)
    binned = publishing.withdraw(make_article("Secretive binned", **names), None)
    binning.put_away(binned, None)
    scheduling.cancel(make_article("Secretive cancelled", at=tomorrow, **names), None)


@pytest.mark.parametrize("query", ["secretive", "secret", "secretive tomorrow", "secrecy"])
def test_what_is_not_public_is_not_found_counted_or_suggested(client, query):
    make_states()
    make_article("Open")

    response = page(client, q=query)

    assert (response.context["count"], response.context["facets"]) == (0, [])
    assert response.context["meant"] is None
    assert response.context["alone"] == []


@pytest.mark.parametrize("query", ["secretave", "secrecu", "secretave open"])
def test_words_of_what_is_not_public_are_not_suggested(client, query):
    make_states()
    make_article("Open")

    content = page(client, q=query).content.decode()

    assert "secretive" not in content.lower()
    assert "secrecy" not in content.lower()


def test_what_was_scheduled_is_found_from_its_second_on(client, monkeypatch):
    make_article("Tomorrow", at=timezone.now() + timedelta(days=1))
    before = titles(client, q="tomorrow")

    later(monkeypatch, days=1, minutes=1)

    assert (before, titles(client, q="tomorrow")) == ([], ["Tomorrow"])


def test_what_was_withdrawn_and_published_again_is_found_again(client):
    article = make_article("Again")
    publishing.withdraw(article, None)
    before = titles(client, q="again")

    publishing.publish(article, None)

    assert (before, titles(client, q="again")) == ([], ["Again"])


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("Khuralsukh", "Khürelsükh"),
        ("khruelsukh", "Khürelsükh"),
        ("Huralsukh", "Khürelsükh"),
        ("ulanbatar visit", "Ulaanbaatar visit"),
        ('"visit to ulaanbatar"', '"visit to Ulaanbaatar"'),
        ("negotation", "Negotiations"),
    ],
)
def test_a_typing_error_is_answered_with_what_stands_in_an_article(client, query, meant):
    make_article("A visit to Ulaanbaatar", body="<p>Khürelsükh. Negotiations.</p>")

    response = page(client, q=query)

    assert response.context["results"] == []
    assert response.context["meant"]["words"] == meant
    assert titles(client, q=meant) == ["A visit to Ulaanbaatar"]


def test_words_that_no_article_has_together_are_offered_alone(client):
    make_article("Glaciers")
    make_article("Harbours")

    content = page(client, q="glacier harbour nobodysword").content.decode()

    assert '<a href="?q=Glaciers">Glaciers</a>, <a href="?q=Harbours">Harbours</a>' in content


def test_many_results_are_gone_through_page_by_page(client, monkeypatch):
    monkeypatch.setattr("articles.reading.search.PER_PAGE", 2)
    for number in range(5):
        make_article(f"Ice {number}")

    first, last = page(client, q="ice"), page(client, q="ice", page="3")

    assert [r.article.title for r in first.context["results"]] == ["Ice 4", "Ice 3"]
    assert (first.context["next_url"], first.context["previous_url"]) == ("?q=ice&page=2", "")
    assert [r.article.title for r in last.context["results"]] == ["Ice 0"]
    assert (last.context["next_url"], last.context["previous_url"]) == ("", "?q=ice&page=2")
    assert page(client, q="ice", page="2").context["previous_url"] == "?q=ice"
    assert titles(client, q="ice", page="99999999") == ["Ice 4", "Ice 3"]
    assert titles(client, q="ice", page="999") == ["Ice 0"]


def test_where_there_are_many_the_newest_are_counted(client, monkeypatch):
    monkeypatch.setattr(searching, "MOST", 2)
    for number in range(4):
        make_article(f"Number {number}", body="<p>Ice.</p>")

    response = page(client, q="ice")

    assert response.context["more"]
    assert "More than 2 articles with “ice”" in response.content.decode()


@pytest.mark.parametrize("query", ["ice", '"cold ice"'])
@pytest.mark.parametrize(
    "days", [(1, 2, 3, 4), (1, 2, 3, 4000), (1, 900, 4000, 5000), (3000, 4000, 5000, 6000)]
)
def test_the_newest_are_looked_at_whatever_their_years(client, monkeypatch, query, days):
    """On PostgreSQL the latest years are gone through first."""
    monkeypatch.setattr(searching, "MOST", 2)
    for age in days:
        at = timezone.now() - timedelta(days=age)
        make_article(f"No {age}", body="<p>So cold ice.</p>", at=at)

    response = page(client, q=query)

    assert [r.article.title for r in response.context["results"]] == [f"No {n}" for n in days[:3]]
    assert response.context["more"]


@pytest.mark.parametrize(
    ("query", "most"),
    [
        ({"q": "ice"}, 8),
        ({"q": '"ice one" ice'}, 8),
        ({"q": "ice", "category": "asia", "author": "ben-writer", "kind": "news"}, 8),
        ({"q": "icx nobodysword"}, 15),
    ],
)
def test_a_search_takes_few_queries(client, three, django_assert_max_num_queries, query, most):
    for number in range(6):
        make_article(f"Ice again {number}", tags=[make_tag(f"Tag {number}")])
    assert Article.objects.public().count() == 10

    with django_assert_max_num_queries(most):
        page(client, **query)
