"""What a person does in the editor."""

from dataclasses import dataclass

from playwright.sync_api import Locator, Page

from tests.journeys.editor.desk import Desk
from tests.journeys.editor.library import png

PASTE = """([kinds, files]) => {
  const data = new DataTransfer()
  for (const [kind, value] of Object.entries(kinds)) data.setData(kind, value)
  for (const [name, type, bytes] of files)
    data.items.add(new File([new Uint8Array(bytes)], name, {type}))
  const event = new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true})
  document.activeElement.dispatchEvent(event)
}"""
DROP = """([selector, ...files]) => {
  const data = new DataTransfer()
  for (const [name, type, bytes] of files)
    data.items.add(new File([new Uint8Array(bytes)], name, {type}))
  const target = document.querySelector(selector)
  const {left, top, width, height} = target.getBoundingClientRect()
  const at = {clientX: left + width / 2, clientY: top + height / 2}
  for (const kind of ["dragenter", "dragover", "drop"])
    target.dispatchEvent(
      new DragEvent(kind, {dataTransfer: data, bubbles: true, cancelable: true, ...at}))
}"""
SELECT = """([words, edge]) => {
  const {editor} = document.querySelector(".editor-text")
  let found = null
  editor.state.doc.descendants((node, position) => {
    const at = node.isText ? node.text.indexOf(words) : -1
    if (at !== -1 && !found) found = {from: position + at, to: position + at + words.length}
  })
  const range = edge === "from" ? found.from : edge === "to" ? found.to : found
  editor.commands.setTextSelection(range)
  editor.view.focus()
}"""

TWO_FRAMES = """() => new Promise(
  (drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))
)"""


@dataclass
class Pen:
    page: Page
    desk: Desk

    def open(self, body: str = "") -> "Pen":
        self.desk.body = body
        self.page.goto(self.desk.address)
        self.text.wait_for()
        return self

    @property
    def text(self) -> Locator:
        return self.page.locator(".editor .editor-text")

    @property
    def dialog(self) -> Locator:
        return self.page.locator("dialog[open]").last

    def tool(self, name: str) -> Locator:
        return self.page.locator(f".editor__head [data-tool={name}]")

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def write(self, text: str) -> None:
        self.page.keyboard.type(text)

    def select(self, words: str) -> None:
        self.page.evaluate(SELECT, [words, ""])

    def cursor_after(self, words: str) -> None:
        self.page.evaluate(SELECT, [words, "to"])

    def cursor_before(self, words: str) -> None:
        self.page.evaluate(SELECT, [words, "from"])

    def paste(
        self, html: str = "", text: str = "", files: list[tuple[str, str, bytes]] | None = None
    ) -> None:
        kinds = {"text/html": html, "text/plain": text}
        given = {kind: value for kind, value in kinds.items() if value}
        sent = [[name, kind, list(content)] for name, kind, content in files or []]
        self.page.evaluate(PASTE, [given, sent])

    def drop(self, selector: str, name: str, kind: str, content: bytes) -> None:
        self.page.evaluate(DROP, [selector, [name, kind, list(content)]])

    def drop_pictures(self, selector: str, *names: str) -> None:
        files = [[name, "image/png", list(png(name))] for name in names]
        self.page.evaluate(DROP, [selector, *files])

    def save(self) -> str:
        """Submits the form; the body as cleaning leaves it."""
        # Tools give the focus back to the text with the next frame: Enter would fall into it.
        self.page.evaluate(TWO_FRAMES)
        # A click may fall beside a button that pictures, which come late, push away.
        self.page.locator("input[name=_save]").press("Enter")
        self.page.get_by_text("Saved").wait_for()
        assert self.desk.cleaned is not None
        return self.desk.cleaned
