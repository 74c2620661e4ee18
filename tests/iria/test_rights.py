"""Rights are those of the person and of every group, asked in one query."""

import pytest
from django.contrib.auth.models import Permission

from iria import roles
from iria.models import User
from tests.makers import make_editor, make_member

pytestmark = pytest.mark.django_db


def test_rights_of_the_person_and_of_all_groups_add_up(django_assert_num_queries):
    user = make_member("Moderator", "Picture desk")
    user.user_permissions.add(Permission.objects.get(codename="view_campaign"))
    user = User.objects.get(pk=user.pk)

    with django_assert_num_queries(1):
        rights = user.get_all_permissions()
        may = [user.has_perm("articles.change_credit"), user.has_module_perms("newsletter")]

    assert rights == {*roles.COMMENTS, *roles.PICTURES, "newsletter.view_campaign"}
    assert may == [True, True]


def test_who_left_may_nothing_and_who_has_all_rights_everything():
    left = make_member("Administrator", is_active=False)

    assert left.get_all_permissions() == set()
    assert len(make_editor().get_all_permissions()) == Permission.objects.count()


@pytest.mark.parametrize("name", roles.ROLES)
def test_a_role_has_the_rights_that_are_written_down_and_no_more(name):
    assert make_member(name).get_all_permissions() == set(roles.ROLES[name])
