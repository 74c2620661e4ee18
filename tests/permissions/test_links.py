"""What a page of the desk offers to somebody is open to them: links, searches within forms, the
addresses that scripts ask."""

from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlencode, urljoin, urlsplit

import pytest
from django.urls import resolve, reverse
from lxml import html as lxml_html

from articles.writing import revisions
from tests.makers import article_content, make_author, make_category, make_image, make_tag
from tests.newsletter.making import add_delivery
from tests.permissions import house, library, mailing
from tests.permissions.test_permissions import world  # noqa: F401
from tests.permissions.world import World

ROLES = {"A": "author", "E": "editor", "P": "picture desk", "M": "moderator", "C": "mail manager"}
ROLES |= {"D": "administrator"}
MOST = 2  # pages of one address
# Ends the session.
LEFT_OUT = {"logout"}


@pytest.fixture
def lived_in(world: World) -> World:  # noqa: F811
    """A desk with something of everything, some of it of others."""
    kinds = [make_category(), make_tag(), make_author(portrait=library.image(world))]
    for column in ("O", "A"):
        world.column = column
        for state in ("draft", "live", "review", "scheduled", "withdrawn", "binned"):
            world.text("article", state)
            world.text("page", state)
        owner = world.other if column == "O" else world.user
        content = article_content(
            f"Filed by {owner.name}",
            lead_image=library.image(world),
            categories=kinds[:1],
            tags=kinds[1:2],
            authors=kinds[2:],
        )
        revisions.create(type(world.text("article", "draft")), content, owner)
    for make in (library.credit, library.item, house.old, house.line, house.group, mailing.letter):
        make(world)
    world.comment()
    mailing.draft(world)
    mailing.campaign("sent")(world)
    add_delivery(mailing.ada(world))
    make_image(title="Without a credit", credit=None, alt="")
    return world


def offered(page: lxml_html.HtmlElement, url: str) -> Iterator[str]:
    """Addresses of the desk that a page leads to."""
    for element in page.iter():
        if not isinstance(element.tag, str):
            continue
        for name in ("href", "data-pick-url", "data-find-url"):
            if element.get(name) and element.tag != "link":
                yield urljoin(url, element.get(name))
        search = element.get("data-url") or element.get("data-ajax--url")
        if search and element.get("data-model-name"):
            names = ("app-label", "model-name", "field-name")
            query = {name.replace("-", "_"): element.get(f"data-{name}") for name in names}
            yield urljoin(url, f"{search}?{urlencode(query)}")
        elif search:
            yield urljoin(url, search)


def followed(world: World) -> tuple[list[str], Counter[str]]:  # noqa: F811
    """Addresses that were offered and refused, with the page; how often each was opened."""
    refused, opened, known = [], Counter(), {"/admin/"}
    waiting = [("/admin/", "")]
    while waiting:
        url, source = waiting.pop(0)
        parts = urlsplit(url)
        name = resolve(parts.path).url_name or ""
        # A search is one for each field.
        kind = url if name == "autocomplete" else name
        if name in LEFT_OUT or opened[kind] >= MOST:
            continue
        opened[kind] += 1
        response = world.client().get(url)
        leads = response.headers.get("Location", "")
        if response.status_code in (403, 404) or leads == reverse("admin:index"):
            refused.append(f"{url}, offered by {source}")
        if response.status_code != 200 or "text/html" not in response["Content-Type"]:
            continue
        for found in offered(lxml_html.fromstring(response.content), url):
            parts = urlsplit(found)
            if parts.path.startswith("/admin/") and found not in known:
                known.add(found)
                waiting.append((found, url))
    return refused, opened


@pytest.mark.parametrize("letter", ROLES, ids=ROLES.values())
def test_what_a_page_offers_to_somebody_is_open_to_them(letter, lived_in):
    lived_in.column = letter

    refused, opened = followed(lived_in)

    assert refused == []
    assert len(opened) > 2
