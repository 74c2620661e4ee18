"""Views are counted where pages are answered."""

import pytest

from articles.writing import publishing
from iria.pages import Pages
from tests.iria.pages.asking import KEPT, Answer
from tests.makers import make_article

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def seen():
    return []


@pytest.fixture
def pages(django, seen):
    return Pages(django, lambda *view: seen.append(view))


def test_a_page_is_seen_whether_it_was_rendered_kept_or_known(pages, seen):
    article = make_article(slug="one")
    tag = f"article:{article.pk}"

    etag = Answer(pages, "/articles/one/", HTTP_USER_AGENT="Browser").headers["ETag"]
    Answer(pages, "/articles/one/", HTTP_USER_AGENT="Browser")
    Answer(pages, "/articles/one/?x=1", HTTP_USER_AGENT="Browser")
    Answer(pages, "/articles/one/", HTTP_USER_AGENT="Browser", HTTP_IF_NONE_MATCH=etag)

    assert [view[:2] for view in seen] == [("/articles/one/", "Browser")] * 4
    assert all(tag in tags for _path, _agent, tags in seen)


def test_other_answers_are_not_seen(pages, seen):
    article = make_article(slug="one")
    Answer(pages, "/articles/one/", method="HEAD")
    Answer(pages, "/articles/one/", method="HEAD")
    Answer(pages, "/articles/one/", HTTP_COOKIE="sessionid=abc")
    Answer(pages, "/articles/none/")
    Answer(pages, "/search/?q=one")
    publishing.withdraw(article, None, reason="It was wrong.")
    for _ in range(2):
        assert Answer(pages, "/articles/one/").status.startswith("410")

    assert seen == []


def test_a_path_is_told_as_it_reads(seen):
    def app(environ, start_response):
        environ["PATH_INFO"] = "decoded"
        start_response("200 OK", list(KEPT))
        return [b"page"]

    pages = Pages(app, lambda *view: seen.append(view))
    for path in ("/%C3%BCber/", "/%C3%BCber/", "/%D0%9C/?x=1"):
        Answer(pages, path)

    assert [view[0] for view in seen] == ["/über/", "/über/", "/М/"]
