"""What tests of previews look at."""

from django.test import Client
from lxml import html as lxml_html

from articles.models import PreviewLink
from tests.makers import make_image, picture_bytes, picture_file

FIGURE = '<figure data-image="{}" data-alt="A hall"><figcaption>Talks</figcaption></figure>'


def small_image(**fields):
    return make_image(picture_file(data=picture_bytes(90, 60)), **fields)


def look(link: PreviewLink, client: Client | None = None):
    return (client or Client()).get(link.get_absolute_url())


def words(response) -> str:
    assert response.status_code == 200
    return " ".join(lxml_html.fromstring(response.content).text_content().split())


def bar(response) -> str:
    (line,) = lxml_html.fromstring(response.content).xpath("//*[@class='preview-bar']")
    return " ".join(line.text_content().split())
