"""What those are offered who may write and not see the library, or not add to it; and whose drafts
a picture names."""

import pytest
from django.urls import reverse

from articles.models import Article
from articles.writing.forms import seen
from articles.writing.revisions import content_of
from tests.articles.admin.test_writing import ADD, author_client, change_url, typed
from tests.makers import client_of, make_article, make_image, make_member, make_page

pytestmark = pytest.mark.django_db
MAY_WRITE = ("view_article", "change_article", "add_article")


def page(client, url: str) -> str:
    return client.get(url).content.decode()


def test_who_may_not_see_the_library_is_offered_no_picture(db):
    without, looking = author_client(*MAY_WRITE), author_client(*MAY_WRITE, "view_image")
    adding = author_client(*MAY_WRITE, "view_image", "add_image")

    pages = [page(client, ADD) for client in (without, looking, adding)]

    assert ["data-pick-url" in page for page in pages] == [False, True, True]
    assert ["data-upload-url" in page for page in pages] == [False, False, True]
    assert ["Lead picture" in page for page in pages] == [False, True, True]
    assert all("data-find-url" in page for page in pages)


def test_the_lead_picture_stays_where_who_may_not_see_it_saves(db):
    client, image, other = author_client(*MAY_WRITE), make_image(), make_image(title="Other")
    article = make_article(
        published=False,
        user=client.user,
        lead_image=image,
        lead_alt="A blue field",
        lead_caption="A field",
    )
    data = typed(title="Changed", revision=seen(article), lead_image=other.key, _save="")

    response = client.post(change_url(article), data)

    article = Article.objects.get()
    content = content_of(article)
    assert response.status_code == 302
    assert (content.title, content.lead_image) == ("Changed", image.pk)
    assert (content.lead_caption, content.lead_alt) == ("A field", "A blue field")
    assert article.lead_image == image


def test_a_new_text_has_no_lead_picture_that_its_writer_may_not_see(db):
    client, image = author_client(*MAY_WRITE), make_image()

    client.post(ADD, typed(lead_image=image.key, _save=""))

    assert Article.objects.get().lead_image is None


def test_a_picture_names_the_drafts_of_others_to_nobody_but_counts_them(db):
    image, author = make_image(), make_member("Author", name="Au Thor")
    fields = {"published": False, "lead_image": image}
    mine = make_article("My draft", user=author, **fields)
    make_article("Their secret", **fields)
    make_article("Their other secret", **fields)
    live = make_article("Live for all", lead_image=image)
    make_page("A page", body=f'<figure data-image="{image.key}"></figure>')
    url = reverse("admin:articles_image_change", args=[image.pk])

    as_author = page(client_of(author), url)
    as_pictures = page(client_of(make_member("Picture desk")), url)
    as_editor = page(client_of(make_member("Editor")), url)

    assert f'<a href="{change_url(mine)}">My draft</a>' in as_author
    assert f'<a href="{live.get_absolute_url()}">Live for all</a>' in as_author
    assert '">A page</a>' in as_author
    assert "secret" not in as_author
    assert "2 drafts of others" in as_author
    assert "My draft" not in as_pictures
    assert "3 drafts of others" in as_pictures
    assert f'<a href="{change_url(live)}">Live for all</a>' in as_editor
    assert "Their secret" in as_editor
    assert "of others" not in as_editor


def test_a_picture_that_nothing_uses_says_so(desk):
    image = make_image()

    shown = page(desk, reverse("admin:articles_image_change", args=[image.pk]))

    assert "nothing yet" in shown


def test_who_may_not_see_the_staff_sees_the_login_of_an_author_and_chooses_none(db):
    editor, administrator = make_member("Editor"), make_member("Administrator")
    url = reverse("admin:articles_author_add")

    as_editor, as_administrator = (page(client_of(user), url) for user in (editor, administrator))

    assert 'name="user"' not in as_editor
    assert 'name="portrait"' in as_editor
    assert 'name="user"' in as_administrator
