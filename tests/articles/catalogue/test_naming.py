import pytest

from articles.catalogue import naming
from articles.models import Category, Page, Tag
from iria import oldaddresses
from tests.makers import make_category, make_tag

pytestmark = pytest.mark.django_db


def test_a_name_that_is_taken_gets_the_next_number():
    slugs = [make_tag("Treaties").slug for _ in range(3)]

    assert slugs == ["treaties", "treaties-2", "treaties-3"]


def test_a_name_without_a_latin_letter_still_gets_an_address():
    assert make_category("Европа").slug == "category"


def test_an_address_that_once_was_another_s_is_not_free():
    oldaddresses.keep("/tags/treaties/", "/tags/law/")

    assert not naming.is_free(Tag, "treaties")
    assert naming.is_free(Category, "treaties")


@pytest.mark.parametrize("slug", ["admin", "articles", "newsletter", "search"])
def test_a_page_takes_no_address_of_the_site(slug):
    assert not naming.is_free(Page, slug)
    assert naming.is_free(Tag, slug)


@pytest.mark.parametrize(
    ("name", "typed"), [("Europe", "EUROPE"), ("Европа", "ЕВРОПА"), ("Ülkü", "ÜLKÜ")]
)
def test_names_are_the_same_in_any_capitals_and_script(name, typed):
    row = make_category(name)
    make_category(f"{name} and more")

    assert list(naming.same_name(Category.objects.all(), typed)) == [row]
