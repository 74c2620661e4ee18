"""Newsletters that went out, on the web: what is there, for whom, and until when."""

from datetime import timedelta

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.urls import reverse
from django.utils import timezone
from lxml import etree
from lxml import html as lxml_html

from articles.writing import publishing
from iria.pages import Pages
from newsletter import campaigns, composing, delivery
from newsletter.models import Campaign, CampaignArticle
from tests.iria.pages.asking import Answer
from tests.makers import (
    edit_article,
    make_article,
    make_author,
    make_category,
    make_editor,
    make_image,
)
from tests.newsletter.making import add_subscriber
from tests.newsletter.test_composing import figure

pytestmark = pytest.mark.django_db
# The store in front of Django has a connection of its own for each request.
COMMITTED = pytest.mark.django_db(transaction=True)
ATOM = "{http://www.w3.org/2005/Atom}"
LIST = "/newsletter/archive/"
FEED = "/newsletter/archive/feed/"


def sent(subject: str = "The week", *articles, ago: int = 0, **fields) -> Campaign:
    """A campaign whose sending began some hours ago."""
    fields = {"planned_at": timezone.now() - timedelta(hours=ago), "state": "sent"} | fields
    campaign = Campaign.objects.create(subject=subject, **fields)
    for position, article in enumerate(articles):
        CampaignArticle.objects.create(campaign=campaign, article=article, position=position)
    return campaign


def path_of(campaign: Campaign) -> str:
    return reverse("newsletter-campaign", args=[campaign.key])


def texts(response, path: str) -> list[str]:
    found = lxml_html.fromstring(response.content).xpath(path)
    return [" ".join(element.text_content().split()) for element in found]


def full_article(title: str = "A treaty"):
    image = make_image()
    return make_article(
        title,
        standfirst="Signed at last.",
        body=f"<p>The text.</p>{figure(image)}",
        lead_image=image,
        lead_alt="Blue",
        authors=[make_author("Ada " + title)],
        categories=[make_category("Europe of " + title)],
    )


# What is there


def test_the_list_has_what_went_out_newest_first(client):
    article = make_article("A treaty")
    sent("Older", article, ago=2)
    newer = sent("Newer", article, make_article("Another"), ago=1)
    sent("Kept from the web", article, shown_on_web=False)
    sent("Not begun", article, planned_at=None, state="scheduled")
    sent("A draft", article, planned_at=None, state="draft")

    response = client.get(LIST)

    assert texts(response, "//main//h2") == ["Newer", "Older"]
    assert texts(response, "//ul[@class='campaign-titles']/li") == ["A treaty", "Another"]
    assert path_of(newer).encode() in response.content


def test_an_empty_archive_says_so(client):
    assert b"No newsletter has gone out yet." in client.get(LIST).content


def test_the_list_is_gone_through_by_key(client, monkeypatch):
    monkeypatch.setattr("newsletter.archive.PER_PAGE", 2)
    same = timezone.now()
    for number in range(5):
        sent(f"Number {number}", planned_at=same, introduction="Dear reader")

    found, path = [], LIST
    while path:
        response = client.get(path)
        found.append(texts(response, "//main//h2"))
        path = next(
            iter(lxml_html.fromstring(response.content).xpath("//a[@rel='next']/@href")), ""
        )

    assert found == [["Number 4", "Number 3"], ["Number 2", "Number 1"], ["Number 0"]]


@pytest.mark.parametrize("before", ["nothing-here", "abcdefghijkm", "é", "'"])
def test_a_place_that_is_none_is_not_found(client, before):
    assert client.get(LIST, {"before": before}).status_code == 404


def test_a_campaign_of_one_article_is_there_whole(client):
    article = full_article()
    campaign = sent("What was signed", article, introduction="Dear reader")

    response = client.get(path_of(campaign))

    assert texts(response, "//h1") == ["A treaty"]
    assert texts(response, "//div[@class='campaign-introduction']/p") == ["Dear reader"]
    assert texts(response, "//main//p[@class='names']") == ["By Ada A treaty"]
    assert "The text." in texts(response, "//div[@class='prose']/p")
    assert texts(response, "//div[@class='prose']//figcaption") == [
        "At noon (Image Credit: Sofia Sand/TASK)"
    ]
    # The article's own page is the one to be found.
    canonical = lxml_html.fromstring(response.content).xpath("//link[@rel='canonical']/@href")
    assert canonical == ["http://127.0.0.1:8000/articles/a-treaty/"]


def test_a_campaign_of_several_is_a_list(client):
    campaign = sent("The week", full_article("Second"), full_article("First"))

    response = client.get(path_of(campaign))

    assert texts(response, "//h1") == ["The week"]
    assert texts(response, "//main//h2") == ["Second", "First"]
    assert b"The text." not in response.content


@pytest.mark.parametrize("fields", [{"shown_on_web": False}, {"planned_at": None}])
def test_what_is_not_on_the_web_is_not_found(client, fields):
    assert client.get(path_of(sent("The week", make_article(), **fields))).status_code == 404


def test_staff_who_are_signed_in_get_no_more_than_readers(desk):
    assert desk.get(path_of(sent("A", make_article(), planned_at=None))).status_code == 404


@pytest.mark.parametrize("path", [LIST, FEED])
def test_nothing_in_it_is_anybodys_own(client, path):
    person = add_subscriber()
    campaign = sent("The week", full_article())
    composing.prepare(campaign)

    for response in (client.get(path), client.get(path_of(campaign))):
        assert response.cookies == {}
        assert response["Cache-Control"].startswith("public")
        for token in (person.key, composing.KEY_MARK, "newsletter/leave", person.address):
            assert token.encode() not in response.content


def test_words_of_a_campaign_are_escaped(client):
    hostile = '<script>alert("1")</script>{{ x }}'
    campaign = sent(hostile, make_article(), make_article("B"), introduction=hostile)

    for path in (LIST, path_of(campaign), "/newsletter/"):
        content = client.get(path).content.decode()
        assert "<script>alert" not in content
        assert "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;{{ x }}" in content


def test_another_language_is_said_on_its_element(client):
    article = make_article("اتفاق", language="ar")
    campaign = sent("أسبوع", article, make_article("English"), language="ar")

    found = lxml_html.fromstring(client.get(path_of(campaign)).content)

    around = found.xpath("//h1/..")[0]
    assert (found.get("lang"), around.get("lang"), around.get("dir")) == ("en", "ar", "rtl")


def test_the_feed_has_what_each_held(client):
    campaign = sent("The <week>", make_article("A & b", standfirst="Signed."), introduction="Dear")
    sent("Kept", make_article(), shown_on_web=False)

    response = client.get(FEED)
    entries = etree.fromstring(response.content).findall(f"{ATOM}entry")

    assert response["Content-Type"].startswith("application/atom+xml")
    assert [entry.find(f"{ATOM}title").text for entry in entries] == ["The <week>"]
    assert (
        entries[0].find(f"{ATOM}link").get("href") == f"http://127.0.0.1:8000{path_of(campaign)}"
    )
    assert entries[0].find(f"{ATOM}id").text == f"urn:iria:campaign:{campaign.key}"
    summary = entries[0].find(f"{ATOM}summary").text
    assert "<p>Dear</p>" in summary
    assert '<a href="http://127.0.0.1:8000/articles/a-b/">A &amp; b</a><br>Signed.' in summary


# The subscribe page


def test_the_subscribe_page_shows_the_last_newsletter(client):
    sent("Older", make_article(), ago=1)
    newest = sent("Newest", make_article("A treaty"), make_article("Another"))

    response = client.get("/newsletter/")

    assert texts(response, "//div[@class='sample-mail']/h3") == ["Newest"]
    assert texts(response, "//div[@class='sample-mail']//li") == ["A treaty", "Another"]
    links = lxml_html.fromstring(response.content).xpath("//section[@class='sample']//@href")
    assert links == [path_of(newest), LIST]


def test_before_the_first_newsletter_the_subscribe_page_says_so(client):
    make_article("A treaty")

    response = client.get("/newsletter/")

    assert b"No newsletter has gone out yet." in response.content
    assert texts(response, "//section[@class='sample']//li") == ["A treaty"]


# Queries


@pytest.mark.parametrize("many", [1, 4])
def test_pages_of_the_archive_have_a_fixed_number_of_queries(
    client, django_assert_num_queries, many
):
    held = [full_article(f"Article {number}") for number in range(many)]
    listed = [sent(f"Number {number}", *held, make_article()) for number in range(many)]
    whole = sent("Whole", held[0])

    # Institute, menus; campaigns and what they hold, or one, its choices, cards, pictures.
    for path, queries in (
        (LIST, 4),
        (FEED, 3),
        ("/newsletter/", 4),
        (path_of(listed[0]), 7),
        (path_of(whole), 8),
    ):
        with django_assert_num_queries(queries):
            assert client.get(path).status_code == 200


# Kept pages


@pytest.fixture
def pages():
    return Pages(WSGIHandler())


def seen(pages: Pages, *paths: str) -> list[str]:
    return [Answer(pages, path).body.decode() for path in paths]


@COMMITTED
def test_a_withdrawn_article_is_gone_from_all_of_it_at_once(pages):
    first, second = make_article("First of all"), make_article("Second to none")
    both, alone = sent("The week", first, second), sent("Signed", first)
    paths = [path_of(both), path_of(alone), LIST, FEED, "/newsletter/"]
    assert all("First of all" in page for page in seen(pages, *paths))

    publishing.withdraw(first, None)

    after = seen(pages, *paths)
    assert not any("First of all" in page for page in after)
    assert "Second to none" in after[0]
    assert "What stood in it was withdrawn." in after[1]
    publishing.publish(first, None)
    assert all("First of all" in page for page in seen(pages, *paths))


@COMMITTED
def test_a_changed_article_is_shown_as_it_is_now(pages):
    article = make_article("Before")
    whole, short = sent("Whole", article), sent("Short", article, make_article())
    paths = [path_of(whole), path_of(short), LIST, FEED]
    seen(pages, *paths)

    edit_article(article, title="After all")
    publishing.publish(article, None)

    assert all("After all" in page for page in seen(pages, *paths))


@COMMITTED
def test_a_campaign_is_there_as_soon_as_it_goes_out(pages):
    add_subscriber()
    campaign = sent("Brand new", make_article(), planned_at=None, state="draft")
    paths = [LIST, FEED, "/newsletter/"]
    before = seen(pages, *paths, path_of(campaign))

    campaigns.schedule(campaign, timezone.now(), make_editor())
    delivery.run_due(1)
    waiting = seen(pages, LIST)[0]
    while not Campaign.objects.get().planned_at:
        delivery.run_due(1)

    assert not any("Brand new" in page for page in [*before, waiting])
    assert all("Brand new" in page for page in seen(pages, *paths, path_of(campaign)))


@COMMITTED
def test_a_campaign_that_is_taken_off_the_web_is_gone_at_once(pages):
    campaign = sent("The week", make_article(), make_article("B"))
    paths = [LIST, FEED, "/newsletter/", path_of(campaign)]
    before = seen(pages, *paths)

    campaigns.show_on_web(campaign, False)

    assert all("The week" in page for page in before)
    assert not any("The week" in page for page in seen(pages, *paths))


def test_the_link_in_the_mail_leads_to_its_page(client):
    campaign = sent("The week", make_article("A treaty"))
    link = lxml_html.fromstring(composing.compose(campaign).html).xpath("//a/@href")[0]

    response = client.get(link.removeprefix("http://127.0.0.1:8000"))

    assert texts(response, "//h1") == ["A treaty"]
