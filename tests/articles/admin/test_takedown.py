"""Taking a picture down from its form."""

import pytest
from django.urls import reverse
from lxml import html as lxml_html

from articles.models import Image
from articles.writing import takedown
from tests.articles.admin.test_catalogue import said
from tests.makers import client_of, make_article, make_author, make_image, make_member

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unscaled")]


def url(name: str, image: Image) -> str:
    return reverse(f"admin:articles_image_{name}", args=[image.pk])


def page(response) -> str:
    text = lxml_html.fromstring(response.content).get_element_by_id("content").text_content()
    return " ".join(text.split())


def test_the_form_leads_to_a_page_that_asks(desk):
    image = make_image(title="Minister")
    make_article("The visit", lead_image=image)

    form = lxml_html.fromstring(desk.get(url("change", image)).content)
    asked = desk.get(url("take_down", image))

    assert form.xpath(f"//a[@href='{url('take_down', image)}']")
    assert "The visit" in page(asked)
    image.refresh_from_db()
    assert image.taken_down_at is None


def test_a_reason_is_asked_for_and_what_was_chosen_stays(desk):
    image, other = make_image(), make_image(title="Hall")

    response = desk.post(url("take_down", image), {"why": " ", "stand_in": other.key})

    image.refresh_from_db()
    assert image.taken_down_at is None
    assert "This field is required." in page(response)
    assert f'value="{other.key}"' in response.content.decode()


def test_it_is_taken_down_in_one_step_and_its_form_says_so(desk, editor):
    image, other = make_image(title="Minister"), make_image(title="Hall")

    response = desk.post(
        url("take_down", image), {"why": "The agency asks.", "stand_in": other.key}, follow=True
    )

    image.refresh_from_db()
    shown = page(response)
    assert said(response) == "“Minister” is taken down."
    assert (image.taken_down_why, image.stand_in) == ("The agency asks.", other)
    assert "The agency asks. In its place readers see Hall." in shown
    tools = lxml_html.fromstring(response.content).xpath("//ul[@class='object-tools']//a/@href")
    assert url("bring_back", image) in tools
    assert url("take_down", image) not in tools
    assert 'name="upload"' not in response.content.decode()


def test_what_is_refused_is_said_on_the_page(desk):
    image = make_image()

    response = desk.post(url("take_down", image), {"why": "They ask.", "stand_in": image.key})

    assert "A picture cannot stand in for itself." in page(response)


def test_it_is_brought_back_and_another_put_in_its_place(desk):
    image, other = make_image(), make_image(title="Hall")
    takedown.take_down(image, None, why="They ask.", stand_in=None)

    desk.post(url("stand_in", image), {"stand_in": other.key})
    image.refresh_from_db()
    stood_in = image.stand_in
    response = desk.post(url("bring_back", image), follow=True)

    image.refresh_from_db()
    assert stood_in == other
    assert image.taken_down_at is None
    assert "is shown again." in said(response)


@pytest.mark.parametrize(
    ("name", "is_gone"), [("take_down", True), ("stand_in", False), ("bring_back", False)]
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_who_comes_too_late_is_told(desk, name, is_gone, method):
    image = make_image()
    if is_gone:
        takedown.take_down(image, None, why="They ask.", stand_in=None)

    response = getattr(desk, method)(url(name, image), follow=True)

    assert "somebody else was quicker" in said(response)


def test_it_is_marked_in_the_library_and_offered_nowhere(desk):
    image = make_image(title="Minister")
    make_author("Ada", portrait=image)
    takedown.take_down(image, None, why="They ask.", stand_in=None)
    pick, complete = reverse("admin:articles_image_pick"), reverse("admin:autocomplete")
    portrait = {"app_label": "articles", "model_name": "author", "field_name": "portrait"}

    listed = desk.get(reverse("admin:articles_image_changelist")).content.decode()
    (known,) = desk.get(pick, {"keys": image.key}).json()["results"]

    assert "taken down" in listed
    assert desk.get(pick).json()["results"] == []
    assert desk.get(complete, portrait).json()["results"] == []
    assert (known["taken_down"], known["src"]) == (True, "")


def test_a_text_that_names_it_can_be_saved_still(desk):
    image = make_image()
    article = make_article("Before", lead_image=image)
    takedown.take_down(image, None, why="They ask.", stand_in=None)
    change = reverse("admin:articles_article_change", args=[article.pk])
    form = lxml_html.fromstring(desk.get(change).content).get_element_by_id("article_form")
    for template in form.xpath(".//template"):
        template.drop_tree()

    typed = {name: value or "" for name, value in form.fields.items()}
    desk.post(change, typed | {"title": "After", "_publish": "1"})

    article.refresh_from_db()
    assert (article.title, article.lead_image) == ("After", image)


def test_who_may_only_look_is_not_let_near(db):
    image = make_image()
    client = client_of(make_member("Author"))

    assert client.get(url("take_down", image)).status_code == 403
    assert url("take_down", image) not in client.get(url("change", image)).content.decode()
