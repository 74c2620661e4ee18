"""The list of articles: what it finds, and which filters it offers."""

import pytest
from lxml import html as lxml_html

from articles.writing import publishing
from tests.articles.admin.test_writing import LIST, author_client
from tests.makers import (
    edit_article,
    make_article,
    make_author,
    make_category,
    make_image,
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


@pytest.mark.parametrize("size", [2, 15])
@pytest.mark.parametrize("query", [{}, {"q": "ada"}, {"state": "published", "q": "ada"}])
def test_it_takes_at_most_twelve_queries(desk, django_assert_max_num_queries, size, query):
    image, author, category = make_image(), make_author(), make_category()
    for n in range(size):
        make_article(f"{n}", lead_image=image, authors=[author], categories=[category])

    with django_assert_max_num_queries(12):
        assert len(found(desk.get(LIST, query))) == size


def test_it_takes_at_most_twelve_queries_of_who_has_few_rights(django_assert_max_num_queries):
    client = author_client("view_article", "change_article", "publish_article")
    make_article("Mine", user=client.user, authors=[make_author()], categories=[make_category()])

    with django_assert_max_num_queries(12):
        assert found(client.get(LIST)) == ["Mine"]
