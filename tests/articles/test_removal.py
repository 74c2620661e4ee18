"""Demonstration content comes by a command and goes by one; what staff wrote stays."""

import io
from pathlib import Path

import pytest
from django.core.files.storage import storages
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import CommandError, call_command

from articles.demonstration.files import demo_key
from articles.models import (
    Article,
    Author,
    Category,
    Credit,
    Document,
    Image,
    MenuItem,
    Page,
    Tag,
)
from articles.writing import gate, publishing
from iria.models import Institute, User
from iria.pages import Pages
from tests.iria.pages.asking import Answer
from tests.makers import edit_article, make_article, make_author, make_page, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unscaled")]
MODELS = (Article, Page, Image, Document, Credit, Author, Category, Tag, MenuItem)


def run(name: str, **options: object) -> str:
    out = io.StringIO()
    call_command(name, stdout=out, **options)
    return out.getvalue()


def counts() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in MODELS}


def files() -> set[Path]:
    folders = [Path(storages[name].location) for name in ("pictures", "originals")]
    return {path for folder in folders for path in folder.rglob("*") if path.is_file()}


def demo_picture(name: str = "lake-chad") -> Image:
    return Image.objects.get(key=demo_key("picture", name))


def figure(image: Image) -> str:
    return f'<figure data-image="{image.key}" data-alt=""><figcaption></figcaption></figure>'


# Loading


def test_it_writes_articles_pages_pictures_and_menus(client):
    said = run("load_demo")

    front = client.get("/").content.decode()
    assert said == "The demonstration content is there.\n"
    assert Article.objects.public().count() >= 8
    assert all(counts().values())
    assert "This is a demonstration." in front
    assert Article.objects.public().newest().first().title in front


def test_a_document_is_offered_and_can_be_read(client):
    run("load_demo")
    document = Document.objects.get()

    article = client.get("/articles/nato-enlargements-1949-2024/").content.decode()
    answer = client.get(document.get_absolute_url())

    assert "Members of the Atlantic Alliance by Year of Accession" in article
    assert (document.page_count, document.language) == (2, "en")
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")


def test_a_document_that_an_own_article_offers_stays():
    run("load_demo")
    document = Document.objects.get()
    edit_article(make_article(), documents=[document.pk])

    run("remove_demo")

    assert Document.objects.get() == document
    assert document.original.storage.exists(document.original.name)


def test_nothing_in_it_would_be_stopped_or_named_by_the_gate():
    run("load_demo")

    texts = [*Article.objects.public(), *Page.objects.public()]
    assert len(texts) == 14 + 4
    assert [str(finding) for text in texts for finding in gate.findings(text)] == []
    assert not Image.objects.filter(credit=None).exists()


def test_it_says_nothing_where_nothing_is_to_be_said():
    assert run("load_demo", verbosity=0) == ""


def test_loading_twice_is_loading_once():
    run("load_demo")
    first, written = counts(), files()

    run("load_demo")

    assert counts() == first
    assert files() == written


def test_what_staff_typed_before_is_left_as_it_is():
    Institute.objects.create(pk=1, name="Rivers", tagline="On water")
    MenuItem.objects.create(address="/search/", label="Look")

    run("load_demo")

    institute = Institute.objects.get()
    assert (institute.name, institute.tagline) == ("Rivers", "On water")
    assert [item.label for item in MenuItem.objects.all()] == ["Look"]


def test_production_gets_no_demonstration(settings):
    settings.PRODUCTION = True

    with pytest.raises(CommandError, match="a real site gets no demonstration content"):
        run("load_demo")

    assert not any(counts().values())


# Removing


def test_everything_of_the_demonstration_goes(client, django_capture_on_commit_callbacks):
    run("load_demo")
    removed = sum(model.objects.count() for model in (Article, Page, Image, Document))
    originals = [image.original for image in Image.objects.all()]

    with django_capture_on_commit_callbacks(execute=True):
        said = run("remove_demo")

    told = "articles, pages, pictures and documents of the demonstration removed."
    assert said == f"{removed} {told}\n"
    assert not any(counts().values())
    assert not files()
    assert not [file.name for file in originals if file.storage.exists(file.name)]
    assert "This is a demonstration." not in client.get("/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_readers_see_none_of_it_on_the_next_request():
    run("load_demo")
    pages = Pages(WSGIHandler())
    article = Article.objects.public().newest().first()
    category = article.filings.first().category
    paths = ("/", "/about/", article.get_absolute_url(), category.get_absolute_url())
    before = [Answer(pages, path).status for path in paths]

    run("remove_demo")

    assert before == ["200 OK"] * 4
    assert article.title not in Answer(pages, "/").body.decode()
    assert [Answer(pages, path).status for path in paths[1:]] == ["404 Not Found"] * 3


def test_sentences_of_the_demonstration_leave_the_institute():
    run("load_demo")
    Institute.objects.update(name="Rivers")

    run("remove_demo")

    institute = Institute.objects.get()
    assert (institute.name, institute.is_demonstration) == ("Rivers", False)
    assert (institute.tagline, institute.about, institute.contact_address) == ("", "", "")


def test_what_staff_typed_into_the_institute_stays():
    run("load_demo")
    Institute.objects.update(about="On water.", contact_address="us@rivers.example")

    run("remove_demo")

    institute = Institute.objects.get()
    assert (institute.about, institute.contact_address) == ("On water.", "us@rivers.example")


def test_removing_twice_removes_nothing_more():
    run("load_demo")
    run("remove_demo")
    make_article("Ours")

    said = run("remove_demo")

    assert said.startswith("0 articles")
    assert Article.objects.get().title == "Ours"


def test_removal_without_any_demonstration_touches_nothing(client):
    article = make_article("Ours", authors=[make_author()])
    make_page("About")
    before = counts()

    run("remove_demo")

    assert counts() == before
    assert client.get(article.get_absolute_url()).status_code == 200


def test_production_may_be_rid_of_it(settings):
    run("load_demo")
    settings.PRODUCTION = True

    run("remove_demo")

    assert not Article.objects.exists()


def test_an_article_of_ours_keeps_what_it_uses_of_the_demonstration(client):
    run("load_demo")
    image, author = demo_picture(), Author.objects.get(slug="ousmane-charidou")
    category, tag = Category.objects.first(), Tag.objects.first()
    ours = make_article(
        "Ours", lead_image=image, authors=[author], categories=[category], tags=[tag]
    )

    run("remove_demo")

    page = client.get(ours.get_absolute_url()).content.decode()
    assert Article.objects.get() == ours
    assert [image.title, image.credit.line, author.name, category.name] == [
        Image.objects.get().title,
        Credit.objects.get().line,
        Author.objects.get().name,
        Category.objects.get().name,
    ]
    assert Tag.objects.get() == tag
    assert image.credit_line in page
    assert all(storages["pictures"].exists(r.name) for r in image.renditions())
    assert image.original.storage.exists(image.original.name)


@pytest.mark.parametrize("published", [True, False])
def test_a_picture_in_a_text_of_ours_stays(published):
    run("load_demo")
    in_article, in_page = demo_picture("lake-chad"), demo_picture("four-straits")
    make_article("Ours", body=figure(in_article), published=published)
    make_page("Us", body=figure(in_page), published=published)

    run("remove_demo")

    assert set(Image.objects.all()) == {in_article, in_page}


def test_a_picture_in_a_draft_of_a_live_article_stays():
    run("load_demo")
    image = demo_picture()
    ours = make_article("Ours")
    edit_article(ours, body=figure(image))

    run("remove_demo")

    assert Image.objects.get() == image


def test_a_portrait_stays():
    run("load_demo")
    image = demo_picture()
    make_author("Ours", portrait=image)

    run("remove_demo")

    assert Image.objects.get() == image


def test_an_author_with_a_login_stays():
    run("load_demo")
    Author.objects.filter(slug="ousmane-charidou").update(user=make_user())

    run("remove_demo")

    assert [author.slug for author in Author.objects.all()] == ["ousmane-charidou"]


def test_what_only_a_draft_or_an_old_version_of_ours_names_stays():
    run("load_demo")
    old, new = Category.objects.all()[:2]
    author, tag = Author.objects.first(), Tag.objects.first()
    ours = make_article("Ours", categories=[old], authors=[author], tags=[tag])
    publishing.publish(edit_article(ours, categories=[], byline=[], tags=[]), None)
    edit_article(ours, categories=[new.pk])

    run("remove_demo")

    assert set(Category.objects.all()) == {old, new}
    assert [*Author.objects.all(), *Tag.objects.all()] == [author, tag]


def test_a_category_above_or_merged_with_ours_stays():
    run("load_demo")
    above, into = Category.objects.all()[:2]
    Category.objects.create(name="Ours", slug="ours", parent=above)
    Category.objects.create(name="Gone", slug="gone", merged_into=into)

    run("remove_demo")

    assert {above, into} <= set(Category.objects.all())
    assert Category.objects.count() == 4


def test_nobody_of_the_staff_goes():
    run("load_demo")
    user = make_user()

    run("remove_demo")

    assert User.objects.get() == user


def test_a_text_that_a_person_changed_stays(editor):
    run("load_demo")
    article = Article.objects.get(slug="narrow-straits")
    edit_article(article, editor, title="Straits, written anew")

    run("remove_demo")

    assert [a.title for a in Article.objects.all()] == [article.title]
    assert article.revisions.count() == 2
