// Below the text: its footnotes in order, its length, and remarks.

import { check, goTo } from "iria/checks"
import { make } from "iria/dom"
import { editFootnote, plainText } from "iria/footnotes"
import { gettext, ngettext } from "iria/words"

const PAUSE = 400

const wordsIn = (doc) =>
  doc.textBetween(0, doc.content.size, " ", " ").split(/\s+/).filter(Boolean).length

function notesOf(doc) {
  const notes = []
  doc.descendants((node, position) => {
    if (node.type.name === "footnote") notes.push({ text: plainText(node.attrs.html), position })
  })
  return notes
}

/** A list of buttons that is only rebuilt when its words change. */
function buttonList(element, rows, act) {
  const shown = JSON.stringify(rows)
  if (element.dataset.shown === shown) return
  element.dataset.shown = shown
  element.replaceChildren(
    ...rows.map((row) =>
      make(
        "li",
        {},
        make("button", {
          type: "button",
          class: "editor-footer__item",
          text: row.text,
          onclick: () => act(row.position),
        }),
      ),
    ),
  )
}

export function footer(editor, desk) {
  const notes = make("ol", { class: "editor-footer__notes" })
  const notesBox = make(
    "section",
    { "aria-label": gettext("Footnotes"), hidden: true },
    make("p", { class: "editor-footer__title", text: gettext("Footnotes") }),
    notes,
  )
  const list = make("ul", { class: "editor-footer__remarks" })
  const summary = make("summary", {})
  const remarks = make("details", { hidden: true }, summary, list)
  const length = make("p", { class: "editor-footer__length" })
  const element = make(
    "div",
    { class: "editor-footer" },
    notesBox,
    make("div", { class: "editor-footer__line" }, remarks, length),
  )

  function paint() {
    if (editor.isDestroyed) return
    const { doc } = editor.state
    const found = notesOf(doc)
    notesBox.hidden = !found.length
    buttonList(notes, found, (position) => editFootnote(editor, () => position))
    const rows = check(doc, desk.pictures).map(({ sentence, position }) => ({
      text: sentence,
      position,
    }))
    remarks.hidden = !rows.length
    summary.textContent = ngettext("{number} remark", "{number} remarks", rows.length)
    buttonList(list, rows, (position) => goTo(editor, position))
    length.textContent = ngettext("{number} word", "{number} words", wordsIn(doc))
  }

  let waiting
  const later = () => {
    clearTimeout(waiting)
    waiting = setTimeout(paint, PAUSE)
  }
  editor.on("update", later)
  desk.pictures.changed(later)
  paint()
  return element
}
