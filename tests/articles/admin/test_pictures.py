"""The picture library, through the admin's own addresses."""

import pytest
from django.core.files.storage import storages
from django.core.handlers.wsgi import WSGIHandler
from django.urls import reverse
from django.utils import timezone

from articles.admin.picking import PER_PAGE
from articles.models import Credit, Image
from iria.pages import Pages
from tests.articles.admin.test_writing import author_client
from tests.iria.pages.asking import Answer
from tests.makers import make_article, make_credit, make_image, make_page, picture_file

pytestmark = pytest.mark.django_db
# The store of pages closes the connection after each request, and a transaction with it.
kept = pytest.mark.django_db(transaction=True)
UPLOAD, PICK, ADD, LIST = (
    reverse(f"admin:articles_image_{name}") for name in ("upload", "pick", "add", "changelist")
)


def change_url(row: Image | Credit) -> str:
    return reverse(f"admin:articles_{row._meta.model_name}_change", args=[row.pk])


def picked(desk, **asked: object) -> list[str]:
    return [found["title"] for found in desk.get(PICK, asked).json()["results"]]


def listed(desk, **asked: object) -> set[str]:
    return {str(image) for image in desk.get(LIST, asked).context["cl"].result_list}


def texts(image: Image, **fields: object) -> dict[str, object]:
    """The form of a picture as it was opened, with what was typed over it."""
    names = ("title", "alt", "caption", "kind")
    shown = {name: getattr(image, name) for name in names} | {"credit": image.credit_id or ""}
    focal = {name: f"{getattr(image, name) * 100:.1f}" for name in ("focal_x", "focal_y")}
    return shown | focal | fields


# Uploads from the editor


def test_an_upload_answers_with_all_that_the_editor_shows(desk, editor):
    typed = {
        "file": picture_file("Hall.png"),
        "alt": " A  blue field ",
        "caption": "A <em>hall</em><script>x</script>",
        "photographer": "Sofia Sand",
        "agency": "TASK",
        "licence": "agency",
    }

    response = desk.post(UPLOAD, typed)

    image = Image.objects.get()
    assert response.status_code == 201
    assert response.json() == {
        "key": image.key,
        "src": storages["pictures"].url(image.renditions()[0].name),
        "width": 480,
        "height": 300,
        "title": "Hall.png",
        "alt": "A blue field",
        "caption": "A <em>hall</em>",
        "credit": "Sofia Sand/TASK",
        "credit_line": "(Image Credit: Sofia Sand/TASK)",
        "missing": False,
        "taken_down": False,
        "url": change_url(image),
        "notices": [],
    }
    assert (image.uploaded_by, image.credit.licence) == (editor, "agency")


@pytest.mark.parametrize(
    ("fields", "name", "sentence"),
    [
        ({"file": ""}, "file", "Choose a file."),
        ({"file": picture_file(data=b"")}, "file", "This file is empty."),
        ({"file": picture_file(data=b"words")}, "file", "not a picture that can be read"),
        ({"alt": "x" * 501}, "alt", "at most 500 characters"),
        ({"photographer": "x" * 201}, "photographer", "at most 200 characters"),
        ({"agency": "TASK", "licence": "mine"}, "licence", "not a valid choice"),
        ({"licence": "cc0"}, "photographer", "Whose licence is it?"),
    ],
    ids=["none", "empty", "words", "alt", "name", "licence", "nobody's"],
)
def test_what_is_refused_says_why_and_leaves_nothing(desk, fields, name, sentence):
    typed = {"file": picture_file(), "agency": "New"} if "file" in fields else {}

    response = desk.post(UPLOAD, {"file": picture_file()} | typed | fields)

    assert response.status_code == 400
    assert list(response.json()["errors"]) == [name]
    assert sentence in response.json()["errors"][name][0]
    assert not Image.objects.exists()
    assert not Credit.objects.exists()


@pytest.mark.parametrize("name", ["alt", "caption", "photographer"])
def test_nul_in_what_was_typed_is_stored_nowhere(desk, name):
    desk.post(UPLOAD, {"file": picture_file(), name: "a\0b"})

    stored = [*Image.objects.values_list("alt", "caption"), *Credit.objects.values_list()]
    assert not [text for row in stored for text in row if "\0" in str(text)]


@pytest.mark.parametrize(
    ("photographer", "licence", "made"),
    [
        ("Zoë Sand", "", 0),
        (" zoë  SAND ", "agency", 0),
        ("ZOË SAND", "", 0),
        ("Zoë Sand", "cc0", 1),
        ("Zoë", "", 1),
        ("", "", 1),
        ("Gone", "", 1),
    ],
)
def test_a_credit_that_stands_already_is_used_again(desk, photographer, licence, made):
    make_credit("Zoë Sand", licence="agency")
    make_credit("Gone", deleted_at=timezone.now())
    typed = {"photographer": photographer, "agency": "task", "licence": licence}

    desk.post(UPLOAD, {"file": picture_file()} | typed)

    assert Credit.objects.count() == 2 + made
    assert Image.objects.get().credit.deleted_at is None


# Picking


def test_pictures_are_found_by_all_words_in_texts_and_credit(desk):
    make_image(title="Square in Kyiv", credit=make_credit("Ann Lens", ""))
    make_image(title="Square in Riga", caption="With a tower", credit=None)
    make_image(picture_file("tower.png"), title="", alt="Something", credit=None)

    assert picked(desk) == ["tower.png", "Square in Riga", "Square in Kyiv"]
    assert picked(desk, q="square") == ["Square in Riga", "Square in Kyiv"]
    assert picked(desk, q="SQUARE lens") == ["Square in Kyiv"]
    assert picked(desk, q="tower") == ["tower.png", "Square in Riga"]
    assert picked(desk, q="nothing") == []


def test_pictures_are_gone_through_by_page(desk):
    Image.objects.bulk_create(Image(title=f"{n}") for n in range(PER_PAGE + 1))

    first, second, third = (desk.get(PICK, {"page": n}).json() for n in (1, 2, 3))

    assert (len(first["results"]), first["more"]) == (PER_PAGE, True)
    assert (len(second["results"]), second["more"]) == (1, False)
    assert (third["results"], third["more"]) == ([], False)


@pytest.mark.parametrize("page", ["0", "-1", "x", "", "10000", "²", "9" * 5000])
def test_a_page_that_is_no_number_is_the_first(desk, page):
    make_image(title="Field")

    assert picked(desk, page=page) == ["Field"]


def test_pictures_of_a_text_are_found_by_their_keys(desk):
    one, gone, _other = (make_image(title=title, credit=None) for title in ("One", "Gone", "O"))
    Image.objects.filter(pk=gone.pk).update(deleted_at=timezone.now())

    found = desk.get(PICK, {"keys": f"{one.key},{gone.key},unknown"}).json()

    assert {(p["title"], p["missing"]) for p in found["results"]} == {
        ("One", False),
        ("Gone", True),
    }
    assert "Gone" not in picked(desk)


def test_who_may_only_look_adds_nothing_and_who_may_only_add_sees_nothing(desk):
    looking, adding = author_client("view_image"), author_client("add_image")

    added = looking.post(UPLOAD, {"file": picture_file()})
    seen = adding.get(PICK)

    assert looking.get(PICK).status_code == 200
    assert (added.status_code, seen.status_code) == (403, 403)
    assert added.json() == {"errors": {"__all__": ["You may not add pictures."]}}
    assert seen.json() == {"errors": {"__all__": ["You may not see the picture library."]}}
    assert desk.get(UPLOAD).status_code == 403
    assert not Image.objects.exists()


# The library


def test_the_list_is_filtered_by_what_is_missing_and_by_kind_and_searched(desk):
    make_image(title="Whole", kind="map", credit=make_credit("Ann Lens", ""))
    make_image(title="No credit", credit=None)
    make_image(title="No alt", alt="")
    Image.objects.create(title="No file", alt="x", credit=make_credit(), to_review=True)
    Image.objects.create(title="Gone", deleted_at=timezone.now())

    assert listed(desk, missing="credit") == {"No credit"}
    assert listed(desk, missing="alt") == {"No alt"}
    assert listed(desk, missing="file") == listed(desk, to_review__exact="1") == {"No file"}
    assert listed(desk, missing="other") == {"Whole", "No credit", "No alt", "No file"}
    assert listed(desk, kind__exact="map") == listed(desk, q="lens") == {"Whole"}


@pytest.mark.parametrize("size", [2, 15])
def test_the_list_takes_the_same_queries_whatever_its_length(
    desk, django_assert_max_num_queries, size
):
    for n in range(size):
        make_image(title=f"{n}")

    with django_assert_max_num_queries(8):
        assert desk.get(LIST).status_code == 200


def test_a_picture_is_added_with_its_texts(desk, editor):
    data = {"upload": picture_file(), "title": "Hall", "alt": "", "kind": "chart"}

    response = desk.post(ADD, data | {"caption": "<b>A</b><script>x</script>", "credit": ""})

    image = Image.objects.get()
    assert response.status_code == 302
    assert (image.title, image.kind, image.uploaded_by) == ("Hall", "chart", editor)
    assert "script" not in image.caption
    assert storages["pictures"].exists(image.renditions()[0].name)


def test_a_file_that_is_refused_loses_nothing_that_was_typed(desk):
    data = {"upload": picture_file(data=b"words"), "title": "Long work", "kind": "map"}

    page = desk.post(ADD, data).content.decode()

    assert "not a picture that can be read" in page
    assert 'value="Long work"' in page
    assert not Image.objects.exists()


@kept
def test_a_file_that_was_missing_is_supplied_and_shown(desk):
    image = Image.objects.create(title="Lost", alt="A hall")
    pages, url = Pages(WSGIHandler()), make_article(lead_image=image).get_absolute_url()
    before = Answer(pages, url).body.decode()

    desk.post(change_url(image), texts(image, upload=picture_file()))

    image.refresh_from_db()
    assert "Picture not available." in before
    assert image.renditions()[-1].name in Answer(pages, url).body.decode()


def test_what_renditions_are_made_of_says_that_they_are_due(desk):
    image, same = make_image(all_renditions=True), make_image(all_renditions=True)

    desk.post(change_url(image), texts(image, kind="map"))
    desk.post(change_url(same), texts(same))

    image.refresh_from_db()
    same.refresh_from_db()
    assert image.renditions_due_at is not None
    assert same.renditions_due_at is None


def test_the_form_names_the_texts_that_use_the_picture(desk):
    image = make_image()
    body = f'<figure data-image="{image.key}" data-alt=""><figcaption></figcaption></figure>'
    article, page = make_article("A treaty", lead_image=image), make_page("About", body=body)

    shown = desk.get(change_url(image)).content.decode()

    for text in (article, page):
        assert f"/{text._meta.model_name}/{text.pk}/change/" in shown
        assert text.title in shown


def test_no_credit_is_deleted(desk):
    credit = make_credit()

    url = change_url(credit).replace("change", "delete")

    assert desk.post(url, {"post": "yes"}).status_code == 403
    assert Credit.objects.get() == credit


# Credits


@kept
def test_a_credit_that_is_changed_shows_wherever_its_pictures_do(desk):
    pages, image = Pages(WSGIHandler()), make_image()
    article = make_article(lead_image=image)
    paths = ("/", article.get_absolute_url())
    before = [Answer(pages, path).body.decode() for path in paths]

    desk.post(change_url(image.credit), {"photographer": "Ann Lens", "agency": ""})

    after = [Answer(pages, path).body.decode() for path in paths]
    assert all("(Image Credit: Sofia Sand/TASK)" in page for page in before)
    assert all("(Image Credit: Ann Lens)" in page for page in after)
