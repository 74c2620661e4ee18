"""Two versions of a text, field by field."""

from dataclasses import replace

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Document
from articles.writing import refiling
from articles.writing.comparing import Comparison, compare
from articles.writing.content import PageContent
from tests.articles.writing.comparing.reading import marked, remarks
from tests.makers import (
    article_content,
    make_article,
    make_author,
    make_category,
    make_image,
    make_tag,
)

pytestmark = pytest.mark.django_db


def html_of(comparison: Comparison, name: str) -> str:
    (part,) = (part for part in comparison.parts if part.name == name)
    return part.html


def changes(comparison: Comparison, name: str) -> tuple[list[str], list[str]]:
    html = html_of(comparison, name)
    return marked(html, "del"), marked(html, "ins")


def test_the_same_content_differs_in_nothing():
    content = article_content(categories=[make_category()], authors=[make_author()])

    assert not compare(content, content)


def test_only_the_fields_that_differ_are_parts():
    content = article_content("A treaty is signed")

    comparison = compare(content, replace(content, title="A treaty was signed"))

    assert [(part.name, part.label) for part in comparison.parts] == [("title", "Title")]
    assert changes(comparison, "title") == (["is"], ["was"])


@pytest.mark.parametrize(
    ("field", "old", "new", "shown"),
    [
        ("standfirst", "Two years of talks.", "Three years of talks.", (["Two"], ["Three"])),
        ("kind", "news", "analysis", (["News"], ["Analysis"])),
        ("language", "en", "mn", (["English"], ["Монгол"])),
        ("slug", "old-address", "new-address", (["old-address"], ["new-address"])),
        ("description", "On talks", "On war", (["talks"], ["war"])),
    ],
)
def test_a_field_of_one_line_shows_what_changed_in_it(field, old, new, shown):
    content = article_content(slug="x")

    comparison = compare(replace(content, **{field: old}), replace(content, **{field: new}))

    assert [part.name for part in comparison.parts] == [field]
    assert changes(comparison, field) == shown


def test_categories_and_tags_show_which_came_and_went():
    one, two, three = make_category("One"), make_category("Two"), make_category("Three")
    tag = make_tag("Treaties")

    comparison = compare(
        article_content(categories=[one, two], tags=[tag]),
        article_content(categories=[one, three]),
    )

    assert changes(comparison, "categories") == (["Two"], ["Three"])
    assert changes(comparison, "tags") == (["Treaties"], [])


def test_another_order_of_categories_is_told():
    one, two = make_category("One"), make_category("Two")

    comparison = compare(
        article_content(categories=[one, two]), article_content(categories=[two, one])
    )

    assert remarks(html_of(comparison, "categories")) == ["another order"]


def test_a_byline_shows_names_and_roles():
    ada, bo = make_author("Ada"), make_author("Bo")
    content = article_content()

    comparison = compare(
        replace(content, byline=[[ada.pk, "text"]]),
        replace(content, byline=[[ada.pk, "maps"], [bo.pk, "text"]]),
    )

    assert changes(comparison, "byline") == (["text"], ["maps", "Bo (text)"])


def test_what_was_merged_or_renamed_is_no_difference():
    old, new, author = make_category("Defense"), make_category("Defence"), make_author("A.")
    before = article_content(categories=[old], authors=[author])
    refiling.merge(old, new)
    author.name = "Ada"
    refiling.save(author)
    after = article_content(categories=[new], authors=[author])

    assert not compare(before, after)
    shown = html_of(compare(before, article_content(authors=[author])), "categories")
    assert "Defence" in shown
    assert "Defense" not in shown


def test_a_lead_picture_shows_both_with_caption_and_alternative_text():
    one, two = make_image(title="Hall"), make_image(title="Quay")

    comparison = compare(
        article_content(lead_image=one, lead_alt="A hall", lead_caption="The <em>hall</em>"),
        article_content(lead_image=two, lead_alt="A quay", lead_caption="The <em>quay</em>"),
    )

    html = html_of(comparison, "lead")
    gone, come = changes(comparison, "lead")
    assert (gone, come) == (["Hall", "hall", "hall"], ["Quay", "quay", "quay"])
    assert html.count("<img") == 2
    assert two.credit_line in html


def test_a_changed_emphasis_in_a_caption_is_told():
    image = make_image()

    comparison = compare(
        article_content(lead_image=image, lead_caption="The hall"),
        article_content(lead_image=image, lead_caption="The <em>hall</em>"),
    )

    assert remarks(html_of(comparison, "lead")) == ["now italic"]


def test_documents_are_called_by_their_titles():
    document = Document.objects.create(title="Full text", original=ContentFile(b"x", name="x.pdf"))
    content = article_content()

    comparison = compare(content, replace(content, documents=[document.pk]))

    assert changes(comparison, "documents") == ([], ["Full text"])


def test_figures_show_small_pictures_and_no_keys():
    image, other = make_image(title="Hall"), make_image(title="Quay")
    figure = '<figure data-image="{}" data-alt="A"><figcaption>Talks</figcaption></figure>'
    gallery = f'<div data-gallery="{image.key} {other.key}"></div>'

    comparison = compare(
        article_content(body=figure.format(image.key) + gallery),
        article_content(
            body=figure.format(other.key) + gallery.replace(image.key, "").replace('" ', '"')
        ),
    )

    html = html_of(comparison, "body")
    words = html.replace(f"/{image.key}", "").replace(f"/{other.key}", "")
    assert marked(html, "del") == ["Hall", "Hall"]
    assert marked(html, "ins") == ["Quay"]
    assert 'alt=""' in html
    assert image.credit_line in html
    assert f">{image.key}" not in words


def test_links_to_articles_are_called_by_titles_that_readers_may_see():
    public = make_article("Seen by all")
    draft = make_article("Not yet seen", published=False)
    link = '<p>See <a data-article="{}">this</a>.</p>'

    comparison = compare(
        article_content(body=link.format(public.key)), article_content(body=link.format(draft.key))
    )

    assert remarks(html_of(comparison, "body")) == [
        "the link leads to an article that readers do not see, before to “Seen by all”"
    ]


def test_a_text_that_runs_from_right_to_left_is_compared_so():
    content = article_content("معاهدة", language="ar")

    (part,) = compare(content, replace(content, title="اتفاقية")).parts

    assert (part.language, part.dir) == ("ar", "rtl")


def test_hostile_fields_stay_words():
    author = make_author("<script>alert(1)</script>")
    content = article_content()

    comparison = compare(
        content,
        replace(
            content,
            title="<img src=x onerror=alert(1)>",
            standfirst="</p><ins>",
            byline=[[author.pk, '"><b>']],
            slug='"><script>',
        ),
    )

    html = "".join(part.html for part in comparison.parts)
    assert "<script" not in html
    assert "<img" not in html
    assert html.count("<ins>") == html.count("</ins>")
    assert "&lt;" in html_of(comparison, "byline")


def test_pages_are_compared_too():
    before = PageContent(title="About", slug="about", body="<p>We are.</p>")

    comparison = compare(before, replace(before, body="<p>We were.</p>"))

    assert changes(comparison, "body") == (["are"], ["were"])


def test_the_number_of_queries_does_not_grow_with_what_is_compared():
    def counted(n: int) -> int:
        image = make_image()
        bodies = [
            "".join(
                f'<p>{word} <a data-article="{make_article(f"{word}{i}").key}">x</a></p>'
                f'<figure data-image="{make_image().key}" data-alt=""><figcaption></figcaption>'
                "</figure>"
                for i in range(n)
            )
            for word in ("One", "Two")
        ]
        contents = [
            article_content(
                body=body,
                categories=[make_category(f"C{i}") for i in range(n)],
                tags=[make_tag(f"T{i}") for i in range(n)],
                authors=[make_author(f"A{i}") for i in range(n)],
                lead_image=image,
            )
            for body in bodies
        ]
        with CaptureQueriesContext(connection) as queries:
            assert compare(*contents)
        return len(queries)

    assert counted(1) == counted(4) == 3
