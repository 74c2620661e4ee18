from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from lxml import html as lxml_html

from articles.models import Article, MenuItem
from articles.reading import lists, months
from articles.writing import bulk, publishing
from iria.models import Institute
from tests.makers import (
    edit_article,
    make_article,
    make_author,
    make_category,
    make_image,
    make_page,
    make_tag,
)

pytestmark = pytest.mark.django_db
LIST_QUERIES = 8


def titles(response) -> list[str]:
    context = response.context
    lead = [context["lead"]] if context.get("lead") else []
    return [article.title for article in [*lead, *context["cards"]]]


def make_many(count: int, **fields):
    now = timezone.now()
    return [make_article(f"No {n}", at=now - timedelta(hours=n), **fields) for n in range(count)]


def test_the_front_page_has_the_newest_first(client):
    make_many(3)

    assert titles(client.get("/")) == ["No 0", "No 1", "No 2"]


def test_a_pinned_article_leads(client):
    articles = make_many(3)
    bulk.pin(type(articles[2]).objects.filter(pk=articles[2].pk), pinned=True)

    assert titles(client.get("/")) == ["No 2", "No 0", "No 1"]


def test_what_is_pinned_and_not_public_leads_nowhere(client):
    articles = make_many(3)
    bulk.pin(type(articles[0]).objects.filter(pk__in=[a.pk for a in articles[1:]]), pinned=True)
    publishing.withdraw(articles[1], None)

    assert titles(client.get("/")) == ["No 2", "No 0"]


def test_an_empty_site_says_so(client):
    response = client.get("/")

    assert response.status_code == 200
    assert response.context["lead"] is None


@pytest.mark.parametrize("kind", ["category", "tag", "author", "home"])
def test_lists_go_on_by_key_without_a_gap_or_a_double(client, monkeypatch, kind):
    monkeypatch.setattr(lists, "PER_PAGE", 3)
    monkeypatch.setattr(lists, "HOME_CARDS", 3)
    rows = {"category": make_category(), "tag": make_tag(), "author": make_author()}
    same = timezone.now() - timedelta(days=1)
    fields = {"categories": [rows["category"]], "tags": [rows["tag"]], "authors": [rows["author"]]}
    for n in range(8):
        make_article(f"No {n}", at=same if n % 2 else same - timedelta(hours=n), **fields)
    url = "/" if kind == "home" else rows[kind].get_absolute_url()

    seen = []
    while url:
        response = client.get(url)
        seen += titles(response)
        url = response.context["older_url"]

    assert seen == ["No 7", "No 5", "No 3", "No 1", "No 0", "No 2", "No 4", "No 6"]


def test_a_list_holds_only_what_is_public(client):
    category = make_category()
    make_article("Draft", published=False, categories=[category])
    make_article("Later", at=timezone.now() + timedelta(hours=1), categories=[category])
    publishing.withdraw(make_article("Gone", categories=[category]), None)
    make_article("Here", categories=[category])

    assert titles(client.get(category.get_absolute_url())) == ["Here"]


def test_a_tag_is_not_there_until_a_public_article_carries_it(client):
    tag, url = make_tag("Secret talks"), "/tags/secret-talks/"
    make_article("Draft", published=False, tags=[tag])
    make_article("Later", at=timezone.now() + timedelta(hours=1), tags=[tag])
    gone = make_article("Gone", tags=[tag])

    seen = [client.get(url).status_code]
    publishing.withdraw(gone, None)
    answer = client.get(url)

    assert [*seen, answer.status_code] == [200, 404]
    assert "Secret talks" not in answer.content.decode()


def test_a_tag_stays_past_its_last_article(client):
    article = make_article("Only", tags=[make_tag("Treaties")])

    assert client.get("/tags/treaties/", {"before": article.key}).status_code == 200


def test_a_list_shows_the_live_text_and_not_the_draft(client):
    category = make_category()
    article = make_article("Live", categories=[category])
    edit_article(article, title="Draft", categories=[])

    assert titles(client.get(category.get_absolute_url())) == ["Live"]


@pytest.mark.parametrize("key", ["nosuchkey123", "", "\0", "'"])
def test_an_unknown_position_is_not_found_or_ignored(client, key):
    response = client.get("/", {"before": key})

    assert response.status_code == (200 if key == "" else 404)


def test_an_author_has_a_page(client):
    author = make_author("Ada Writer", role="Fellow", bio="Writes on treaties.")
    make_article("One", authors=[author])

    page = client.get(author.get_absolute_url()).content.decode()

    assert "Fellow" in page
    assert "Writes on treaties." in page
    assert ">AW<" in page


def test_the_archive_names_months_in_the_zone_of_the_institute(client):
    Institute.objects.create(pk=1, time_zone="Asia/Ulaanbaatar")
    make_article("New Year there", at=datetime(2025, 12, 31, 17, tzinfo=UTC))
    make_article("Still December", at=datetime(2025, 12, 31, 15, tzinfo=UTC))

    make_article("Years before", at=datetime(2019, 5, 1, tzinfo=UTC))

    found = client.get("/archive/").context["months"]

    assert [(str(day), url) for day, url in found] == [
        ("2026-01-01", "/archive/2026/01/"),
        ("2025-12-01", "/archive/2025/12/"),
        ("2019-05-01", "/archive/2019/05/"),
    ]
    assert titles(client.get("/archive/2026/01/")) == ["New Year there"]
    assert titles(client.get("/archive/2025/12/")) == ["Still December"]


def test_the_archive_of_many_years_is_whole(client, monkeypatch):
    monkeypatch.setattr(months, "MONTHS_A_QUERY", 2)
    for month in (1, 2, 4, 7):
        make_article(f"Of month {month}", at=datetime(2024, month, 15, tzinfo=UTC))

    found = client.get("/archive/").context["months"]

    assert [day.month for day, _url in found] == [7, 4, 2, 1]


def test_the_archive_names_no_month_for_what_is_not_public(client, django_assert_num_queries):
    make_article("Public", at=datetime(2024, 3, 1, tzinfo=UTC))
    make_article("First instant", at=datetime(2024, 1, 1, tzinfo=UTC))
    withdrawn = make_article("Withdrawn", at=datetime(2024, 2, 15, tzinfo=UTC))
    Article.objects.filter(pk=withdrawn.pk).update(state="withdrawn")

    with django_assert_num_queries(5):  # institute, first and last, months, menus
        found = client.get("/archive/").context["months"]

    assert [day.month for day, _url in found] == [3, 1]


@pytest.mark.parametrize("path", ["/archive/2025/13/", "/archive/2025/11/", "/archive/0/01/"])
def test_a_month_without_articles_is_not_found(client, path):
    assert client.get(path).status_code == 404


def test_a_merged_category_leads_to_the_other(client):
    from articles.writing import refiling  # noqa: PLC0415

    gone, stays = make_category("Defense"), make_category("Defence")
    refiling.merge(gone, stays)

    response = client.get("/categories/defense/")

    assert (response.status_code, response["Location"]) == (301, "/categories/defence/")


def test_menus_lead_to_categories_pages_and_addresses(client):
    MenuItem.objects.create(category=make_category("Europe"), position=2)
    MenuItem.objects.create(page=make_page("About"), position=1, label="Who we are")
    MenuItem.objects.create(menu="footer", address="/search/", label="Search")
    MenuItem.objects.create(page=make_page("Hidden", published=False))

    page = lxml_html.fromstring(client.get("/about/").content)

    main = page.xpath("//nav[@aria-label='Main menu']//li/a")
    assert [a.text_content().strip() for a in main] == ["Who we are", "Europe"]
    assert main[0].get("aria-current") == "page"
    assert "Hidden" not in page.text_content()


@pytest.mark.parametrize("size", [2, 12])
@pytest.mark.parametrize(
    "kind", ["category", "tag", "author", "home", "archive", "search", "feed"]
)
def test_queries_are_the_same_however_long_the_list(
    client, django_assert_max_num_queries, kind, size
):
    image = make_image()
    category, tag, author = make_category("Europe"), make_tag("t"), make_author("A B")
    MenuItem.objects.create(category=category)
    make_many(size, categories=[category], tags=[tag], authors=[author], lead_image=image)
    month = f"/archive/{timezone.now():%Y/%m}/"
    urls = {
        "category": category.get_absolute_url(),
        "tag": tag.get_absolute_url(),
        "author": author.get_absolute_url(),
        "home": "/",
        "archive": month,
        "search": "/search/?q=text",
        "feed": "/feed/",
    }

    with django_assert_max_num_queries(LIST_QUERIES):
        assert client.get(urls[kind]).status_code == 200


def test_a_page_past_the_first_is_not_for_search_engines(client, monkeypatch):
    monkeypatch.setattr(lists, "HOME_CARDS", 1)
    make_many(4)
    first = client.get("/")

    second = client.get(first.context["older_url"])

    assert "noindex" not in first.content.decode()
    assert "noindex" in second.content.decode()
