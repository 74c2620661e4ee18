"""Whatever the markup, no word and no picture gets lost on the way."""

from random import Random

import pytest

from articles.text.cleaning import clean
from tests.articles.wordpress.conversions import converted

PARTS = (
    *("<p>", "</p>", "<b>", "</b>", "<div>", "</div>", "<blockquote>", "</blockquote>", "<ul>"),
    *("<li>", "</ul>", "<table>", "<tr>", "<td>", "</table>", "<h1>", "</h1>", "<h3>", "</h3>"),
    *("<figure>", "</figure>", '<a href="/x">', "</a>", "<br>", "\n", "\n\n", "<!--more-->"),
    *('[caption id="attachment_3"]', "[/caption]", "[mfn]", "[/mfn]", "[[x]]", "&amp;"),
    *("<!-- wp:quote -->", "<!-- /wp:quote -->", "https://youtu.be/abcdefghijk\n", "<dl><dt>"),
    *('<img src="a.jpg" alt="">', '<img src="b.jpg" alt="">', "word ", "word ", "word "),
)


@pytest.mark.parametrize("seed", range(200))
def test_no_word_and_no_picture_is_lost(seed: int) -> None:
    random = Random(seed)
    text = "".join(random.choice(PARTS) for _ in range(random.randint(1, 70)))

    found = converted(text)

    cleaned = clean(found.html)
    assert len(found.pictures) == text.count("<img")
    assert found.html.count("word") == text.count("word")
    assert cleaned.count("word") == text.count("word")
    assert cleaned.count("data-image=") == len(found.pictures)
