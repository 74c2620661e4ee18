"""The library of pictures: its grid, one credit for many, files that come twice, another file,
deletion."""

import io

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.storage import storages
from django.core.handlers.wsgi import WSGIHandler
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Credit, Image
from articles.writing import binning
from articles.writing.revisions import content_of
from iria.pages import Pages
from tests.articles.admin.test_pictures import LIST, UPLOAD, change_url, kept, listed, texts
from tests.articles.admin.test_writing import author_client
from tests.iria.pages.asking import Answer
from tests.makers import (
    client_of,
    edit_article,
    make_article,
    make_author,
    make_credit,
    make_image,
    make_member,
    make_page,
    picture_bytes,
    picture_file,
)
from tests.newsletter.making import make_campaign

pytestmark = pytest.mark.django_db
MANY = reverse("admin:articles_image_many")


def delete_url(image: Image) -> str:
    return reverse("admin:articles_image_delete", args=[image.pk])


def said_of(row: Image) -> list[str]:
    lines = LogEntry.objects.filter(object_id=str(row.pk), content_type__model="image")
    return list(lines.order_by("pk").values_list("change_message", flat=True))


def another(name: str = "other.png", colour: str = "red") -> io.BytesIO:
    return picture_file(name, picture_bytes(640, 400, colour=colour))


def public_files(image: Image) -> list[str]:
    _folders, names = storages["pictures"].listdir(image.key[:2])
    return [name for name in names if name.startswith(image.key)]


# The grid


def test_cards_say_what_is_to_be_done(desk):
    used = make_image(title="Whole")
    make_article(lead_image=used)
    make_image(title="Bare", alt="", credit=None, to_review=True)

    page = desk.get(LIST).content.decode()

    assert page.count("not used") == page.count("no alternative text") == 1
    assert page.count(">no credit<") == page.count(">to review<") == 1
    assert "Sofia Sand/TASK" in page


def test_pictures_are_filtered_by_use_and_by_agency(desk):
    make_article(lead_image=make_image(title="Lead", credit=make_credit("", "Kremlin")))
    make_page(body=f'<figure data-image="{make_image(title="On a page").key}"></figure>')
    make_author(portrait=make_image(title="Face", credit=None))
    gone = make_image(title="Shown instead", credit=None)
    Image.objects.create(title="Taken down", stand_in=gone)
    make_image(title="Idle", credit=make_credit("Ann", "Kremlin"))

    assert listed(desk, used="no") == {"Idle", "Taken down"}
    assert listed(desk, used="yes") == {"Lead", "On a page", "Face", "Shown instead"}
    assert listed(desk, agency="Kremlin") == {"Lead", "Idle"}
    assert listed(desk, agency="Nobody's") == set()


def test_a_picture_of_a_draft_alone_is_in_use(desk):
    old, new = make_image(title="Old"), make_image(title="New")
    edit_article(make_article(lead_image=old), lead_image=new.pk)

    assert listed(desk, used="yes") == {"Old", "New"}


@pytest.mark.parametrize("size", [3, 60])
def test_the_grid_takes_the_same_queries_whatever_its_length(
    desk, django_assert_num_queries, size
):
    made = [make_credit("Ann", f"Agency {n}") for n in range(3)]
    Image.objects.bulk_create(
        Image(title=f"{n}", rendition_hash="a", width=9, height=9, credit=made[n % 3])
        for n in range(size)
    )

    with django_assert_num_queries(QUERIES):
        assert desk.get(LIST).status_code == 200


QUERIES = 7


# One credit for many


def ticked(*images: Image, **typed: object) -> dict[str, object]:
    return {"action": "set_credit", "_selected_action": [i.pk for i in images]} | typed


def test_the_first_page_shows_what_is_chosen_and_changes_nothing(desk):
    one, two = make_image(title="Hall", credit=None), make_image(title="Square")

    page = desk.post(LIST, ticked(one, two)).content.decode()

    assert "2 pictures get this credit" in page
    assert "Hall" in page
    assert "1 of them has a credit already" in page
    assert Image.objects.get(pk=one.pk).credit is None


@kept
def test_a_credit_for_many_shows_at_once_and_is_logged_for_each(desk):
    one, two, other = (make_image(title=t, credit=None) for t in ("One", "Two", "Other"))
    three = make_image(title="Three", credit=make_credit("Old", "Name"))
    credit = make_credit("Ann Lens", "")
    Image.objects.update(renditions_due_at=None)
    pages, url = Pages(WSGIHandler()), make_article(lead_image=one).get_absolute_url()
    before = Answer(pages, url).body.decode()

    response = desk.post(LIST, ticked(one, two, three, asked=1, credit=credit.pk))

    assert response.status_code == 302
    assert set(Image.objects.filter(credit=credit)) == {one, two, three}
    assert Image.objects.get(pk=other.pk).credit is None
    assert "Ann Lens" not in before
    assert "(Image Credit: Ann Lens)" in Answer(pages, url).body.decode()
    assert said_of(one) == ["Credit: nothing → “Ann Lens”."]
    assert said_of(three) == ["Credit: “Old/Name” → “Ann Lens”."]
    due = Image.objects.exclude(renditions_due_at=None).values_list("title", flat=True)
    assert set(due) == {"One", "Two", "Three"}


def test_a_new_credit_is_typed_once_for_all(desk):
    images = [make_image(title=f"{n}", credit=None) for n in range(3)]
    typed = {"asked": 1, "credit": "", "photographer": " Ann  Lens", "agency": "", "licence": ""}

    desk.post(LIST, ticked(*images, **typed))

    credit = Credit.objects.get()
    assert credit.line == "Ann Lens"
    assert Image.objects.filter(credit=credit).count() == 3


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"credit": ""}, "Choose a credit, or type a new one below."),
        ({"credit": "0"}, "This credit is no longer there."),
        ({"photographer": "x" * 201}, "at most 200 characters"),
        ({"licence": "cc0"}, "Whose licence is it?"),
        ({"both": True, "agency": "New"}, "Choose one or type a new one, not both."),
    ],
)
def test_a_credit_that_is_none_is_refused_and_changes_nothing(desk, typed, sentence):
    image, credit = make_image(credit=None), make_credit()
    if typed.pop("both", False):
        typed["credit"] = credit.pk

    page = desk.post(LIST, ticked(image, asked=1, **typed)).content.decode()

    assert sentence in page
    assert Image.objects.get().credit is None
    assert Credit.objects.count() == 1


def test_who_may_not_change_pictures_sets_no_credit(db):
    image, credit = make_image(credit=None), make_credit()
    author = client_of(make_member("Author"))

    author.post(LIST, ticked(image, asked=1, credit=credit.pk))

    assert Image.objects.get().credit is None


# Many files, and files that come twice


def test_of_many_files_each_is_taken_or_named_with_what_is_wrong(desk):
    files = [another(f"{n}.png", (n, 0, 0)) for n in range(5)]
    files[1:1] = [picture_file("words.jpg", b"words"), picture_file("empty.png", b"")]
    files.append(picture_file("cut.png", picture_bytes(mode="RGB")[:200]))

    page = desk.post(MANY, {"files": files}).content.decode()

    assert Image.objects.count() == 5
    assert "5 of 8 files are in the library now." in page
    for name in ("words.jpg", "empty.png", "cut.png"):
        assert name in page
    assert "not a picture that can be read" in page
    assert "This file is empty" in page


def test_a_form_without_a_file_says_so(desk):
    assert "Choose a file." in desk.post(MANY).content.decode()


def test_a_file_that_is_there_already_is_offered_with_its_credit(desk):
    first = make_image(title="Hall")

    response = desk.post(UPLOAD, {"file": picture_file()})
    page = desk.post(MANY, {"files": [picture_file("twice.png")]}).content.decode()

    assert response.status_code == 409
    assert response.json()["same"]["key"] == first.key
    said = "This picture is in the library already: “Hall” (Sofia Sand/TASK)."
    assert response.json()["errors"] == {"file": [said]}
    assert "0 of 1 files are in the library now." in page
    assert f'href="{change_url(first)}">Hall (Sofia Sand/TASK)' in page
    assert Image.objects.get() == first


def test_both_are_kept_where_somebody_says_so(desk):
    make_image()

    one = desk.post(UPLOAD, {"file": picture_file(), "again": "1"})
    desk.post(MANY, {"files": [picture_file()], "again": "1"})

    assert one.status_code == 201
    assert Image.objects.count() == 3


def test_what_was_deleted_is_not_offered(desk):
    first = make_image()
    Image.objects.filter(pk=first.pk).update(deleted_at=timezone.now())

    assert desk.post(UPLOAD, {"file": picture_file()}).status_code == 201


def test_what_was_taken_down_is_neither_offered_nor_taken_again(desk):
    first = make_image()
    Image.objects.filter(pk=first.pk).update(taken_down_at=timezone.now())

    response = desk.post(UPLOAD, {"file": picture_file()})

    assert response.status_code == 400
    assert "was taken down" in response.json()["errors"]["file"][0]
    assert Image.objects.get() == first


def test_who_may_not_see_the_library_is_told_of_no_picture(db):
    make_image(title="Secret")
    client = author_client("add_image")

    one = client.post(UPLOAD, {"file": picture_file()})
    page = client.post(MANY, {"files": [picture_file()]}).content.decode()

    assert one.status_code == 201
    assert "Secret" not in page
    assert Image.objects.count() == 3


def test_the_form_of_a_new_picture_tells_of_the_first(desk):
    make_image(title="Hall")
    typed = {"upload": picture_file(), "title": "Again", "kind": "photograph"}

    page = desk.post(reverse("admin:articles_image_add"), typed, follow=True).content.decode()

    assert "The same file is in the library already" in page
    assert Image.objects.count() == 2


# The focal point


def test_a_focal_point_is_typed_in_percent_and_renditions_are_due(desk):
    image = make_image()

    desk.post(change_url(image), texts(image, focal_x="33.3", focal_y="0"))

    image.refresh_from_db()
    assert (image.focal_x, image.focal_y) == (0.333, 0)
    assert image.renditions_due_at is not None
    assert 'value="33.3"' in desk.get(change_url(image)).content.decode()


@pytest.mark.parametrize("typed", ["101", "-1", "x", "", "nan"])
def test_a_focal_point_outside_the_picture_is_refused(desk, typed):
    image = make_image()

    page = desk.post(change_url(image), texts(image, focal_x=typed, title="Typed"))

    assert page.status_code == 200
    assert 'value="Typed"' in page.content.decode()
    assert Image.objects.get().focal_x == 0.5


# Another file


@kept
def test_another_file_keeps_all_that_was_said_of_the_picture(desk):
    image = make_image(title="Hall", caption="A <em>hall</em>")
    Image.objects.update(focal_x=0.2)
    image.refresh_from_db()
    body = f'<figure data-image="{image.key}" data-alt="Own"><figcaption>Own</figcaption></figure>'
    article = make_article(lead_image=image, lead_caption="Theirs", body=body)
    before, former = content_of(article), image.original.name
    pages, url = Pages(WSGIHandler()), article.get_absolute_url()
    old_page = Answer(pages, url).body.decode()

    desk.post(change_url(image), texts(image, upload=another()))

    now = Image.objects.get()
    kept_ones = ("key", "title", "alt", "caption", "credit", "focal_x", "kind")
    assert all(getattr(now, name) == getattr(image, name) for name in kept_ones)
    assert now.sha256 != image.sha256
    assert now.file_name == "other.png"
    article = Article.objects.get()
    assert content_of(article) == before
    assert article.body == body
    shown = now.renditions()[-1].name
    assert shown not in old_page
    assert shown in Answer(pages, url).body.decode()
    assert storages["originals"].exists(former)
    assert now.original.name != former
    (said,) = said_of(now)
    assert f"“picture.png” → “other.png”; the former one is kept as {former}." in said


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"words", "not a picture that can be read"),
        (picture_bytes(), "This is the file that the picture has already."),
        (picture_bytes(9000, 9000, mode="L", colour=0), "too many pixels"),
    ],
    ids=["words", "itself", "pixels"],
)
def test_a_file_that_is_refused_changes_nothing(desk, data, sentence):
    image = make_image()
    before = Image.objects.values().get()

    page = desk.post(
        change_url(image), texts(image, title="Typed", upload=picture_file(data=data))
    ).content.decode()

    assert sentence in page
    assert 'value="Typed"' in page
    assert Image.objects.values().get() == before
    assert storages["originals"].exists(image.original.name)


def test_a_save_leaves_what_a_worker_wrote_meanwhile(desk, monkeypatch):
    image = make_image()
    write = Image.save

    def save(row, *args, **kwargs):
        Image.objects.filter(pk=row.pk).update(rendition_hash="made-meanwhile")
        write(row, *args, **kwargs)

    monkeypatch.setattr(Image, "save", save)
    desk.post(change_url(image), texts(image, title="New"))

    now = Image.objects.get()
    assert (now.title, now.rendition_hash) == ("New", "made-meanwhile")


# Uses, and deletion


def test_the_form_names_authors_campaigns_and_stand_ins(desk):
    image = make_image(title="Hall")
    article = make_article("A treaty", lead_image=image)
    make_campaign(article, subject="The weekly mail")
    make_author("Ada Writer", portrait=image)
    Image.objects.create(title="Taken down", stand_in=image)
    binning.put_away(make_article("Old draft", published=False, lead_image=image), None)

    page = desk.get(change_url(image)).content.decode()

    for name in ("A treaty", "The weekly mail", "Ada Writer", "Taken down"):
        assert f'">{name}</a>' in page
    assert "1 in the bin" in page
    assert "Old draft" not in page


def test_campaigns_are_counted_for_who_may_not_open_them(db):
    image = make_image()
    make_campaign(make_article("A treaty", lead_image=image), subject="The weekly mail")
    pictures = client_of(make_member("Picture desk"))

    page = pictures.get(change_url(image)).content.decode()

    assert "Campaigns: 1 other" in page
    assert "The weekly mail" not in page


def test_the_form_takes_the_same_queries_however_often_a_picture_is_used(
    desk, django_assert_max_num_queries
):
    image = make_image()
    for n in range(4):
        make_campaign(make_article(f"Article {n}", lead_image=image))

    with django_assert_max_num_queries(30):
        desk.get(change_url(image))


def test_what_is_in_use_is_not_deleted_and_says_where(desk):
    image = make_image()
    article = make_article("A treaty", lead_image=image)
    withdrawn = edit_article(article, lead_image=make_image(title="New").pk)

    asked = desk.get(delete_url(image)).content.decode()
    answer = desk.post(delete_url(image))

    assert withdrawn.has_unpublished_changes
    assert "A treaty" in asked
    assert "<form" not in asked[asked.index('id="content-main"') :]
    assert answer.status_code == 409
    assert Image.objects.get(pk=image.pk).deleted_at is None


@pytest.mark.django_db(transaction=True)
def test_what_nothing_uses_is_deleted_and_its_original_stays(desk):
    image = make_image(title="Hall")
    assert public_files(image)

    asked = desk.get(delete_url(image))
    unchanged = Image.objects.get().deleted_at
    desk.post(delete_url(image))

    image = Image.objects.get()
    assert b"Nothing uses it." in asked.content
    assert unchanged is None
    assert image.deleted_at is not None
    assert public_files(image) == []
    assert storages["originals"].exists(image.original.name)
    assert said_of(image) == ["Deleted."]
    assert listed(desk) == set()
    assert desk.post(delete_url(image)).status_code == 404


def test_pictures_are_not_deleted_by_the_list(desk):
    image = make_image()
    data = {"action": "delete_selected", "_selected_action": image.pk, "post": "yes"}

    desk.post(LIST, data)

    assert Image.objects.get().deleted_at is None
