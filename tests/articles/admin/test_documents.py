"""The library of documents, and their field on the form of an article."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.urls import reverse
from lxml import html as lxml_html

from articles.models import Document
from articles.writing import publishing, revisions
from tests.makers import (
    client_of,
    edit_article,
    make_article,
    make_document,
    make_member,
    make_user,
)
from tests.pdfs import pdf_file

pytestmark = pytest.mark.django_db
ADD, LIST = (reverse(f"admin:articles_document_{name}") for name in ("add", "changelist"))


def change_url(document: Document) -> str:
    return reverse("admin:articles_document_change", args=[document.pk])


def listed(client, **asked: str) -> list[str]:
    return [row.title for row in client.get(LIST, asked).context["cl"].result_list]


def said(response) -> str:
    page = lxml_html.fromstring(response.content.decode())
    parts = page.xpath("//ul[contains(@class, 'errorlist') or contains(@class, 'messagelist')]")
    return " ".join(" ".join(part.text_content() for part in parts).split())


def typed(document: Document, **fields: object) -> dict[str, object]:
    return {"title": document.title, "language": document.language} | fields


# Adding


def test_a_pdf_is_added_with_what_it_says_of_itself(desk, editor):
    file = pdf_file(title="The Arctic in 2026", language="de", pages=3)

    response = desk.post(ADD, {"upload": file, "title": "", "language": ""})

    document = Document.objects.get()
    assert response.status_code == 302
    assert (document.title, document.language) == ("The Arctic in 2026", "de")
    assert (document.page_count, document.uploaded_by) == (3, editor)


def test_what_is_typed_goes_before_what_the_file_says(desk):
    file = pdf_file(title="untitled.indd", language="de")

    desk.post(ADD, {"upload": file, "title": " Our  report ", "language": "fr"})

    document = Document.objects.get()
    assert (document.title, document.language) == ("Our report", "fr")


def test_what_is_no_pdf_is_refused_where_it_was_chosen_and_what_was_typed_stays(desk):
    file = pdf_file("report.pdf", data=b"\x89PNG" + bytes(200))

    response = desk.post(ADD, {"upload": file, "title": "Our report", "language": "fr"})

    page = lxml_html.fromstring(response.content.decode())
    assert "not a PDF, whatever its name says" in said(response)
    assert page.get_element_by_id("id_title").get("value") == "Our report"
    assert page.get_element_by_id("id_language").value == "fr"
    assert not Document.objects.exists()


def test_the_same_file_again_offers_the_first(desk):
    first = make_document("The <first>", pages=2)

    response = desk.post(ADD, {"upload": pdf_file(pages=2), "title": "Second", "language": ""})

    assert "in the library already: The <first>." in said(response)
    assert f'<a href="{change_url(first)}">The &lt;first&gt;</a>' in response.content.decode()
    assert Document.objects.count() == 1


# Changing


def test_a_file_is_replaced_and_the_log_says_so_once(desk):
    document = make_document(pages=2)

    response = desk.post(change_url(document), typed(document, upload=pdf_file(pages=7)))

    document.refresh_from_db()
    assert response.status_code == 302
    assert document.page_count == 7
    assert LogEntry.objects.get().change_message.startswith("File replaced: report.pdf (pages: 7")


def test_title_and_language_are_changed_without_the_file(desk):
    document = make_document("Report")
    make_article(documents=[document])

    desk.post(change_url(document), typed(document, title="The Arctic", language="fr"))

    document.refresh_from_db()
    assert (document.title, document.language, document.page_count) == ("The Arctic", "fr", 1)
    assert LogEntry.objects.get().change_message == (
        "Title: “Report” → “The Arctic”. Language: “English” → “Français”."
    )


@pytest.mark.parametrize("whose", ["own", "other's"])
def test_a_file_that_stands_already_replaces_none(desk, whose):
    document, other = make_document(pages=2), make_document("Other", pages=3)
    file = pdf_file(pages=2 if whose == "own" else 3)

    response = desk.post(change_url(document), typed(document, upload=file))

    expected = {"own": "the file that stands here already", "other's": "already: Other."}
    assert expected[whose] in said(response)
    document.refresh_from_db()
    assert document.page_count == 2
    assert other.page_count == 3


def test_a_title_is_not_taken_away(desk):
    document = make_document("Report")

    response = desk.post(change_url(document), typed(document, title=""))

    assert "This field is required." in said(response)


# The list


def test_the_list_is_searched_and_filtered(desk):
    used = make_document("Arctic report", language="ru")
    make_document("Baltic report", pages=2)
    make_article(documents=[used])

    assert listed(desk, q="baltic") == ["Baltic report"]
    assert listed(desk, q="report.pdf") == ["Baltic report", "Arctic report"]
    assert listed(desk, language="ru") == ["Arctic report"]
    assert listed(desk, use="used") == ["Arctic report"]
    assert listed(desk, use="unused") == ["Baltic report"]


@pytest.mark.parametrize("size", [1, 7])
def test_the_list_takes_a_fixed_number_of_queries(desk, size, django_assert_num_queries):
    for n in range(size):
        document = make_document(f"Document {n}", pages=n + 1)
        make_article(f"One {n}", documents=[document])
        make_article(f"Two {n}", documents=[document])
    desk.get(LIST)

    # Session, user, institute, number, rows, languages, articles of each.
    with django_assert_num_queries(7):
        response = desk.get(LIST)

    assert [row.article_count for row in response.context["cl"].result_list] == [2] * size


def test_its_form_names_the_articles_that_offer_it(desk):
    document = make_document()
    make_article("Live", documents=[document])
    make_article("Draft", published=False, documents=[document])
    edit_article(make_article("Changed"), documents=[document.pk])

    page = lxml_html.fromstring(desk.get(change_url(document)).content.decode())

    uses = page.xpath("//div[contains(@class, 'field-uses')]//div[@class='readonly']")[0]
    assert {link.text for link in uses.findall("a")} == {"Live", "Draft", "Changed"}


def test_an_author_sees_no_titles_of_the_drafts_of_others():
    document = make_document()
    make_article("Secret", published=False, documents=[document])

    page = client_of(make_member("Author")).get(change_url(document)).content.decode()

    assert "1 draft of others" in page
    assert "Secret" not in page


# Removing


def remove(client, document: Document):
    ticked = {"action": "remove", "_selected_action": document.pk}
    return client.post(LIST, ticked, follow=True)


def test_what_no_article_offers_is_removed(desk):
    document = make_document("Report")

    response = remove(desk, document)

    assert "“Report” is removed." in said(response)
    assert listed(desk) == []
    assert desk.get(change_url(document)).status_code == 302


def test_what_an_article_offers_is_not_removed_and_the_article_is_named(desk):
    document = make_document("Report")
    article = make_article("A <treaty>", documents=[document])

    response = remove(desk, document)

    assert "“Report” is still offered by: A <treaty>." in said(response)
    assert f'<a href="{reverse("admin:articles_article_change", args=[article.pk])}">' in (
        response.content.decode()
    )
    assert listed(desk) == ["Report"]


# The form of an article


def form_of(client, article) -> dict[str, object]:
    url = reverse("admin:articles_article_change", args=[article.pk])
    page = lxml_html.fromstring(client.get(url).content.decode())
    values: dict[str, list[str]] = {}
    form = page.get_element_by_id("article_form")
    for template in form.xpath(".//template"):
        template.drop_tree()
    for name, value in form.form_values():
        values.setdefault(name, []).append(value)
    return values


def test_documents_are_chosen_in_order_and_wait_for_publication(desk):
    first, second = make_document("First"), make_document("Second", pages=2)
    article = make_article(documents=[first])
    url = reverse("admin:articles_article_change", args=[article.pk])

    shown = form_of(desk, article)
    desk.post(url, shown | {"documents": [second.pk, first.pk], "_save": "1"})

    article.refresh_from_db()
    assert shown["documents"] == [str(first.pk)]
    assert revisions.content_of(article).documents == [second.pk, first.pk]
    assert [one.title for one in article.documents.all()] == ["First"]
    publishing.publish(article, None)
    titles = article.article_documents.values_list("document__title", flat=True)
    assert list(titles) == ["Second", "First"]


def test_a_document_that_was_removed_meanwhile_is_refused(desk):
    document = make_document()
    article = make_article()
    shown = form_of(desk, article)
    remove(desk, document)
    url = reverse("admin:articles_article_change", args=[article.pk])

    response = desk.post(url, shown | {"documents": [document.pk], "_save": "1"})

    assert "One of these is no longer there." in said(response)


def test_who_may_not_see_the_library_saves_without_losing_documents():
    user = make_user(is_staff=True)
    document = make_document("Report")
    article = make_article(published=False, user=user, documents=[document])
    rights = ("view_article", "change_article")
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client = client_of(user)

    shown = form_of(client, article)
    url = reverse("admin:articles_article_change", args=[article.pk])
    client.post(url, shown | {"title": "Another title", "_save": "1"})

    assert "documents" not in shown
    article.refresh_from_db()
    content = revisions.content_of(article)
    assert (content.title, content.documents) == ("Another title", [document.pk])


def test_a_comparison_names_documents_that_came_and_went(desk):
    first, second = make_document("First paper"), make_document("Second paper", pages=2)
    article = make_article(documents=[first])
    before = article.latest_revision_id
    after = edit_article(article, documents=[second.pk]).latest_revision_id
    url = reverse("admin:articles_article_compare", args=[article.pk])

    page = desk.get(url, {"before": before, "after": after}).content.decode()

    compared = lxml_html.fromstring(page)
    assert compared.xpath("//del[contains(., 'First paper')]")
    assert compared.xpath("//ins[contains(., 'Second paper')]")
