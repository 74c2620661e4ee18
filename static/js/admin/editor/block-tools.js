// The buttons over a figure, gallery or embed.

import { make } from "iria/dom"

export function removeNode(editor, getPos) {
  const position = getPos()
  const node = editor.state.doc.nodeAt(position)
  editor.view.dispatch(editor.state.tr.delete(position, position + node.nodeSize))
  editor.view.focus()
}

/** A row of buttons over a block: [[label, action]] */
export function blockTools(label, actions) {
  const buttons = actions.map(([text, action]) =>
    make("button", { type: "button", class: "editor-tool", text, onclick: action }),
  )
  return make(
    "div",
    { class: "editor-tools", role: "group", "aria-label": label, contenteditable: "false" },
    ...buttons,
  )
}
