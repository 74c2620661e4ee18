// Links of the page that lead to a figure in the text: <a href="#ID" data-figure="KEY" data-nth="0">

import { pm } from "django-prose-editor/editor"
import { gettext } from "iria/words"

const { NodeSelection } = pm.state

/** The position of the figure of a picture, the nth of those that show it; null where none does. */
export function positionOf(doc, key, nth) {
  const found = []
  doc.descendants((node, position) => {
    const { image, keys } = node.attrs
    if (image === key || keys?.includes(key)) found.push(position)
  })
  return found[nth] ?? found[0] ?? null
}

/** Selects the figure; the focus is on the button for its alternative text. */
export function jump(editor, key, nth) {
  const position = positionOf(editor.state.doc, key, nth)
  editor.view.focus()
  if (position === null) return
  const selection = NodeSelection.create(editor.state.doc, position)
  editor.view.dispatch(editor.state.tr.setSelection(selection))
  const figure = editor.view.nodeDOM(position)
  const label = gettext("Alternative text")
  const buttons = [...figure.querySelectorAll(".editor-tool")]
  buttons.find((one) => one.textContent === label)?.focus({ preventScroll: true })
  figure.scrollIntoView({ block: "center" })
}

export function followJumps(editor, textarea) {
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-figure]")
    if (link?.getAttribute("href") !== `#${textarea.id}`) return
    event.preventDefault()
    jump(editor, link.dataset.figure, Number(link.dataset.nth))
  })
}
