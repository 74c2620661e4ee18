"""Every picture that readers get has its credit, its alternative text and its size, and a credit
that is changed once is changed everywhere."""

from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.conf import settings as django_settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from lxml import etree
from lxml import html as lxml_html
from lxml.etree import _Element

from articles.models import Article, Author, Image
from articles.writing import crediting
from iria.pagecache import changes, forget
from iria.pages import Pages
from newsletter import composing
from newsletter.models import Campaign
from tests.iria.pages.asking import Answer
from tests.makers import make_article, make_credit, make_image
from tests.newsletter.making import make_campaign

NO_PAGES = ("/admin/", "/static/", "/media/", "/newsletter/archive/feed/")
ATOM = "{http://www.w3.org/2005/Atom}"


def faults(of: str, tree: _Element) -> Iterator[str]:
    """What is missing at each img of a page, mail or entry that is not part of the design."""
    for img in tree.iter("img"):
        src = img.get("src", "")
        if "/static/" in src:
            continue
        place = f"{of}: {src}"
        if not img.get("alt", "").strip():
            yield f"{place}: no alternative text"
        if not (img.get("width", "").isdigit() and img.get("height", "").isdigit()):
            yield f"{place}: no size"
        image = Image.objects.get(key=src.rpartition("/")[2].partition("-")[0])
        if not image.credit_line or image.credit_line not in beside(img):
            yield f"{place}: no credit"


def beside(img: _Element) -> str:
    """The words of the figure, or of the picture of a card."""
    frames = img.xpath("ancestor::figure|ancestor::div[@class='card-picture']")
    return " ".join(frames[-1].text_content().split()) if frames else ""


def html(text: str) -> _Element:
    return lxml_html.fromstring(f"<div>{text}</div>")


class Crawl:
    """Along all links within the site, from a few pages and the sitemaps on."""

    def __init__(self) -> None:
        self.client = Client()
        self.todo, self.known = ["/", "/newsletter/archive/", "/sitemap.xml"], set()
        self.faults: list[str] = []
        self.kinds: dict[str, int] = {"page": 0, "feed": 0, "img": 0}

    def run(self) -> None:
        while self.todo:
            path = self.todo.pop()
            if path in self.known or path.startswith(NO_PAGES):
                continue
            self.known.add(path)
            response = self.client.get(path)
            assert response.status_code == 200, path
            self.read(path, response)
            if response.streaming:  # a document: read to its end, it is closed
                assert b"".join(response.streaming_content).startswith(b"%PDF-")

    def read(self, path: str, response) -> None:
        kind = response.headers["Content-Type"].partition(";")[0]
        if kind == "text/html":
            page = lxml_html.fromstring(response.content)
            self.note("page", path, page)
            self.follow(page.xpath("//a/@href|//link[@rel='alternate']/@href"))
        elif kind == "application/atom+xml":
            for number, entry in enumerate(
                etree.fromstring(response.content).iter(f"{ATOM}entry")
            ):
                content = entry.findtext(f"{ATOM}content") or ""
                self.note("feed", f"{path}#{number}", html(content))
        elif kind == "application/xml":
            self.follow(etree.fromstring(response.content).xpath("//*[local-name()='loc']/text()"))

    def note(self, kind: str, of: str, tree: _Element) -> None:
        self.kinds[kind] += 1
        self.kinds["img"] += len(list(tree.iter("img")))
        self.faults += faults(of, tree)

    def follow(self, addresses: list[str]) -> None:
        for address in addresses:
            parts = urlsplit(address.removeprefix(django_settings.SITE_URL))
            if not parts.scheme and not parts.netloc and parts.path.startswith("/"):
                self.todo.append(parts.path + (f"?{parts.query}" if parts.query else ""))


@pytest.fixture
def demonstration(db: None, unscaled: None) -> None:
    """The demonstration content, an author with a portrait, and newsletters that went out."""
    call_command("load_demo")
    portrait = Image.objects.order_by("pk").first()
    with changes():
        Author.objects.update(portrait=portrait)
        forget(Author.objects.all())
    now = timezone.now()
    for ago, article in enumerate(Article.objects.public().order_by("pk"), start=1):
        make_campaign(
            article,
            subject=f"{article.title} by mail",
            whole_text=True,
            state="sent",
            planned_at=now - timedelta(hours=ago),
        )
    make_campaign(*Article.objects.public(), subject="All of it", state="sent", planned_at=now)


@pytest.mark.usefixtures("demonstration")
def test_every_picture_of_the_demonstration_has_credit_words_and_size():
    crawl = Crawl()
    crawl.run()

    articles = Article.objects.public()
    assert crawl.faults == []
    # All that there is was seen.
    assert {article.get_absolute_url() for article in articles} <= crawl.known
    assert {author.get_absolute_url() for author in Author.objects.all()} <= crawl.known
    assert {"/credits/", "/archive/", "/feed/", "/newsletter/archive/"} <= crawl.known
    assert crawl.kinds["page"] > articles.count() * 3
    assert crawl.kinds["feed"] > articles.count()
    assert crawl.kinds["img"] > 100


@pytest.mark.usefixtures("demonstration")
def test_results_of_a_search_too():
    found = []
    for word in ("the", "states", "nothing of this kind"):
        page = lxml_html.fromstring(Client().get("/search/", {"q": word}).content)
        found += faults(word, page)

    assert found == []


@pytest.mark.usefixtures("demonstration")
def test_so_have_the_mails_of_its_articles():
    found, pictures = [], 0
    for campaign in Campaign.objects.all():
        composed = composing.compose(campaign)
        mail = lxml_html.fromstring(composed.html)
        pictures += len(mail.xpath("//img"))
        found += faults(campaign.subject, mail)
        for img in mail.xpath("//img"):
            key = img.get("src").rpartition("/")[2].partition("-")[0]
            line = Image.objects.get(key=key).credit_line
            # The text part of a list names no pictures.
            if campaign.choices.count() == 1 and line not in " ".join(composed.text.split()):
                found.append(f"{campaign.subject}: text without {line}")

    assert found == []
    assert pictures > Article.objects.public().count() * 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("unscaled")
def test_a_credit_that_is_changed_once_shows_everywhere_on_the_next_request():
    credit = make_credit("Sofia Sand", "TASK")
    lead, hall = make_image(credit=credit), make_image(credit=credit)
    figure = f'<figure data-image="{hall.key}" data-alt="A hall"></figure>'
    articles = [
        make_article(f"Article {n}", slug=f"article-{n}", lead_image=lead, body=figure)
        for n in range(20)
    ]
    Author.objects.create(name="Ada", slug="ada", portrait=lead)
    campaign = make_campaign(articles[0], whole_text=True)
    prepared = composing.prepare(campaign)
    pages = Pages(WSGIHandler())
    paths = [article.get_absolute_url() for article in articles]
    paths += ["/", "/feed/", "/credits/", "/credits.csv", "/authors/ada/"]

    def seen() -> dict[str, tuple[int, int]]:
        bodies = {path: Answer(pages, path).body.decode() for path in paths}
        return {path: (b.count("Sofia Sand"), b.count("Zoë Berg")) for path, b in bodies.items()}

    before = seen()
    credit.photographer = "Zoë Berg"
    crediting.save(credit)
    after = seen()
    is_stale = composing.is_stale(prepared)
    mail = composing.prepare(campaign)

    assert all(old and not new for old, new in before.values())
    assert after == {path: (new, old) for path, (old, new) in before.items()}
    assert is_stale
    assert "Sofia Sand" in prepared.html
    assert "Sofia Sand" not in mail.html + mail.text
    assert mail.html.count("Zoë Berg") == mail.text.count("Zoë Berg") == 2
    # The files too say whose they are, as soon as a worker comes to it.
    assert not Image.objects.filter(credit=credit, renditions_due_at=None).exists()
