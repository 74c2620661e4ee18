"""The gate before readers: each picture needs a credit and an alternative text."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from lxml import html as lxml_html

from articles.models import Article, Image, Page
from articles.writing import bulk, noting, publishing, scheduling
from articles.writing.forms import seen
from tests.articles.admin.test_acts import act, at, logged, url_of
from tests.articles.admin.test_writing import ADD, change_url, said, typed
from tests.makers import (
    client_of,
    make_article,
    make_category,
    make_credit,
    make_image,
    make_member,
    make_page,
    picture_file,
)

pytestmark = pytest.mark.django_db
NO_CREDIT = "The picture “The square” has no credit."
NO_ALT = "The picture “The hall” has no alternative text."


def figure(image: Image, alt: str = "Seen", caption: str = "") -> str:
    return (
        f'<figure data-image="{image.key}" data-alt="{alt}">'
        f"<figcaption>{caption}</figcaption></figure>"
    )


def gallery(*images: Image) -> str:
    return f'<div data-gallery="{" ".join(image.key for image in images)}"></div>'


def panel(response) -> list[tuple[str, str]]:
    """What the panel over the form says, and where each line leads."""
    page = lxml_html.fromstring(response.content.decode())
    return [
        (" ".join((line.text or "").split()), "".join(line.xpath("a/@href")))
        for line in page.xpath("//*[@id='gate']//li")
    ]


def sentences(response) -> list[str]:
    return [sentence for sentence, _href in panel(response)]


def picture_url(image: Image, field: str) -> str:
    return reverse("admin:articles_image_change", args=[image.pk]) + field


@pytest.fixture
def bare() -> Image:
    """Without a credit."""
    return make_image(credit=None, title="The square")


@pytest.fixture
def noon():
    return (timezone.now() + timedelta(days=2)).replace(hour=12, minute=0, second=0, microsecond=0)


def press_publish(desk, text, **data):
    return desk.post(
        change_url(text), typed(revision=seen(text), _publish="", **data), follow=True
    )


# What stops


def test_what_is_missing_stops_a_publication_and_is_saved(desk, bare):
    hall = make_image(title="The hall")
    body = figure(bare) + figure(hall, alt="")

    response = desk.post(ADD, typed(title="Typed", body=body, _publish=""), follow=True)

    article = Article.objects.get()
    assert (article.state, article.title) == ("draft", "Typed")
    assert bare.key in article.latest_revision.body
    assert f"Saved as a draft, not published. 2 things are missing: {NO_CREDIT}" in said(response)
    assert panel(response) == [
        (NO_CREDIT, picture_url(bare, "#id_credit")),
        (NO_ALT, "#id_body"),
    ]
    page = lxml_html.fromstring(response.content.decode())
    assert page.xpath("//*[@class='messagelist']//a/@href") == ["#gate"]
    assert page.xpath("//*[@id='gate']//a/@data-figure") == [hall.key]


def test_each_picture_of_a_lead_a_figure_and_a_gallery_is_named_with_its_place(desk, bare):
    lead = make_image(title="Lead")
    no_alt = make_image(title="No alt", alt="")
    body = f"<p>Text.</p>{figure(bare)}{figure(bare, alt='')}{gallery(make_image(), no_alt)}"
    article = make_article(published=False, lead_image=lead, lead_alt=" ", body=body)

    response = desk.get(change_url(article))

    assert panel(response) == [
        ("The picture “Lead” has no alternative text.", "#id_lead_alt"),
        (NO_CREDIT, picture_url(bare, "#id_credit")),
        ("The picture “The square” has no alternative text.", "#id_body"),
        ("The picture “No alt” has no alternative text.", picture_url(no_alt, "#id_alt")),
    ]
    page = lxml_html.fromstring(response.content.decode())
    assert page.xpath("//*[@id='gate']//a/@data-nth") == ["1"]


def test_pages_are_asked_too(desk, bare):
    page = make_page(published=False, body=figure(bare))
    data = {"title": "About", "slug": "about", "body": figure(bare), "language": "en"}

    url = reverse("admin:articles_page_change", args=[page.pk])

    response = desk.post(url, data | {"revision": seen(page), "_publish": ""}, follow=True)

    page.refresh_from_db()
    assert page.state == "draft"
    assert sentences(response) == [NO_CREDIT]
    assert not Page.objects.public()


def test_what_is_complete_passes_and_has_no_panel(desk):
    article = make_article(published=False, body=figure(make_image(), caption="The talks"))

    response = press_publish(desk, article, body=figure(make_image(), caption="The talks"))

    article.refresh_from_db()
    assert article.is_public()
    assert sentences(response) == []


def test_alternative_text_that_repeats_the_caption_stops_nothing(desk):
    image = make_image(title="The hall")
    body = figure(image, alt="The talks.", caption="The talks")
    article = make_article(published=False)

    response = press_publish(desk, article, body=body)

    article.refresh_from_db()
    assert article.is_public()
    assert panel(response) == [
        ("The alternative text of “The hall” repeats its caption.", "#id_body")
    ]


def test_changes_to_what_is_public_wait_until_it_is_mended(desk, client, bare):
    article = make_article("Live")

    response = press_publish(desk, article, title="Changed", body=figure(bare))

    assert "not published" in said(response)
    assert "Live" in client.get(article.get_absolute_url()).content.decode()
    bare.credit = make_credit()
    bare.save()
    article.refresh_from_db()
    press_publish(desk, article, title="Changed", body=figure(bare))
    assert "Changed" in client.get(article.get_absolute_url()).content.decode()


def test_what_was_withdrawn_is_asked_again(desk, bare):
    article = publishing.withdraw(make_article(body=figure(bare)), None)

    press_publish(desk, article, body=figure(bare))

    article.refresh_from_db()
    assert article.state == "withdrawn"


def test_changes_of_what_is_scheduled_are_asked_and_keep_its_time(desk, bare, noon):
    article = scheduling.schedule(make_article(published=False), None, at=noon)
    data = typed(title="Changed", body=figure(bare), revision=seen(article), _approve="")

    desk.post(change_url(article), data)
    article.refresh_from_db()
    stopped = article.title
    act(desk, "publish-anyway", article, reason="No name is known.", when="then")

    article.refresh_from_db()
    assert stopped != "Changed"
    assert (article.title, article.go_live_at, article.is_scheduled) == ("Changed", noon, True)


def test_scheduling_asks_on_its_own_page(desk, bare, noon):
    article = make_article(published=False, body=figure(bare))

    asked = desk.get(url_of("schedule", article)).content.decode()
    refused = act(desk, "schedule", article, **at(noon)).content.decode()
    article.refresh_from_db()
    before = article.state
    act(desk, "schedule", article, reason="No name is known.", **at(noon))

    article.refresh_from_db()
    assert NO_CREDIT in asked
    assert f"Something is missing: {NO_CREDIT}" in refused
    assert before == "draft"
    assert article.is_scheduled
    assert logged(article)[0].startswith(f"Let out although something is missing: {NO_CREDIT}")


def test_a_time_that_is_moved_is_not_asked_about(desk, bare, noon):
    article = scheduling.schedule(make_article(published=False, body=figure(bare)), None, at=noon)

    asked = desk.get(url_of("schedule", article)).content.decode()
    act(desk, "schedule", article, **at(noon + timedelta(days=1)))

    article.refresh_from_db()
    assert "Reason to schedule it all the same" not in asked
    assert article.go_live_at == noon + timedelta(days=1)


# What passes all the same


def test_who_may_publish_gives_a_reason_and_the_log_has_it(desk, bare):
    article = make_article(published=False, body=figure(bare))
    link = url_of("publish-anyway", article)

    form = desk.get(change_url(article)).content.decode()
    without = act(desk, "publish-anyway", article, reason="  ")
    article.refresh_from_db()
    before = article.state
    given = act(desk, "publish-anyway", article, reason="The archive has burnt down.")

    article.refresh_from_db()
    assert f'href="{link}"' in form
    assert "This field is required." in without.content.decode()
    assert before == "draft"
    assert "Published." in said(given)
    assert article.is_public()
    missing, why = NO_CREDIT, "The archive has burnt down."
    assert logged(article) == [
        f"Let out although something is missing: {missing} Reason: “{why}”",
        "Published.",
    ]
    assert sentences(given) == [NO_CREDIT]


def test_a_to_do_goes_on_stopping_what_has_a_reason(desk, editor, bare):
    article = make_article(published=False, body=figure(bare))
    noting.add(article, editor, "Call the ministry.", is_todo=True)

    response = act(desk, "publish-anyway", article, reason="No name is known.")

    article.refresh_from_db()
    assert article.state == "draft"
    assert "Call the ministry." in response.content.decode()
    assert logged(article) == []


def test_an_author_sees_what_is_missing_and_cannot_pass(bare):
    author = client_of(make_member("Author", address="author@example.org"))
    article = make_article(published=False, user=author.user, body=figure(bare))

    form = author.get(change_url(article))

    assert sentences(form) == [NO_CREDIT]
    assert url_of("publish-anyway", article) not in form.content.decode()
    refused = author.post(url_of("publish-anyway", article), {"reason": "I want it."})
    assert refused.status_code == 403
    article.refresh_from_db()
    assert article.state == "draft"


def test_what_an_import_brought_is_named_and_stops_nothing(desk, bare):
    Image.objects.filter(pk=bare.pk).update(to_review=True, imported_from="example.org:101")
    article = make_article(published=False)

    response = press_publish(desk, article, body=figure(bare, alt=""))

    article.refresh_from_db()
    assert article.is_public()
    assert len(sentences(response)) == 2
    Image.objects.filter(pk=bare.pk).update(to_review=False)
    article = make_article("Another", published=False)
    press_publish(desk, article, title="Another", body=figure(bare))
    article.refresh_from_db()
    assert article.state == "draft"


def test_a_credit_that_is_lost_later_takes_nothing_from_readers(desk, client):
    image = make_image(title="The square")
    article = make_article("Live", body=figure(image))
    Image.objects.filter(pk=image.pk).update(credit=None)

    form = desk.get(change_url(article))

    assert sentences(form) == [NO_CREDIT]
    assert "Missing from what readers see" in form.content.decode()
    assert url_of("publish-anyway", article) not in form.content.decode()
    assert client.get(article.get_absolute_url()).status_code == 200


def test_filing_elsewhere_shows_readers_no_other_picture_and_asks_nothing(editor, bare):
    article = make_article(body=figure(bare))

    bulk.refile(article, make_category("Europe"), bulk.Refiling.ADD, editor)

    article.refresh_from_db()
    assert [filing.category.name for filing in article.filings.all()] == ["Europe"]


def test_a_picture_that_is_shown_no_more_stops_nothing(desk, bare):
    Image.objects.filter(pk=bare.pk).update(taken_down_at=timezone.now())
    article = make_article(published=False)

    press_publish(desk, article, body=figure(bare))

    article.refresh_from_db()
    assert article.is_public()


# How much is asked


@pytest.mark.parametrize("size", [1, 8])
def test_pictures_take_one_query_however_many(desk, django_assert_max_num_queries, size):
    images = [make_image(picture_file(f"{n}.png"), credit=None) for n in range(size)]
    body = "".join(map(figure, images)) + gallery(*images)
    article = make_article(published=False, lead_image=images[0], body=body)
    desk.get(change_url(article))

    with django_assert_max_num_queries(12) as asked:
        assert len(panel(desk.get(change_url(article)))) == size + 1
    assert sum("articles_credit" in query["sql"] for query in asked.captured_queries) == 1


def test_what_stops_costs_a_save_one_query(desk, bare, django_assert_max_num_queries):
    article = make_article(published=False, body=figure(bare))
    press_publish(desk, article, body=figure(bare))
    article.refresh_from_db()
    data = typed(body=figure(bare), revision=seen(article), _publish="")

    with django_assert_max_num_queries(60) as asked:
        desk.post(change_url(article), data)

    assert sum("articles_credit" in query["sql"] for query in asked.captured_queries) == 1
