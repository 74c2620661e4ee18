"""Documents of the library: what follows when one is renamed, replaced, removed."""

import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import ValidationError
from django.core.files.storage import storages

from articles.finding import desk
from articles.models import Article, Document
from articles.writing import binning, publishing, revisions
from articles.writing.documents import library, pdf
from articles.writing.locking import Refused
from iria.models import Institute
from tests.makers import edit_article, make_article, make_document, make_editor
from tests.pdfs import pdf_file

pytestmark = pytest.mark.django_db


def replaced(document: Document, **has: object) -> Document:
    file = pdf_file("second.pdf", **has)
    library.replace(document, file, pdf.check(file), make_editor())
    return document


def found(query: str) -> list[str]:
    return [article.title for article in desk.find(Article.objects.order_by("pk"), query)]


def test_what_is_not_typed_is_taken_from_the_file():
    document = library.add(pdf_file(title="The Arctic in 2026", language="fr-CA", pages=3), None)

    assert (document.title, document.language) == ("The Arctic in 2026", "fr")
    assert (document.page_count, document.file_name) == (3, "report.pdf")


def test_a_file_that_says_nothing_is_called_by_its_name():
    Institute(pk=1, language="mn").save()

    document = library.add(pdf_file("The_Arctic-2026.pdf"), None)

    assert (document.title, document.language) == ("The Arctic 2026", "mn")


def test_it_lies_where_no_address_leads(client):
    document = make_document()

    assert storages["originals"].exists(document.original.name)
    assert client.get(f"/media/{document.original.name}").status_code == 404
    assert client.get(f"/media/originals/{document.original.name}").status_code == 404


def test_a_refused_file_leaves_nothing_behind():
    with pytest.raises(ValidationError):
        library.add(pdf_file(data=b"no PDF"), None)

    assert not Document.objects.exists()
    assert not storages["originals"].exists("documents")


def test_a_file_is_replaced_under_its_address_and_the_former_is_kept():
    document = make_document("The Arctic")
    url, former = document.get_absolute_url(), document.original.name

    replaced(document, pages=9)

    assert document.get_absolute_url() == url
    assert (document.page_count, document.file_name) == (9, "second.pdf")
    assert storages["originals"].exists(former)
    said = LogEntry.objects.get().change_message
    assert said.startswith("File replaced: second.pdf (pages: 9, ")
    assert said.endswith(f", {former}.")


def test_what_was_removed_meanwhile_is_not_replaced_and_its_file_is_not_kept():
    document = make_document()
    library.remove(document, None)
    files = storages["originals"].listdir(document.original.name.rpartition("/")[0])

    with pytest.raises(Refused, match="removed this document meanwhile"):
        replaced(document, pages=2)

    assert storages["originals"].listdir(document.original.name.rpartition("/")[0]) == files


def test_staff_find_articles_by_the_titles_of_their_documents_as_they_are_today():
    document, waiting = make_document("Yearbook"), make_document("Almanac", pages=2)
    make_article("Live", documents=[document])
    edit_article(make_article("Changed"), documents=[waiting.pk])

    assert (found("yearb"), found("almanac")) == (["Live"], ["Changed"])

    document.title, waiting.title = "Atlas", "Gazetteer"
    library.save(document)
    library.save(waiting)

    assert (found("yearbook"), found("atlas")) == ([], ["Live"])
    assert (found("almanac"), found("gazetteer")) == ([], ["Changed"])


@pytest.mark.parametrize("state", ["draft", "live", "changed", "withdrawn", "binned"])
def test_it_is_not_removed_while_an_article_offers_it(state):
    document = make_document()
    article = make_article(documents=[document], published=state in ("live", "withdrawn"))
    if state == "changed":
        article = edit_article(make_article("Other"), documents=[document.pk])
        Article.objects.exclude(pk=article.pk).delete()
    if state == "withdrawn":
        publishing.withdraw(article, None)
    if state == "binned":
        binning.put_away(article, None)

    with pytest.raises(library.InUse) as caught:
        library.remove(document, None)

    assert caught.value.articles == [article.pk]
    document.refresh_from_db()
    assert document.deleted_at is None


def test_old_versions_name_a_document_that_was_removed_and_come_back_without_it():
    document, other = make_document(), make_document("Other", pages=2)
    article = make_article(published=False, documents=[document, other])
    former = article.latest_revision
    edit_article(article, documents=[other.pk])

    library.remove(document, None)
    revisions.restore(article, former, None)

    assert former.values["documents"] == [document.pk, other.pk]
    assert revisions.content_of(article).documents == [other.pk]


def test_readers_see_what_was_published():
    first, second = make_document("First"), make_document("Second", pages=2)
    article = make_article(documents=[second, first])
    edit_article(article, documents=[first.pk])

    def offered() -> list[str]:
        return [row.document.title for row in article.article_documents.all()]

    assert offered() == ["Second", "First"]
    publishing.publish(article, None)
    assert offered() == ["First"]


def test_a_version_from_before_there_were_documents_has_none():
    article = make_article(published=False)
    revision = article.latest_revision
    revision.data = revision.data.replace('"documents":[],', "")
    revision.save()
    article.refresh_from_db()

    assert "documents" not in article.latest_revision.values
    assert revisions.content_of(article).documents == []
