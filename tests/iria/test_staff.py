"""Who may sign in, and who decides that, through the desk's own addresses."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse

from iria import roles
from iria.models import Letter, User
from tests.makers import client_of, make_member, make_user

pytestmark = pytest.mark.django_db
ADD = reverse("admin:iria_user_add")
PASSWORDS = {"password1": "quite a long one", "password2": "quite a long one"}
TAKEN = ["Somebody has this address already."]


def change_url(user: User) -> str:
    return reverse("admin:iria_user_change", args=[user.pk])


def typed(user: User, **fields: object) -> dict[str, object]:
    return {
        "name": user.name,
        "address": user.address,
        "is_active": "on",
        "is_staff": "on",
        **_dates(),
    } | fields


def _dates() -> dict[str, str]:
    return {"date_joined_0": "2026-01-01", "date_joined_1": "00:00"}


@pytest.fixture
def manager() -> Client:
    """Somebody who may add and change staff and groups, and no more."""
    # Tests that commit empty the tables, the groups of the migration too.
    roles.install()
    user = make_user(name="Man Ager")
    names = ("add_user", "change_user", "view_user", "add_group", "change_group", "delete_group")
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    client = Client()
    client.force_login(user, backend="iria.rights.RightsBackend")
    client.user = user
    return client


def errors(response) -> dict[str, list[str]]:
    return response.context["adminform"].form.errors


def test_somebody_new_is_invited(desk):
    response = desk.post(ADD, {"address": "New@Example.org", "name": "New"}, follow=True)

    user, letter = User.objects.get(name="New"), Letter.objects.get()
    assert "An invitation to choose a password is on its way" in response.content.decode()
    assert (user.address, user.address_key) == ("New@Example.org", "new@example.org")
    assert not user.has_usable_password()
    assert (letter.kind, letter.address) == ("invitation", "New@Example.org")


@pytest.mark.parametrize("address", ["ada@bücher.example", "ADA@XN--BCHER-KVA.example"])
def test_an_address_is_given_once_however_it_is_spelt(desk, address):
    make_user("Ada@bücher.example")

    response = desk.post(ADD, {"address": address, "name": "Twin"} | PASSWORDS)

    assert errors(response) == {"address": TAKEN}
    assert not User.objects.filter(name="Twin").exists()


def test_nobody_is_changed_to_the_address_of_another(desk):
    make_user("ada@example.org")
    other = make_user("other@example.org", name="Other")

    response = desk.post(change_url(other), typed(other, address="Ada@EXAMPLE.org"))

    assert errors(response) == {"address": TAKEN}
    other.refresh_from_db()
    assert other.address_key == "other@example.org"


def test_the_own_address_may_be_spelt_anew(desk):
    user = make_user("ada@example.org", name="Ada")

    response = desk.post(change_url(user), typed(user, address="Ada@Example.org"))

    user.refresh_from_db()
    assert response.status_code == 302
    assert (user.address, user.address_key) == ("Ada@Example.org", "ada@example.org")


def test_nobody_is_without_an_address(desk):
    user = make_user("ada@example.org", name="Ada")

    added = desk.post(ADD, {"address": "", "name": "New"} | PASSWORDS)
    changed = desk.post(change_url(user), typed(user, address=""))

    assert list(errors(added)) == list(errors(changed)) == ["address"]
    assert User.objects.get(pk=user.pk).address == "ada@example.org"


def test_what_is_no_address_is_refused_once(desk):
    response = desk.post(ADD, {"address": "nobody", "name": "New"} | PASSWORDS)

    assert list(errors(response)) == ["address"]


def test_who_manages_staff_gives_no_rights_but_their_own(manager):
    group, other = Group.objects.get(name="Editor"), make_user(name="Other")
    staff = Group.objects.create(name="Staff")
    staff.permissions.set(manager.user.user_permissions.all())

    for user in (manager.user, other):
        refused = manager.post(change_url(user), typed(user, groups=[group.pk]))
        data = typed(user, name="Renamed", is_superuser="on", groups=[staff.pk])
        manager.post(change_url(user), data)
        assert list(errors(refused)) == ["groups"]

    for user in User.objects.filter(pk__in=[manager.user.pk, other.pk]):
        names = [group.name for group in user.groups.all()]
        assert (user.name, user.is_superuser, names) == ("Renamed", False, ["Staff"])


@pytest.mark.parametrize("is_active", [True, False], ids=["active", "left"])
def test_who_may_do_more_is_neither_changed_nor_given_a_password(manager, is_active):
    above = make_member("Editor", name="Above", is_active=is_active)
    password = reverse("admin:auth_user_password_change", args=[above.pk])

    answers = [
        manager.post(change_url(above), typed(above, name="Renamed")),
        manager.post(password, PASSWORDS),
    ]

    above.refresh_from_db()
    assert [answer.status_code for answer in answers] == [403, 403]
    assert (above.name, above.check_password("a long password")) == ("Above", True)


def test_an_administrator_gives_every_role_and_makes_no_superuser():
    client = client_of(make_member("Administrator"))
    other = make_user(name="Other")
    groups = list(Group.objects.filter(name__in=roles.ROLES))

    client.post(
        change_url(other),
        typed(other, is_superuser="on", groups=[group.pk for group in groups]),
    )

    other.refresh_from_db()
    assert set(other.groups.all()) == set(groups)
    assert not other.is_superuser


def test_who_manages_staff_leaves_superusers_alone(manager, editor):
    url = reverse("admin:auth_user_password_change", args=[editor.pk])

    answers = [
        manager.post(change_url(editor), typed(editor, name="Renamed")),
        manager.post(url, PASSWORDS),
    ]

    editor.refresh_from_db()
    assert [answer.status_code for answer in answers] == [403, 403]
    assert editor.name == "Ed Itor"
    assert editor.check_password("a long password")


def test_who_manages_staff_writes_no_rights_of_groups(manager):
    group = Group.objects.create(name="Editors")

    answers = [
        manager.post(reverse("admin:auth_group_add"), {"name": "New"}),
        manager.post(reverse("admin:auth_group_change", args=[group.pk]), {"name": "Other"}),
        manager.post(reverse("admin:auth_group_delete", args=[group.pk]), {"post": "yes"}),
    ]

    assert [answer.status_code for answer in answers] == [403, 403, 403]
    assert set(Group.objects.values_list("name", flat=True)) == {*roles.ROLES, "Editors"}


def test_superusers_give_rights(desk):
    group, user = Group.objects.create(name="Editors"), make_user(name="Other")

    desk.post(change_url(user), typed(user, is_superuser="on", groups=[group.pk]))

    user.refresh_from_db()
    assert (user.is_superuser, list(user.groups.all())) == (True, [group])


def test_a_password_is_set_or_not_and_nothing_of_it_shows(desk):
    user = make_user(name="Other")

    page = desk.get(change_url(user)).content.decode()

    assert "<strong>Set</strong>" in page
    assert "Set a new password" in page
    assert "algorithm" not in page
    assert "hash" not in page.partition("<main")[2]


def test_the_forms_of_staff_speak_of_no_other_ways_in(desk):
    user = make_user(name="Other")
    password = reverse("admin:auth_user_password_change", args=[user.pk])

    pages = [desk.get(url).content.decode() for url in (ADD, change_url(user), password)]

    for page in pages:
        assert "LDAP" not in page
        assert "Designates" not in page
        assert "authenticate" not in page
    assert "usable_password" not in pages[0]


def test_a_new_password_is_set_for_another(desk):
    user = make_user(name="Other")
    url = reverse("admin:auth_user_password_change", args=[user.pk])

    response = desk.post(url, {"usable_password": "true", "set-password": ""} | PASSWORDS)

    user.refresh_from_db()
    assert response.status_code == 302
    assert user.check_password("quite a long one")
