import pytest

from tests.articles.wordpress.conversions import converted

MARK = '<a href="#_ftn{0}" name="_ftnref{0}">[{0}]</a>'
NOTE = '<a href="#_ftnref{0}" name="_ftn{0}">[{0}]</a>'


CLASSIC = (
    f"One.{MARK.format(1)} Two.{MARK.format(2)}\n\n<hr />\n\n"
    f"{NOTE.format(1)} First, <em>p. 3</em>.\n\n{NOTE.format(2)} Second."
)
IN_PARAGRAPHS = (
    f"<p>One.{MARK.format(1)} Two.<sup>{MARK.format(2)}</sup></p><hr>"
    f"<p>{NOTE.format(1)} First, <em>p. 3</em>.</p><p>{NOTE.format(2)} Second.</p>"
)


@pytest.mark.parametrize("text", [CLASSIC, IN_PARAGRAPHS])
def test_notes_of_a_word_processor_come_to_their_marks(text: str) -> None:
    found = converted(text)

    assert found.html == (
        '<p>One.<span data-footnote="">First, <em>p. 3</em>.</span> Two.'
        '<span data-footnote="">Second.</span></p>'
    )
    assert found.losses == []


def test_a_note_without_mark_stays_where_it_is() -> None:
    found = converted(f"One.\n\n{NOTE.format(1)} Lonely.")

    assert "[1]" in found.html
    assert "Lonely." in found.html
    assert "data-footnote" not in found.html
