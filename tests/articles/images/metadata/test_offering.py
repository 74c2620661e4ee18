import pytest

from articles.images import licences, metadata
from articles.images.models import Image


def offered(**says: object) -> dict:
    return metadata.offer(Image(file_says=says))


@pytest.mark.parametrize(
    ("says", "photographer", "agency"),
    [
        ({"creators": ["Ada One", "Bo Two"], "credit": "TASK"}, "Ada One, Bo Two", "TASK"),
        ({"creators": ["Ada One"], "credit": "Ada One/TASK"}, "Ada One", "TASK"),
        ({"creators": ["ADA ONE"], "credit": "TASK/Ada One"}, "ADA ONE", "TASK"),
        ({"credit": "Ada One/TASK"}, "Ada One", "TASK"),
        ({"credit": "AFP/Getty Images"}, "", "AFP/Getty Images"),
        ({"creators": ["Ada One"], "source": "TASK"}, "Ada One", "TASK"),
        ({"creators": ["Ada One"], "credit": "Ada One", "source": "TASK"}, "Ada One", "TASK"),
        ({"creators": ["Ada One"], "credit": "ada one"}, "Ada One", ""),
        ({"owner": "The Office"}, "", "The Office"),
        ({"copyright": "(c) somebody"}, "", ""),
    ],
)
def test_photographer_and_agency_are_told_apart(says, photographer, agency):
    values = offered(**says)

    assert values.get("photographer", "") == photographer
    assert values.get("agency", "") == agency


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("https://creativecommons.org/licenses/by/4.0/", "cc-by-4.0"),
        ("http://www.creativecommons.org/licenses/BY-SA/3.0", "cc-by-sa-3.0"),
        ("https://creativecommons.org/licenses/by-nc-nd/4.0/deed.pt_BR", "cc-by-nc-nd-4.0"),
        ("https://creativecommons.org/licenses/by/2.0/legalcode", "cc-by-2.0"),
        ("http://creativecommons.org/publicdomain/zero/1.0/", "cc0"),
        ("https://creativecommons.org/publicdomain/mark/1.0/deed.en", "public-domain"),
        # Ported to a country, of a version that we have not, of somebody else.
        ("https://creativecommons.org/licenses/by/3.0/us/", ""),
        ("https://creativecommons.org/licenses/by/1.0/", ""),
        ("https://example.org/licenses/by/4.0/", ""),
        ("https://example.org/?https://creativecommons.org/licenses/by/4.0/", ""),
    ],
)
def test_a_licence_is_known_by_its_address(address, code):
    values = offered(licence_url=address)

    assert licences.code_of(address) == code
    assert values == ({"licence": code} if code else {"licence_url": address})


def test_texts_fit_the_fields_and_hold_no_markup():
    values = offered(caption="A <b>hall</b> & more", alt="x" * 600, title="N-1", headline="Hall")

    assert values == {
        "caption": "A &lt;b&gt;hall&lt;/b&gt; &amp; more",
        "alt": "x" * 500,
        "title": "Hall",
    }
