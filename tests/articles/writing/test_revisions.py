import pytest

from articles.models import Article, ArticleImage, Revision
from articles.writing import publishing, revisions
from tests.makers import (
    article_content,
    edit_article,
    make_article,
    make_category,
    make_editor,
    make_image,
    make_page,
)

pytestmark = pytest.mark.django_db


def test_a_draft_follows_each_save():
    article = make_article("First words", published=False)

    edit_article(article, title="Other words")

    article.refresh_from_db()
    assert article.title == "Other words"
    assert article.state == "draft"
    assert article.revisions.count() == 2


def test_the_same_text_saved_again_makes_no_revision():
    article = make_article(published=False)

    first = revisions.save(article, revisions.content_of(article), None)

    assert article.revisions.get() == first


def test_a_text_that_returns_to_an_older_one_makes_a_revision():
    article = make_article("A", published=False)

    edit_article(article, title="B")
    edit_article(article, title="A")

    assert article.revisions.count() == 3


def test_a_published_article_is_not_touched_by_a_save():
    article = make_article("Seen by readers")

    edit_article(article, title="Not yet seen", categories=[make_category().pk])

    row = Article.objects.get(pk=article.pk)
    assert row.title == "Seen by readers"
    assert row.has_unpublished_changes
    assert list(row.categories.all()) == []


def test_a_save_over_a_newer_revision_is_refused():
    article = make_article(published=False)
    seen = article.latest_revision_id
    edit_article(article, title="By somebody else")

    with pytest.raises(revisions.NewerRevision) as refusal:
        revisions.save(article, article_content("Mine"), None, expected=seen)

    assert refusal.value.revision == article.latest_revision
    assert article.revisions.count() == 2


def test_html_is_cleaned_on_the_way_in():
    article = make_article(body='<p onclick="x()">Good<script>alert(1)</script></p><h2>Part</h2>')

    assert article.body == '<p>Good</p><h2 id="part">Part</h2>'


def test_pictures_of_the_newest_draft_are_noted_beside_the_live_ones():
    live, coming = make_image(), make_image()
    figure = '<figure data-image="{}" data-alt=""><figcaption></figcaption></figure>'
    article = make_article(body=figure.format(live.key))

    edit_article(article, body=figure.format(coming.key))

    noted = ArticleImage.objects.filter(article=article).values_list("image", flat=True)
    assert set(noted) == {live.pk, coming.pk}


def test_pictures_that_no_text_names_any_more_are_noted_no_more():
    image = make_image()
    article = make_article(lead_image=image, lead_alt="Blue")

    edit_article(article, lead_image=None)
    publishing.publish(article, None)

    assert not ArticleImage.objects.filter(article=article).exists()


def test_a_revision_remembers_who_saved_it():
    editor = make_editor()

    article = make_article(user=editor)

    assert article.latest_revision.user == editor
    assert article.owner == editor


def test_a_page_has_revisions_of_its_own():
    page = make_page()

    assert page.revisions.count() == 1
    assert Revision.objects.get().article is None
