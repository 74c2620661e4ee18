"""The institute and its staff, through the admin's own addresses."""

import pytest
from django.contrib.auth import authenticate
from django.core.files.base import ContentFile
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client, RequestFactory
from django.urls import reverse

from iria.models import Institute, User
from iria.pages import Pages
from tests.articles.admin.test_writing import author_client, said
from tests.iria.pages.asking import Answer
from tests.makers import make_article, make_user, picture_bytes

pytestmark = pytest.mark.django_db
FORM = reverse("admin:iria_institute_change", args=[1])
STAFF = reverse("admin:iria_user_changelist")
ADD = reverse("admin:iria_user_add")
PASSWORD = "a sentence of some length"


def typed(**fields: object) -> dict[str, object]:
    return {
        "name": "Institute of Rivers",
        "short_name": "RIVERS",
        "tagline": "",
        "about": "",
        "reports_text": "",
        "contact_address": "",
        "postal_address": "",
        "founded": "2001",
        "language": "en",
        "time_zone": "Europe/Berlin",
        "byline_without_author": "on",
        "comments_open": "on",
        "comments_days": "90",
        "comments_trusted_after": "0",
    } | fields


def person(**fields: object) -> dict[str, object]:
    return {
        "address": "new@example.org",
        "name": "New Comer",
        "usable_password": "true",
        "password1": PASSWORD,
        "password2": PASSWORD,
    } | fields


def change_url(user: User) -> str:
    return reverse("admin:iria_user_change", args=[user.pk])


def signs_in(address: str, password: str) -> bool:
    request = RequestFactory().post("/admin/login/")
    return authenticate(request, username=address, password=password) is not None


def errors(response) -> str:
    form = response.context["adminform"].form
    return " ".join(sentence for field in form.errors.values() for sentence in field)


# The institute


def test_the_list_is_the_form_of_the_one_institute(desk):
    response = desk.get(reverse("admin:iria_institute_changelist"))

    assert (response.status_code, response["Location"]) == (302, FORM)


def test_the_form_opens_before_anything_was_stored(desk):
    response = desk.get(FORM)

    assert 'value="IRIA"' in response.content.decode()
    assert not Institute.objects.exists()


@pytest.mark.parametrize("stored", [False, True])
def test_saving_makes_one_row_or_changes_it(desk, stored):
    if stored:
        Institute.current().save()

    response = desk.post(FORM, typed(), follow=True)

    institute = Institute.objects.get()
    assert said(response) == "Saved. Every page shows it from now on."
    assert response.redirect_chain == [(FORM, 302)]
    assert (institute.pk, institute.name, institute.founded) == (1, "Institute of Rivers", 2001)


@pytest.mark.django_db(transaction=True)
def test_the_next_request_for_any_page_shows_it(desk):
    pages = Pages(WSGIHandler())
    article = make_article(slug="one")
    for path in ("/", article.get_absolute_url()):
        Answer(pages, path)

    desk.post(FORM, typed(about="We look at <rivers>.", contact_address="us@rivers.example"))

    for path in ("/", article.get_absolute_url()):
        page = Answer(pages, path).body.decode()
        assert "Institute of Rivers" in page
        assert "We look at &lt;rivers&gt;." in page
        assert 'href="mailto:us@rivers.example"' in page


@pytest.mark.django_db(transaction=True)
def test_a_byline_of_the_institute_goes_when_it_is_unticked(desk):
    pages = Pages(WSGIHandler())
    url = make_article(slug="one").get_absolute_url()
    desk.post(FORM, typed())
    signed = Answer(pages, url).body.decode().count("Institute of Rivers")

    data = typed()
    del data["byline_without_author"]
    desk.post(FORM, data)

    assert Answer(pages, url).body.decode().count("Institute of Rivers") < signed


def test_a_logo_takes_the_place_of_the_mark(desk, client):
    logo = ContentFile(picture_bytes(600, 600), name="logo.png")

    desk.post(FORM, typed(logo=logo))

    url = Institute.objects.get().logo.url
    assert f'src="{url}"' in client.get("/").content.decode()
    assert b"".join(client.get(url).streaming_content)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"time_zone": "Mars/Olympus"}, "Select a valid choice."),
        ({"founded": "999"}, "greater than or equal to 1000"),
        ({"founded": "10000"}, "This year is still to come."),
        ({"name": ""}, "This field is required."),
        ({"contact_address": "nobody"}, "Enter a valid email address."),
        ({"logo": ContentFile(b"<svg/>", name="logo.svg")}, "not a picture that can be a logo"),
    ],
    ids=["zone", "early", "late", "name", "address", "logo"],
)
def test_what_is_refused_changes_nothing(desk, fields, sentence):
    response = desk.post(FORM, typed(**fields))

    assert sentence in errors(response)
    assert not Institute.objects.exists()


def test_there_is_no_second_institute(desk):
    add = desk.get(reverse("admin:iria_institute_add"))
    delete = desk.post(reverse("admin:iria_institute_delete", args=[1]), {"post": "yes"})
    other = desk.get(reverse("admin:iria_institute_change", args=[2]))

    assert (add.status_code, delete.status_code, other.status_code) == (403, 403, 302)


def test_who_may_not_change_the_institute_does_not():
    client = author_client("view_article")

    assert client.post(FORM, typed()).status_code == 403
    assert not Institute.objects.exists()


# Staff


@pytest.mark.parametrize("address", ["müller@example.org", "ann@bücher.example"])
def test_a_new_address_may_have_letters_of_any_script(desk, address):
    response = desk.post(ADD, person(address=address))

    assert response.status_code == 302
    assert User.objects.get(name="New Comer").address == address


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"address": "taken@example.org"}, "Somebody has this address already."),
        ({"address": "TAKEN@example.ORG"}, "Somebody has this address already."),
        ({"address": "nobody"}, "Enter a valid"),
        ({"address": "a\0b@example.org"}, "Null characters are not allowed."),
        ({"address": ""}, "This field is required."),
    ],
)
def test_a_member_of_staff_who_is_refused_is_not_added(desk, fields, sentence):
    make_user("taken@example.org")

    response = desk.post(ADD, person(**fields))

    assert sentence in errors(response)
    assert not User.objects.filter(name="New Comer").exists()


def test_nobody_takes_the_address_of_another(desk):
    make_user("taken@example.org")
    user = make_user("mine@example.org")

    response = desk.post(change_url(user), {"address": "Taken@example.org", "is_active": "on"})

    user.refresh_from_db()
    assert "Somebody has this address already." in errors(response)
    assert user.address == "mine@example.org"


def test_another_address_is_what_they_sign_in_by(desk):
    user = make_user("before@example.org")

    desk.post(
        change_url(user), {"address": "After@example.org", "is_active": "on", "is_staff": "on"}
    )

    assert signs_in("after@example.org", "a long password")
    assert not signs_in("before@example.org", "a long password")


def test_who_leaves_is_deactivated_and_signed_out(desk):
    user = make_user("leaving@example.org", is_superuser=True)
    theirs = Client()
    theirs.force_login(user, backend="iria.rights.RightsBackend")
    before = theirs.get("/admin/").status_code

    desk.post(change_url(user), {"address": user.address, "name": user.name, "is_staff": "on"})

    user.refresh_from_db()
    assert not user.is_active
    assert (before, theirs.get("/admin/").status_code) == (200, 302)
    assert not signs_in("leaving@example.org", "a long password")


def test_nobody_is_deleted(desk):
    user = make_user()

    response = desk.post(reverse("admin:iria_user_delete", args=[user.pk]), {"post": "yes"})
    desk.post(STAFF, {"action": "delete_selected", "_selected_action": [user.pk], "post": "yes"})

    assert response.status_code == 403
    assert User.objects.filter(pk=user.pk).exists()


def test_a_password_is_set_anew_by_a_form_of_its_own(desk):
    user = make_user("known@example.org")
    data = {"usable_password": "true", "password1": PASSWORD, "password2": PASSWORD}

    desk.post(reverse("admin:auth_user_password_change", args=[user.pk]), data)

    assert signs_in("known@example.org", PASSWORD)


def test_staff_are_found_by_name_and_address(desk):
    make_user("ann@rivers.example", name="Ann Writer")
    make_user("bob@hills.example", name="Bob Reader")

    found = [
        [user.name for user in desk.get(STAFF, {"q": q}).context["cl"].result_list]
        for q in ("writer", "HILLS")
    ]

    assert found == [["Ann Writer"], ["Bob Reader"]]


def test_who_may_not_see_the_staff_does_not():
    client = author_client("view_article")

    assert [client.get(url).status_code for url in (STAFF, ADD)] == [403, 403]
