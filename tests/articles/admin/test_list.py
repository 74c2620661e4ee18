"""The list of articles: what it finds, and which filters it offers."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from lxml import html as lxml_html

from articles.admin import filters
from articles.admin.writing import ArticleAdmin, ArticlePaginator
from articles.writing import publishing
from tests.articles.admin.test_writing import LIST, author_client
from tests.makers import (
    client_of,
    edit_article,
    make_article,
    make_author,
    make_category,
    make_image,
    make_member,
    make_page,
)

pytestmark = pytest.mark.django_db


def found(response) -> list[str]:
    return [article.title for article in response.context["cl"].result_list]


def offered(response, title: str) -> list[str]:
    page = lxml_html.fromstring(response.content.decode())
    links = page.xpath(f"//details[@data-filter-title='{title}']//a")
    return [" ".join(link.text_content().split()) for link in links]


def test_it_finds_the_names_of_authors_and_each_article_once(desk):
    ada, adam = make_author("Ada Writer"), make_author("Adam Writer")
    make_article("Signed", authors=[ada, adam])
    make_article("Other", authors=[make_author("Somebody Else")])

    assert found(desk.get(LIST, {"q": "writer"})) == ["Signed"]
    assert found(desk.get(LIST, {"q": "ada signed"})) == ["Signed"]


def test_it_offers_authors_of_articles_and_filters_by_them(desk):
    ada = make_author("Ada Writer")
    make_author("Never Wrote")
    make_article("Signed", authors=[ada])
    make_article("Other", authors=[make_author("Somebody Else")])

    response = desk.get(LIST, {"authors__id__exact": ada.pk})

    assert offered(response, "authors") == ["All", "Ada Writer", "Somebody Else"]
    assert found(response) == ["Signed"]


def test_an_author_is_offered_the_authors_of_the_own_articles():
    client = author_client("view_article", "change_article")
    make_article("Mine", user=client.user, authors=[make_author("One"), make_author("Two")])
    make_article("Theirs", authors=[make_author("Secret Guest")])

    assert offered(client.get(LIST), "authors") == ["All", "One", "Two"]


def test_it_offers_the_states_that_occur(desk):
    make_article("Draft", published=False)
    edit_article(make_article("Changed"), title="Changed again")

    before = offered(desk.get(LIST), "state")
    publishing.withdraw(make_article("Gone"), None)

    assert before == ["All", "Draft", "Published", "Published, with changes"]
    assert offered(desk.get(LIST), "state") == [*before, "Withdrawn"]


def test_a_state_that_an_address_asks_for_filters_though_it_does_not_occur(desk):
    make_article("Live")

    response = desk.get(LIST, {"state": "review"})

    assert found(response) == []
    assert "In review" in offered(response, "state")


def test_an_unknown_state_filters_nothing(desk):
    make_article("Live")

    assert found(desk.get(LIST, {"state": "zzz"})) == ["Live"]


def test_pages_are_offered_their_own_states(desk):
    make_article("Draft", published=False)
    make_page("About")

    response = desk.get("/admin/articles/page/")

    assert offered(response, "state") == ["All", "Published"]


@pytest.mark.parametrize("query", ["zwol", "ZWÖLF", "ngo", "ngozi zwolf", "zwolf-summits"])
def test_it_finds_drafts_by_the_beginning_of_a_word_without_accents_and_by_author(desk, query):
    make_article("Zwölf summits", authors=[make_author("Ngözi Okafor")], published=False)
    make_article("Elf", standfirst="summits")

    assert found(desk.get(LIST, {"q": query})) == ["Zwölf summits"]


def test_it_finds_what_is_scheduled_or_withdrawn_and_nothing_in_the_bin(desk):
    make_article("Accord tomorrow", at=timezone.now() + timedelta(days=1))
    publishing.withdraw(make_article("Accord withdrawn"), None)
    binned = make_article("Accord binned", published=False)
    type(binned).objects.filter(pk=binned.pk).update(deleted_at=timezone.now())

    assert found(desk.get(LIST, {"q": "accord"})) == ["Accord withdrawn", "Accord tomorrow"]


def test_what_was_found_is_filtered_and_sorted_as_the_list_is(desk):
    for name in ("Accord c", "Accord a", "Accord b"):
        make_article(name, published=False)
    make_article("Accord live")

    by_change = found(desk.get(LIST, {"q": "accord", "state": "draft"}))
    by_title = found(desk.get(LIST, {"q": "accord", "state": "draft", "o": "2"}))

    assert by_change == ["Accord b", "Accord a", "Accord c"]
    assert by_title == ["Accord a", "Accord b", "Accord c"]


def test_an_author_finds_only_what_is_their_own():
    client = author_client("view_article", "change_article")
    make_article("My accord", user=client.user)
    make_article("Their accord")
    edit_article(make_article("Theirs"), title="Accord in waiting")

    assert found(client.get(LIST, {"q": "accord"})) == ["My accord"]


def test_who_looks_for_a_link_learns_nothing_of_drafts_of_others():
    client = author_client("view_article", "change_article")
    make_article("Secret draft", published=False)
    edit_article(make_article("Open"), title="Secret change")
    make_article("Secret of mine", user=client.user, published=False)
    make_article("Open secrets")

    response = client.get(reverse("admin:articles_article_find"), {"q": "secret"})

    titles = [found["title"] for found in response.json()["results"]]
    assert titles == ["Open secrets", "Secret of mine"]


def test_a_category_that_many_are_filed_under_filters_like_one_with_few(desk, monkeypatch):
    europe, asia = make_category("Europe"), make_category("Asia")
    make_category("Nobody's")
    for name in ("One", "Two", "Three"):
        make_article(name, categories=[europe, asia][: len(name) - 2])

    few = found(desk.get(LIST, {"categories__id__exact": europe.pk}))
    monkeypatch.setattr(filters, "FEW", 1)
    many = found(desk.get(LIST, {"categories__id__exact": europe.pk}))
    both = desk.get(LIST, {"categories__id__exact": asia.pk, "q": "three"})

    assert few == many == ["Three", "Two", "One"]
    assert found(both) == ["Three"]
    assert offered(both, "categories") == ["All", "Asia", "Europe"]


@pytest.mark.parametrize("value", ["x", "-1", "", "9" * 30, "\u0663"])
def test_a_category_that_is_none_is_no_error(desk, value):
    make_article("Live")

    assert found(desk.get(LIST, {"categories__id__exact": value})) in ([], ["Live"])


def test_of_many_authors_those_of_the_latest_articles_are_offered_and_the_chosen_one(
    desk, monkeypatch
):
    monkeypatch.setattr(filters, "MOST_AUTHORS", 2)
    rare = make_author("Rare")
    make_article("Old", authors=[rare])
    for name in ("Often", "Busy"):
        author = make_author(name)
        for number in range(2):
            make_article(f"{name} {number}", authors=[author])

    plain = desk.get(LIST)
    chosen = desk.get(LIST, {"authors__id__exact": rare.pk})

    assert offered(plain, "authors") == ["All", "Busy", "Often"]
    assert offered(chosen, "authors") == ["All", "Busy", "Often", "Rare"]
    assert found(chosen) == ["Old"]
    assert "Others: search for the name." in plain.content.decode()


def test_where_few_have_signed_nothing_is_said_of_others(desk):
    make_article("One", authors=[make_author("Ada"), make_author("Bo")])

    assert "Others: search" not in desk.get(LIST).content.decode()


def test_languages_that_occur_are_offered(desk):
    make_article("English")
    make_article("Deutsch", language="de")

    response = desk.get(LIST, {"language": "de"})

    assert offered(response, "language") == ["All", "English", "Deutsch"]
    assert found(response) == ["Deutsch"]


def test_pages_are_counted_to_a_limit_and_the_list_says_so(desk, monkeypatch):
    monkeypatch.setattr(ArticlePaginator, "limit", 3)
    monkeypatch.setattr(ArticleAdmin, "list_per_page", 2)
    for name in ("First", "Second", "Third", "Fourth"):
        make_article(name)

    pages = [found(desk.get(LIST, {"p": page})) for page in (1, 2)]
    page = desk.get(LIST).content.decode()
    searched = desk.get(LIST, {"state": "published"}).content.decode()

    assert pages == [["Fourth", "Third"], ["Second"]]
    assert "The first 3; search or filter for others" in page
    assert "3 or more found" in searched
    # Nobody ticks "all" where it is not known how many these are.
    assert "on every page" not in page


def test_below_the_limit_all_are_counted_and_can_be_ticked(desk, monkeypatch):
    monkeypatch.setattr(ArticleAdmin, "list_per_page", 2)
    for name in ("First", "Second", "Third"):
        make_article(name)

    page = desk.get(LIST, {"state": "published"}).content.decode()

    assert "3 articles" in page
    assert "3 found" in page
    assert "Tick all 3, on every page" in page


@pytest.mark.parametrize("size", [2, 15])
@pytest.mark.parametrize(
    ("query", "most"),
    [
        ({}, 12),
        ({"q": "ada"}, 12),
        ({"state": "published", "q": "ada"}, 12),
        ({"authors__id__exact": 0, "language": "en"}, 12),
        ({"categories__id__exact": 0, "mine": "all"}, 12),
        # What is looked for through another table asks once more for each.
        ({"authors__id__exact": 0, "categories__id__exact": 0, "q": "ada"}, 14),
    ],
)
def test_it_takes_a_fixed_number_of_queries(django_assert_max_num_queries, size, query, most):
    client = client_of(make_member("Editor"))
    image, author, category = make_image(), make_author(), make_category()
    for n in range(size):
        named = {"lead_image": image, "authors": [author], "categories": [category]}
        make_article(f"{n}", user=client.user, **named)
    chosen = {"authors__id__exact": author.pk, "categories__id__exact": category.pk}
    query = {name: chosen.get(name, value) for name, value in query.items()}

    with django_assert_max_num_queries(most):
        assert len(found(client.get(LIST, query))) == size


def test_it_takes_at_most_twelve_queries_of_who_has_few_rights(django_assert_max_num_queries):
    client = author_client("view_article", "change_article", "publish_article")
    make_article("Mine", user=client.user, authors=[make_author()], categories=[make_category()])

    with django_assert_max_num_queries(12):
        assert found(client.get(LIST)) == ["Mine"]
