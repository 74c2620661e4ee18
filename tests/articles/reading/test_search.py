from datetime import timedelta

import pytest
from django.utils import timezone

from articles.writing import publishing
from tests.makers import edit_article, make_article, make_author, make_tag

pytestmark = pytest.mark.django_db


def found(client, query: str) -> list[str]:
    response = client.get("/search/", {"q": query})
    assert response.status_code == 200
    return [result.article.title for result in response.context["results"]]


@pytest.mark.parametrize(
    "query", ["Khürelsükh", "khurelsukh", "KHURELSUKH", "visit ulaanbaatar", '"eternal neighbors"']
)
def test_words_accents_and_phrases_are_found(client, query):
    make_article("A visit", body="<p>Khürelsükh in Ulaanbaatar: eternal neighbors.</p>")
    make_article("Another", body="<p>Neighbors, eternal.</p>")

    assert found(client, query) == ["A visit"]


def test_authors_tags_and_captions_are_found(client):
    figure = (
        '<figure data-image="abcdefghijkm" data-alt=""><figcaption>Baikal</figcaption></figure>'
    )
    make_article("One", authors=[make_author("Ada Writer")], tags=[make_tag("ICC")], body=figure)

    assert [found(client, q) for q in ("writer", "icc", "baikal")] == [["One"]] * 3


def test_what_is_not_public_is_never_found(client):
    make_article("Secret draft", published=False)
    make_article("Secret tomorrow", at=timezone.now() + timedelta(days=1))
    publishing.withdraw(make_article("Secret withdrawn"), None)
    live = make_article("Open")
    edit_article(live, title="Secret change")

    assert found(client, "secret") == []
    assert client.get("/search/", {"q": "secret"}).context["count"] == 0


def test_a_snippet_marks_what_was_found(client):
    make_article("One", body=f"<p>{'before ' * 80}the Sükhbaatar square{' after' * 80}</p>")

    (result,) = client.get("/search/", {"q": "sukhbaatar"}).context["results"]

    assert [part.text for part in result.snippet if part.marked] == ["Sükhbaatar"]
    assert result.snippet[0].text == "… "
    assert len("".join(part.text for part in result.snippet)) < 300


def test_a_heading_in_a_snippet_does_not_run_into_the_text(client):
    make_article("One", body="<p>Before it.</p><h2>The strait</h2><p>Ships pass.</p>")

    (result,) = client.get("/search/", {"q": "ships"}).context["results"]

    text = "".join(part.text for part in result.snippet)
    assert " ".join(text.split()) == "Before it. The strait · Ships pass."


def test_markup_in_the_question_and_the_text_is_shown_as_text(client):
    make_article("A <b>title</b>", body="<p>5 &lt; 6 &lt;script&gt;</p>")

    page = client.get("/search/", {"q": "<script>"}).content.decode()

    assert "<script>" not in page.replace('<script type="application/ld+json">', "")
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize(
    "query", ["", "   ", '"', "%", "_", "*", "NEAR(", "'; DROP TABLE", "x" * 10_000, "((("]
)
def test_odd_questions_get_an_answer(client, query):
    make_article("Something")

    response = client.get("/search/", {"q": query})

    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"


def test_an_empty_result_offers_the_newest(client):
    make_article("Newest")

    response = client.get("/search/", {"q": "nothing of the kind"})

    assert [card.title for card in response.context["cards"]] == ["Newest"]


def test_a_sign_that_means_much_to_the_database_is_only_a_sign(client):
    make_article("All of them", body="<p>plain</p>")
    make_article("One", body="<p>95% of it</p>")

    assert found(client, "95%") == ["One"]
    assert found(client, "p_ain") == []
