"""Questions and the articles that stand first, in a table: the same on both databases."""

import pytest

from articles.finding import snippets, tokens
from articles.finding.asking import Question, terms_of
from articles.finding.searching import search
from articles.finding.stemming import stem
from articles.models import Article
from tests.makers import make_article, make_author, make_category, make_document, make_tag

FIGURE = '<figure data-image="abcdefghijkm" data-alt=""><figcaption>{}</figcaption></figure>'
NINTH = "Both sides described the ferry crossing at Vanhaven as a rehearsal for later quarrels."


@pytest.fixture
def archive(db: None) -> None:
    paragraphs = [f"Paragraph {n} of a long report about harbours." for n in range(1, 9)]
    body = "".join(f"<p>{text}</p>" for text in [*paragraphs, NINTH, "The end."])
    make_article(
        "Eternal neighbours meet",
        standfirst="Khürelsükh receives guests in Ulaanbaatar.",
        body=body + FIGURE.format("Delegations beside the Selenge river"),
        authors=[make_author("Ngozi Okafor")],
        tags=[make_tag("Border rivers")],
        categories=[make_category("Central Asia")],
        documents=[make_document("Hydrology yearbook")],
    )
    make_article("Harbour dues", body="<p>The crossing at Vanhaven. A ferry, later quarrels.</p>")
    make_article("Treaties of the north", standfirst="Signed after years.")
    make_article("A treaty is signed", body="<p>Nothing else.</p>")
    make_article("Quarrels", standfirst="No ferry.", body="<p>Of Okafor nobody spoke.</p>")
    make_article("Straße und Ærø", body="<p>Œuvre, Россия, 中国外交, 95% of SS-20.</p>")


def found(query: str) -> list[str]:
    ids = search(Question(terms_of(query))).ids
    titles = dict(Article.objects.values_list("pk", "title"))
    return [titles[pk] for pk in ids]


NEIGHBOURS, STRASSE = "Eternal neighbours meet", "Straße und Ærø"


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("Khurelsuk", NEIGHBOURS),
        ("Khürelsükh", NEIGHBOURS),
        ("Khurelsukh", NEIGHBOURS),
        ("KHÜRELSÜKH ulaanbaatar", NEIGHBOURS),
        ('"rehearsal for later quarrels"', NEIGHBOURS),
        ("“Ferry crossing at Vanhaven”", NEIGHBOURS),
        ("selenge", NEIGHBOURS),
        ("okafor", NEIGHBOURS),
        ("border river", NEIGHBOURS),
        ("central asia", NEIGHBOURS),
        ("hydrology", NEIGHBOURS),
        ("neighbor", NEIGHBOURS),
        ("neighbouring", NEIGHBOURS),
        ("treaties", "A treaty is signed"),
        ("treaty north", "Treaties of the north"),
        ("signing treaty", "A treaty is signed"),
        ("quarrel", "Quarrels"),
        ("harbours", "Harbour dues"),
        ("strasse", STRASSE),
        ("aero", STRASSE),
        ("oeuvre", STRASSE),
        ("россия", STRASSE),
        ("外交", STRASSE),
        ("ss-20", STRASSE),
        ("the treaty of the north", "Treaties of the north"),
    ],
)
def test_the_expected_article_stands_first(archive, query, first):
    assert found(query)[:1] == [first]


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("ferry", ["Quarrels", "Harbour dues", NEIGHBOURS]),
        ("okafor", [NEIGHBOURS, "Quarrels"]),
        ("treat", ["A treaty is signed", "Treaties of the north"]),
        ('"treaty north"', []),
        ('"later rehearsal"', []),
        ('"dues the crossing"', []),
        ("treat ", []),
        ("vanhaven selenge nobody", []),
    ],
)
def test_all_that_have_every_word_are_found_in_order(archive, query, titles):
    assert found(query) == titles


def test_a_word_of_the_title_counts_more_than_one_of_the_standfirst_the_names_and_the_text(db):
    make_article("Ice", body="<p>Nothing.</p>")
    make_article("Two", standfirst="Ice.")
    make_article("Three", tags=[make_tag("Ice")])
    make_article("Four", body="<p>Ice, ice, ice and ice.</p>")
    make_article("Five", body="<p>Ice.</p>")
    make_article("Six", body="<p>Ice once more.</p>")

    assert found("ice") == ["Ice", "Two", "Three", "Four", "Six", "Five"]


@pytest.mark.parametrize(
    "query",
    [
        '"',
        '"""',
        "*",
        "a*",
        ":*",
        "t:treaty",
        "k:news",
        "|",
        "NEAR(a b)",
        "NEAR/3",
        "AND OR NOT",
        "title : treaty",
        "(((",
        ")",
        "{treaty}",
        "treaty & ! | <-> :A",
        "'; DROP TABLE articles_article; --",
        "\\",
        "it's",
        "⑴ ŉ ͺ ½ ﷺ",
        "e\u0301\u0301\u0301",
        "\ud7ff\ufffe",
        "x" * 10_000,
        "a " * 5_000,
        '"a ' * 5_000,
        "!?%_-",
        "😀",
        "🇳🇴 treaty",
    ],
)
def test_every_question_gets_an_answer(archive, client, query):
    response = client.get("/search/", {"q": query})

    assert response.status_code == 200


@pytest.mark.parametrize("query", ["\0", "treaty\0north"])
def test_a_sign_that_no_address_may_have_is_refused(archive, client, query):
    assert client.get("/search/", {"q": query}).status_code == 404


def test_the_letters_of_levels_and_facets_are_no_words(archive):
    assert [found(query) for query in ("t:treaty", "k:news", "k news")] == [[], [], []]


@pytest.mark.parametrize(
    ("forms", "stemmed"),
    [
        ("treaty treaties", "treati"),
        ("vote votes voted voting", "vot"),
        ("plan planned planning plans", "plan"),
        ("analysis analyses", "analys"),
        ("agree agreed agreeing agrees", "agre"),
        ("organisation organizations", "organization"),
        ("neighbour neighbors neighbouring", "neighbor"),
        ("speech speeches", "speech"),
        ("news", "news"),
        ("bus buses", "bus"),
    ],
)
def test_forms_of_a_word_have_one_stem(forms, stemmed):
    assert {stem(word) for word in forms.split()} == {stemmed}


def test_words_of_different_meaning_keep_different_stems():
    assert (
        len({stem(word) for word in ("police", "policy", "new", "news", "speed", "speech")}) == 6
    )


@pytest.mark.parametrize(
    ("query", "marks"),
    [
        ("sign ", ["signed", "signs"]),
        ("sign", ["Signals", "signed", "signs"]),
        ("signal", ["Signals"]),
        ('"treaty was signed"', ["treaties was signed"]),
        ("neighbor", ["neighbours"]),
        ("trea", ["treaties"]),
    ],
)
def test_whole_words_are_marked(query, marks):
    text = "Signals: the treaties was signed. It signs for neighbours."

    parts = snippets.marked(text, terms_of(query))

    assert [part.text for part in parts if part.marked] == marks
    assert "".join(part.text for part in parts) == text


def test_a_line_of_tokens_has_no_word_that_could_be_a_mark():
    line = tokens.line("k:news", tokens.Texts("a:b | c", 'ŉ ⑴ "x"', ["d'e"], "y\\z", []))

    assert tokens.words_in(line) == set("abcdexyzn1")
