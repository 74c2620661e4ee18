import pytest
from django.db import IntegrityError, transaction

from articles.images.models import Credit
from tests.makers import make_image

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("photographer", "agency", "line"),
    [
        ("Sofya Sand", "TASK", "Sofya Sand/TASK"),
        ("", "Kremlin", "Kremlin"),
        ("Sofya Sand", "", "Sofya Sand"),
    ],
)
def test_the_line_names_photographer_and_agency(photographer, agency, line):
    assert Credit(photographer=photographer, agency=agency).line == line


def test_a_credit_names_somebody():
    with pytest.raises(IntegrityError), transaction.atomic():
        Credit.objects.create()


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        ("photograph", "(Image Credit: IRIA)"),
        ("map", "(Map: IRIA)"),
        ("chart", "(Chart: IRIA)"),
        ("drawing", "(Drawing: IRIA)"),
    ],
)
def test_the_credit_line_says_what_it_is(kind, line):
    image = make_image(credit=Credit.objects.create(agency="IRIA"), kind=kind)

    assert image.credit_line == line


def test_terms_of_a_licence_have_their_usual_address():
    credit = Credit(agency="X", licence="cc-by-sa-4.0")

    assert credit.terms_url == "https://creativecommons.org/licenses/by-sa/4.0/"
    assert Credit(agency="X", licence="own-work").terms_url == ""
