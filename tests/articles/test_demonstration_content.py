"""The files of the demonstration content, read as they lie there; nothing is loaded."""

import re
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import html
from PIL import Image

from articles import demonstration
from articles.text.cleaning import clean, clean_inline

FOLDER = Path(demonstration.__file__).parent
KINDS = {"news", "analysis", "backgrounder", "report", "commentary"}
REGIONS = {
    "Africa",
    "Americas",
    "Antarctica",
    "Arctic",
    "Asia-Pacific",
    "Central Asia",
    "Europe",
    "Middle East",
}
LICENCES = {
    "agency",
    "cc-by-2.0",
    "cc-by-4.0",
    "cc0",
    "handout",
    "own-work",
    "permission",
    "public-domain",
}
PICTURE_BYTES = 260_000
# Terms that let anybody show a picture, with its credit.
OPEN = {"cc-by-2.0", "cc-by-4.0", "cc0", "public-domain"}


def entry(path: Path) -> tuple[dict, str]:
    """The front matter and the body, its lines joined as the loader joins them."""
    before, head, body = path.read_text(encoding="utf-8").split("+++\n", 2)
    assert before == ""
    return tomllib.loads(head), body.replace("\n", "")


def entries(folder: str) -> dict[str, tuple[dict, str]]:
    return {path.name: entry(path) for path in sorted((FOLDER / folder).glob("*.html"))}


def listed(name: str) -> dict:
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


ARTICLES = entries("articles")
PAGES = entries("pages")
AUTHORS = listed("authors.toml")["authors"]
CREDITS = listed("credits.toml")["credits"]
PICTURES = listed("pictures.toml")["pictures"]
MENUS = listed("menus.toml")

STEMS = {Path(picture["file"]).stem for picture in PICTURES}
SLUGS = {head["slug"] for head, _body in ARTICLES.values()}

each_article = pytest.mark.parametrize("name", ARTICLES)
each_picture = pytest.mark.parametrize("picture", PICTURES, ids=lambda p: p["file"])


def tree(body: str) -> html.HtmlElement:
    return html.fragment_fromstring(body, create_parent="div")


def words(body: str) -> int:
    return len(re.sub(r"<[^>]*>", " ", body).split())


def with_keys(body: str) -> str:
    body = re.sub(r'(data-image|data-article)="[^"]*"', r'\1="abcdefghijkm"', body)
    return re.sub(r'data-gallery="[^"]*"', 'data-gallery="abcdefghijkm abcdefghijkn"', body)


def shown(body: str) -> list[str]:
    """Names of the pictures of figures and galleries."""
    names = tree(body).xpath("//@data-image | //@data-gallery")
    return [name for value in names for name in value.split()]


@each_article
def test_an_article_has_three_to_eight_hundred_words(name):
    _head, body = ARTICLES[name]

    assert 300 <= words(body) <= 800


@pytest.mark.parametrize("name", [*ARTICLES, *PAGES])
def test_a_body_is_in_canonical_form(name):
    _head, body = (ARTICLES | PAGES)[name]

    assert clean(with_keys(body)) == with_keys(body)


@each_article
def test_the_head_names_a_kind_a_slug_and_a_standfirst(name):
    head, _body = ARTICLES[name]

    assert head["kind"] in KINDS
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", head["slug"])
    assert 1 <= len(re.findall(r"[.?!](?:\s|$)", head["standfirst"])) <= 2
    assert head["categories"]
    assert head["tags"]


@each_article
def test_the_authors_of_an_article_are_listed(name):
    head, _body = ARTICLES[name]

    assert head["authors"]
    assert {author for author, _role in head["authors"]} <= {a["name"] for a in AUTHORS}


@each_article
def test_the_pictures_of_an_article_are_listed(name):
    head, body = ARTICLES[name]

    assert {head["picture"], *shown(body)} <= STEMS


@each_article
def test_linked_articles_exist_and_are_others(name):
    head, body = ARTICLES[name]

    linked = set(tree(body).xpath("//@data-article"))

    assert linked
    assert linked <= SLUGS - {head["slug"]}


@each_article
def test_the_lead_picture_has_a_text_for_those_who_cannot_see_it(name):
    head, _body = ARTICLES[name]

    assert 0 < len(head["lead_alt"]) <= 200
    assert head["lead_alt"] != head["lead_caption"]
    assert clean_inline(head["lead_caption"]) == head["lead_caption"]


@each_article
def test_a_figure_in_the_text_says_one_thing_in_alt_and_another_in_its_caption(name):
    _head, body = ARTICLES[name]

    for figure in tree(body).xpath("//figure"):
        caption = figure.find("figcaption").text_content()
        assert 0 < len(figure.get("data-alt")) <= 200
        assert caption
        assert figure.get("data-alt") != caption


@each_article
def test_headings_carry_ids_of_their_own(name):
    _head, body = ARTICLES[name]

    ids = [heading.get("id") for heading in tree(body).xpath("//h2|//h3|//h4")]

    assert ids
    assert None not in ids
    assert len(set(ids)) == len(ids)


@each_article
def test_links_that_leave_the_site_are_secure(name):
    _head, body = ARTICLES[name]

    assert all(address.startswith("https://") for address in tree(body).xpath("//@href|//@cite"))


def test_the_articles_cover_regions_and_kinds():
    heads = [head for head, _body in ARTICLES.values()]

    assert len(heads) == 14
    assert {head["kind"] for head in heads} == KINDS
    assert all(REGIONS & set(head["categories"]) for head in heads)
    assert len({name for head in heads for name in head["categories"]} & REGIONS) >= 5


def test_the_articles_are_spread_over_a_year():
    days = sorted(head["days_ago"] for head, _body in ARTICLES.values())
    gaps = [later - earlier for earlier, later in pairwise(days)]

    assert days[0] >= 5
    assert days[-1] <= 360
    assert days[-1] - days[0] >= 300
    assert min(gaps) > 0
    assert max(gaps) <= 60


def test_bylines_have_one_two_and_three_names_and_one_is_an_institution():
    bylines = [[name for name, _role in head["authors"]] for head, _body in ARTICLES.values()]
    institutions = [a["name"] for a in AUTHORS if a.get("kind") == "institution"]

    assert {len(byline) for byline in bylines} == {1, 2, 3}
    assert institutions in bylines


def test_tables_pull_quotes_and_footnotes_occur():
    bodies = [tree(body) for _head, body in ARTICLES.values()]

    assert sum(len(body.xpath("//table[caption and thead]")) for body in bodies) >= 2
    assert sum(len(body.xpath("//aside")) for body in bodies) >= 2
    assert sum(bool(body.xpath("//span[@data-footnote]")) for body in bodies) >= 2
    assert sum(len(body.xpath("//div[@data-gallery]")) for body in bodies) >= 1
    assert sum(len(body.xpath("//div[@data-embed]")) for body in bodies) >= 1


@each_picture
def test_a_picture_has_texts_and_a_credit(picture):
    assert picture["title"]
    assert 0 < len(picture["alt"]) <= 200
    assert picture["caption"]
    assert picture["alt"] != picture["caption"]
    assert picture["kind"] in {"map", "chart", "drawing", "photograph"}
    assert picture["credit"] in {credit["key"] for credit in CREDITS}


def test_at_least_two_photographs_have_an_open_licence():
    terms = {credit["key"]: credit for credit in CREDITS}
    found = [terms[p["credit"]] for p in PICTURES if p["kind"] == "photograph"]

    assert len(found) >= 2
    assert all(credit["licence"] in OPEN for credit in found)


@pytest.mark.parametrize(
    "picture", [p for p in PICTURES if p["kind"] == "photograph"], ids=lambda p: p["file"]
)
def test_a_photograph_says_in_its_own_file_whose_it_is(picture):
    credit = next(c for c in CREDITS if c["key"] == picture["credit"])
    path = FOLDER / "pictures" / picture["file"]

    with Image.open(path) as image:
        size, xmp, exif = image.size, image.info["xmp"].decode(), image.getexif()

    creator = credit["photographer"] or credit["agency"]
    assert min(size) >= 400
    assert path.stat().st_size <= PICTURE_BYTES
    assert exif[0x013B] == creator  # Artist
    assert all(words in xmp for words in (creator, credit["source_url"], "WebStatement"))


@pytest.mark.parametrize(
    "picture", [p for p in PICTURES if p["kind"] != "photograph"], ids=lambda p: p["file"]
)
def test_a_drawing_is_large_enough_and_light_enough(picture):
    path = FOLDER / "pictures" / picture["file"]

    with Image.open(path) as image:
        size = image.size

    assert size[0] == 1600
    assert 900 <= size[1] <= 1200
    assert path.stat().st_size <= PICTURE_BYTES


def test_pictures_are_listed_once_and_all_are_used():
    files = [path.name for path in (FOLDER / "pictures").iterdir()]
    used = {head["picture"] for head, _body in ARTICLES.values()}
    for _head, body in ARTICLES.values():
        used.update(shown(body))

    assert sorted(picture["file"] for picture in PICTURES) == sorted(files)
    assert used == STEMS


def test_a_credit_names_somebody_and_a_licence():
    assert all(credit["photographer"] or credit["agency"] for credit in CREDITS)
    assert all(credit["licence"] in LICENCES for credit in CREDITS)
    assert all(credit["source_url"].startswith("https://") for credit in CREDITS)


def test_authors_are_four_persons_and_an_institution():
    kinds = sorted(author.get("kind", "person") for author in AUTHORS)

    assert kinds == ["institution", "person", "person", "person", "person"]
    assert len({author["slug"] for author in AUTHORS}) == len(AUTHORS)
    assert all(author["bio"] for author in AUTHORS)


def test_menus_lead_to_categories_and_pages_that_exist():
    categories = {name for head, _body in ARTICLES.values() for name in head["categories"]}
    pages = {head["slug"] for head, _body in PAGES.values()}
    targets = MENUS["main"] + MENUS["footer"]

    assert pages == {"about", "contact", "privacy", "accessibility"}
    assert {entry["category"] for entry in targets if "category" in entry} <= categories
    assert {entry["page"] for entry in targets if "page" in entry} == pages


def test_nothing_points_to_the_real_mailbox():
    texts = [body for _head, body in (ARTICLES | PAGES).values()]

    assert not any("ir-ia.com" in text for text in texts)
