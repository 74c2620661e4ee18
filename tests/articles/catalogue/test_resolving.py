import pytest
from django.utils import timezone

from articles.catalogue.resolving import resolved
from articles.models import Category
from tests.makers import make_category

pytestmark = pytest.mark.django_db


def test_merged_rows_lead_to_the_one_that_stands_and_deleted_ones_nowhere():
    first, second, third, gone = (make_category(name) for name in ("A", "B", "C", "D"))
    Category.objects.filter(pk=first.pk).update(merged_into=second)
    Category.objects.filter(pk=second.pk).update(merged_into=third)
    Category.objects.filter(pk=gone.pk).update(deleted_at=timezone.now())

    found = resolved("Category", [first.pk, second.pk, third.pk, gone.pk, 10**9])

    assert found == {first.pk: third.pk, second.pk: third.pk, third.pk: third.pk}


def test_a_circle_ends():
    first, second = make_category("A"), make_category("B")
    Category.objects.filter(pk=first.pk).update(merged_into=second)
    Category.objects.filter(pk=second.pk).update(merged_into=first)

    assert resolved("Category", [first.pk]) == {}
