"""What comes out of clipboards as programs write them (shortened, in clipboards/)."""

from pathlib import Path

from playwright.sync_api import expect

from tests.journeys.editor.pen import Pen

CLIPBOARDS = Path(__file__).parent / "clipboards"


def clipboard(name: str) -> str:
    return (CLIPBOARDS / name).read_text(encoding="utf-8").rstrip("\n")


def pasted(pen: Pen, html: str = "", text: str = "", into: str = "") -> str:
    pen.open(into)
    pen.text.click()
    pen.paste(html=html, text=text)
    return pen.save()


def test_word_keeps_structure_lists_tables_and_footnotes_without_styles(pen: Pen) -> None:
    saved = pasted(pen, clipboard("word.html"))

    note = '<span data-footnote="">See <em>Foreign Affairs</em>, p. 3.</span>'
    assert saved == (
        "<h2>The summit</h2>"
        f"<p><strong>Bold</strong> and <em>italic</em> words{note}.</p>"
        "<ul><li><p>First</p><ul><li><p>Deeper</p></li></ul></li><li><p>Second</p></li></ul>"
        "<p>Between</p>"
        '<ol start="3"><li><p>Third</p></li></ol>'
        '<table><tbody><tr><td><p>Land</p></td><td colspan="2"><p>Year</p></td></tr>'
        "</tbody></table>"
    )


def test_google_docs_keeps_marks_that_are_only_styles(pen: Pen) -> None:
    saved = pasted(pen, clipboard("google-docs.html"))

    assert saved == (
        "<h2>A section</h2>"
        "<p><strong>Bold</strong> <em>italic</em> plain"
        '<span data-footnote="">The note.</span></p>'
        "<ul><li><p>One</p></li></ul>"
    )


def test_footnotes_of_libreoffice_are_footnotes(pen: Pen) -> None:
    saved = pasted(pen, clipboard("libreoffice.html"))

    assert saved == '<p>A claim<span data-footnote="">Its source.</span> stands.</p>'


def test_a_hostile_page_leaves_only_its_words(pen: Pen) -> None:
    pen.open("")
    pen.text.click()

    pen.paste(html=clipboard("page.html"))

    assert pen.page.evaluate("window.hacked") is None
    assert pen.save() == (
        "<h2>Headline</h2><p>First line</p>"
        '<p>Second <a href="https://example.org/x">link</a></p>'
        "<p>Shown here</p><p>bad</p><h4>Small</h4><p>One cell only</p>"
    )


def test_pictures_left_out_are_counted(pen: Pen) -> None:
    pen.open("")
    pen.text.click()

    pen.paste(html=clipboard("page.html"))

    expect(pen.page.get_by_text("2 pictures were left out of the paste.")).to_be_visible()
    pen.page.get_by_role("button", name="Dismiss this message").click()
    expect(pen.page.locator(".editor-notice")).to_have_count(0)


def test_blank_lines_of_plain_text_part_paragraphs(pen: Pen) -> None:
    saved = pasted(pen, text=clipboard("mail.txt"))

    assert saved == (
        "<p>The minister arrived on Monday, and the talks began at once, as had been announced in "
        "the week before by both sides.</p><p>A short line<br>and another.</p><p>The end.</p>"
    )


def test_lines_without_blank_lines_are_paragraphs(pen: Pen) -> None:
    assert pasted(pen, text="One\r\nTwo") == "<p>One</p><p>Two</p>"


def test_an_address_pasted_over_words_links_them(pen: Pen) -> None:
    pen.open("<p>See the report.</p>")
    pen.select("the report")

    pen.paste(text="https://example.org/report")

    assert pen.save() == '<p>See <a href="https://example.org/report">the report</a>.</p>'


def test_what_was_copied_here_comes_back_whole(pen: Pen) -> None:
    body = (
        '<h2 id="one">One</h2><ol start="4"><li><p>Four</p></li></ol>'
        '<p><a data-article="mongolia0001">ours</a><span data-footnote="">Note</span></p>'
        "<table><caption>C</caption><thead><tr>"
        '<th scope="col"><p>H</p></th></tr></thead>'
        "<tbody><tr><td><p>1</p></td></tr></tbody></table>"
        '<figure data-image="harbour00001" data-alt="Alt"><figcaption>Cap</figcaption></figure>'
    )
    pen.open(body)
    pen.text.click()
    copied = pen.page.evaluate(COPY)

    pen.open("")
    pen.text.click()
    pen.paste(html=copied)

    assert pen.save() == body


COPY = """() => {
  const {editor} = document.querySelector(".editor-text")
  editor.commands.selectAll()
  return editor.view.serializeForClipboard(editor.state.selection.content()).dom.innerHTML
}"""
