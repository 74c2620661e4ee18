from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from lxml import html as lxml_html

from articles.models import Article
from articles.writing import publishing
from iria.models import Institute
from tests.makers import (
    edit_article,
    make_article,
    make_author,
    make_category,
    make_credit,
    make_document,
    make_image,
    make_tag,
    picture_bytes,
    picture_file,
)

pytestmark = pytest.mark.django_db

FIGURE = '<figure data-image="{}" data-alt="{}"><figcaption>{}</figcaption></figure>'


def read(client: Client, article: Article):
    response = client.get(article.get_absolute_url())
    assert response.status_code == 200
    return lxml_html.fromstring(response.content)


def text(element) -> str:
    return " ".join(element.text_content().split())


def test_categories_stand_over_the_title_in_their_order(client):
    europe, news = make_category("Europe"), make_category("News")

    one = read(client, make_article(categories=[europe, news]))
    other = read(client, make_article(categories=[news, europe]))

    lines = [[a.text for a in page.xpath("//*[@class='filed']//a")] for page in (one, other)]
    assert lines == [["Europe", "News"], ["News", "Europe"]]


@pytest.mark.parametrize(
    ("count", "line"), [(0, "No Comments on A"), (1, "1 Comment on A"), (3, "3 Comments on A")]
)
def test_the_comment_line_names_the_title_and_leads_to_the_comments(client, count, line):
    article = make_article("A")
    Article.objects.update(comment_count=count)

    page = read(client, article)

    (link,) = page.xpath("//a[@href='#comments']")
    assert text(link) == line
    assert page.get_element_by_id("comments") is not None


def test_it_tells_how_long_reading_takes(client):
    page = read(client, make_article(body=f"<p>{'word ' * 1000}</p>"))

    assert "6 minute read" in text(page)


def test_a_figure_has_caption_and_credit_apart(client):
    image = make_image(credit=make_credit("Sofya Sand", "TASK"))
    body = FIGURE.format(image.key, "Two people at a table", "A meeting in <em>Vienna</em>.")

    page = read(client, make_article(body=body))

    (figure,) = page.xpath("//div[@class='prose']//figure")
    assert figure.find("img").get("alt") == "Two people at a table"
    assert (
        text(figure.find("figcaption")) == "A meeting in Vienna. (Image Credit: Sofya Sand/TASK)"
    )
    assert figure.xpath(".//span[@class='credit']")[0].text == "(Image Credit: Sofya Sand/TASK)"
    assert (figure.find("img").get("width"), figure.find("img").get("height")) == ("640", "400")


def test_a_credit_that_is_changed_shows_at_once(client):
    image = make_image()
    article = make_article(body=FIGURE.format(image.key, "x", ""))
    image.credit.agency = "Kremlin"
    image.credit.photographer = ""
    image.credit.save()

    page = read(client, article)

    assert "(Image Credit: Kremlin)" in text(page)


def test_a_picture_without_a_file_leaves_a_marked_place(client):
    image = make_image()
    article = make_article(body=FIGURE.format(image.key, "The square at night", "At night."))
    type(image).objects.update(rendition_hash="")

    page = read(client, article)

    assert not page.xpath("//div[@class='prose']//img")
    assert "Picture not available. The square at night" in text(page)


def test_dates_carry_a_zone_and_an_update_shows_only_after_an_edit(client):
    article = make_article(at=datetime(2026, 3, 1, 23, 30, tzinfo=UTC))
    Institute.objects.create(pk=1, time_zone="Asia/Ulaanbaatar")
    before = read(client, article)
    edit_article(article, body="<p>Corrected.</p>")
    publishing.publish(article, None)

    after = read(client, article)

    (published,) = before.xpath("//article//header//time")
    assert published.get("datetime").startswith("2026-03-02T07:30:00+08:00")
    assert "2 March 2026" in text(published)
    assert len(after.xpath("//article//header//time")) == 2


def test_an_article_without_author_is_signed_by_the_institute(client):
    page = read(client, make_article())

    assert "International Relations Insights & Analysis" in text(page.xpath("//article/header")[0])


def test_the_institute_may_leave_it_unsigned(client):
    Institute.objects.create(pk=1, byline_without_author=False, name="The Institute")

    page = read(client, make_article())

    assert "The Institute" not in text(page.xpath("//article/header")[0])


def test_related_articles_are_the_nearest_and_never_itself(client):
    tag, category = make_tag(), make_category()
    far = make_article("Far", at=timezone.now() - timedelta(days=1))
    same_category = make_article("Same category", categories=[category])
    same_tag = make_article("Same tag", tags=[tag], at=timezone.now() - timedelta(days=9))
    hidden = make_article("Hidden", tags=[tag])
    publishing.withdraw(hidden, None)
    article = make_article("Itself", tags=[tag], categories=[category])

    response = client.get(article.get_absolute_url())

    assert response.context["related"] == [same_tag, same_category, far]


def test_related_is_not_empty_where_others_exist(client):
    other = make_article("Other")

    response = client.get(make_article("Alone").get_absolute_url())

    assert response.context["related"] == [other]


def test_the_foot_has_the_institute_and_the_years(client):
    Institute.objects.create(
        pk=1, about="We study treaties.", contact_address="desk@example.org", founded=2014
    )

    page = read(client, make_article())

    foot = text(page.xpath("//body/footer")[0])
    assert "We study treaties." in foot
    assert "To get IRIA exclusive reports contact at desk@example.org" in foot
    year = timezone.localdate(timezone=Institute.current().zone).year
    assert f"Copyright © 2014-{year}" in foot
    (top,) = page.xpath("//a[@href='#top']")
    assert text(top) == "Back to Top"
    assert page.get_element_by_id("top").get("tabindex") == "-1"


def test_a_long_text_has_contents(client):
    body = "".join(f"<h2>Part {n}</h2><p>Text.</p>" for n in range(4))

    page = read(client, make_article(body=body))

    links = page.xpath("//nav[contains(@class, 'contents')]//a/@href")
    assert links == ["#part-0", "#part-1", "#part-2", "#part-3"]


def test_a_link_to_a_withdrawn_article_is_none(client):
    there, gone = make_article("There"), make_article("Gone")
    publishing.withdraw(gone, None)
    links = "".join(f'<p><a data-article="{a.key}">{a.title}</a></p>' for a in (there, gone))

    page = read(client, make_article("Links", body=links))

    prose = page.xpath("//div[@class='prose']")[0]
    assert prose.xpath(".//a/@href") == [there.get_absolute_url()]
    assert "Gone" in text(prose)


def test_drafts_and_what_is_scheduled_are_not_there(client):
    draft = make_article("Draft", published=False)
    scheduled = make_article("Later", at=timezone.now() + timedelta(hours=1))

    answers = [client.get(a.get_absolute_url()).status_code for a in (draft, scheduled)]

    assert answers == [404, 404]


def test_what_was_withdrawn_says_why(client):
    article = make_article("The claim")
    publishing.withdraw(article, None, reason="A source was <wrong>.")

    response = client.get(article.get_absolute_url())

    assert response.status_code == 410
    assert "A source was &lt;wrong&gt;." in response.content.decode()
    assert "noindex" in response.content.decode()


def test_a_draft_that_was_withdrawn_before_its_time_was_never_there(client):
    article = make_article(at=timezone.now() + timedelta(hours=1))
    publishing.withdraw(article, None)

    assert client.get(article.get_absolute_url()).status_code == 404


def test_the_former_address_leads_to_the_new_one_by_one_301(client):
    article = make_article(slug="old")
    edit_article(article, slug="new")
    publishing.publish(article, None)

    response = client.get("/articles/old/")

    assert (response.status_code, response["Location"]) == (301, "/articles/new/")


def test_a_reader_gets_no_cookie_and_nothing_foreign(client):
    image = make_image()
    article = make_article(body=FIGURE.format(image.key, "x", ""), lead_image=image)

    response = client.get(article.get_absolute_url())

    page = lxml_html.fromstring(response.content)
    addresses = page.xpath("//*/@src | //link[@rel='stylesheet' or @rel='preload']/@href")
    assert not response.cookies
    assert "Cookie" in response["Vary"]
    assert addresses
    assert all(address.startswith("/") for address in addresses)


@pytest.mark.parametrize("size", [1, 8])
def test_queries_are_the_same_however_much_there_is(client, django_assert_num_queries, size):
    images = [make_image(picture_file(data=picture_bytes(90, 60))) for _ in range(size)]
    others = [make_article(f"Other {n}", lead_image=images[0]) for n in range(size + 3)]
    links = "".join(f'<p><a data-article="{other.key}">see</a></p>' for other in others)
    article = make_article(
        "The one",
        body="".join(FIGURE.format(i.key, "x", "y") for i in images) + links,
        categories=[make_category(f"Category {n}") for n in range(size)],
        tags=[make_tag(f"tag {n}") for n in range(size)],
        authors=[make_author(f"Author {n}") for n in range(size)],
        lead_image=images[0],
        documents=[make_document(f"Report {n}") for n in range(size)],
    )
    client.get(article.get_absolute_url())

    # Institute, article, what it is filed under and signed with, linked and related articles,
    # pictures, menus.
    with django_assert_num_queries(6):
        client.get(article.get_absolute_url())


def test_a_plain_article_asks_for_no_more(client, django_assert_max_num_queries):
    for n in range(4):
        make_article(f"Other {n}")
    article = make_article()

    with django_assert_max_num_queries(6):
        client.get(article.get_absolute_url())


def test_a_text_in_another_language_says_so_and_the_words_around_it_are_of_one_language(client):
    Institute(pk=1, language="de").save()
    article = make_article("Договор", slug="treaty", language="ar", body="<p>نص</p>")

    page = client.get(article.get_absolute_url()).content.decode()

    assert '<html lang="en" dir="ltr">' in page
    assert '<article class="article" lang="ar" dir="rtl">' in page
    assert "Related Articles" not in page
    assert "Leave a comment" in page
    assert "Suche" not in page
