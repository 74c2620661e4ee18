"""Body format 1 through the editor and back."""

import re

from articles.text.cleaning import ALLOWED_ATTRIBUTES, ALLOWED_TAGS, clean
from tests.articles.text.samples import SAMPLE
from tests.journeys.editor.desk import Desk
from tests.journeys.editor.pen import Pen


def test_an_untouched_text_is_sent_as_it_came(pen: Pen, served: Desk) -> None:
    pen.open(SAMPLE)

    saved = pen.save()

    assert served.sent == SAMPLE
    assert saved == SAMPLE


def test_a_letter_typed_and_removed_changes_no_byte(pen: Pen, served: Desk) -> None:
    pen.open(SAMPLE)
    pen.text.locator("p").first.click()

    pen.press("x", "Backspace")

    assert pen.save() == SAMPLE
    assert served.sent == SAMPLE


def test_a_letter_typed_is_all_that_changes(pen: Pen) -> None:
    pen.open(f"<p>Begin.</p>{SAMPLE}")

    pen.cursor_after("Begin.")
    pen.write("x")

    assert pen.save() == f"<p>Begin.x</p>{SAMPLE}"


def test_the_sample_has_every_tag_and_attribute_of_the_allow_list() -> None:
    elements = re.findall(r"<([a-z0-9]+)((?:\s[^>]*)?)>", SAMPLE)
    attributes = {
        (tag, name) for tag, values in elements for name in re.findall(r'([a-z-]+)="', values)
    }

    assert {tag for tag, _ in elements} == ALLOWED_TAGS
    assert attributes == {(tag, one) for tag, names in ALLOWED_ATTRIBUTES.items() for one in names}


NESTED = [
    "<p><em>a <strong>b</strong> c</em></p>",
    "<p><strong>a <em>b</em></strong><em>c</em></p>",
    '<p><em>See <a href="https://example.org/">this one</a> too</em></p>',
    '<p><a href="https://example.org/">a <em>b</em></a></p>',
    "<p><sup><em>a</em>b</sup></p>",
    '<p><em>a<span data-footnote="">n <em>o</em></span>b</em></p>',
    '<p><span lang="fr">mot <strong>juste</strong></span></p>',
    "<p>a&nbsp;b</p>",
    "<ul><li><ul><li><p>deep</p></li></ul></li></ul>",
    "<ul><li><blockquote><p>quoted</p></blockquote></li></ul>",
    "<blockquote><ul><li><p>item</p></li></ul></blockquote>",
    "<table><tbody><tr><th><p>no scope</p></th><td></td></tr></tbody></table>",
    "<table><tbody><tr><td><ul><li><p>item</p></li></ul></td></tr></tbody></table>",
    '<figure data-image="harbour00001" data-alt=""><figcaption></figcaption></figure>',
    "<pre>one\n\n  two</pre>",
]


def test_what_begins_or_ends_together_keeps_its_order(pen: Pen) -> None:
    body = "".join(NESTED)
    pen.open(f"<p>Begin.</p>{body}")

    pen.cursor_after("Begin.")
    pen.press("x", "Backspace")

    assert clean(body) == body
    assert pen.save() == f"<p>Begin.</p>{body}"
