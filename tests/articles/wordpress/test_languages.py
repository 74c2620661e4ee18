"""Languages and directions of blocks, which format 1 holds in spans."""

import pytest

from articles.text.cleaning import clean
from tests.articles.wordpress.conversions import html


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('<div lang="ar" dir="rtl">x</div>', '<p><span lang="ar" dir="rtl">x</span></p>'),
        ('<h2 lang="ru">x</h2>', '<h2><span lang="ru">x</span></h2>'),
        ('<ul><li lang="fr">x</li></ul>', '<ul><li><p><span lang="fr">x</span></p></li></ul>'),
        ('<ul lang="fr"><li>x</li></ul>', '<ul><li><p><span lang="fr">x</span></p></li></ul>'),
        (
            '<blockquote lang="de"><p>x</p><cite>y</cite></blockquote>',
            '<blockquote><p><span lang="de">x</span></p><p>— y</p></blockquote>',
        ),
        (
            '<div lang="fr"><h2>x</h2><ol><li>y <em>z</em></li></ol></div>',
            (
                '<h2><span lang="fr">x</span></h2>'
                '<ol><li><p><span lang="fr">y <em>z</em></span></p></li></ol>'
            ),
        ),
        ('<div lang="en"><p>x</p></div>', "<p>x</p>"),
    ],
)
def test_the_language_of_a_block_goes_to_its_text(text: str, expected: str) -> None:
    found = html(text, language="en-US")

    assert found == expected
    assert "lang=" in clean(found) or 'lang="en"' in text


def test_a_picture_in_a_block_of_another_language_stays_a_figure() -> None:
    found = html('<div lang="fr"><p>x</p><figure><img src="a.jpg" alt="b"></figure></div>')

    assert '<p><span lang="fr">x</span></p><figure data-image="picture00001"' in found
