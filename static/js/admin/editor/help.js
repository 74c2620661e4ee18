// The keyboard shortcuts, in a dialog.

import { openDialog } from "iria/dialogs"
import { make } from "iria/dom"
import { keysLabel } from "iria/toolbar"
import { gettext } from "iria/words"

const shortcuts = () => [
  ["Mod-Alt-0", gettext("Paragraph")],
  ["Mod-Alt-2", gettext("Section")],
  ["Mod-Alt-3", gettext("Subsection")],
  ["Mod-Alt-4", gettext("Minor heading")],
  ["Mod-b", gettext("Bold")],
  ["Mod-i", gettext("Italic")],
  ["Mod-Shift-s", gettext("Strikethrough")],
  ["Mod-,", gettext("Subscript")],
  ["Mod-.", gettext("Superscript")],
  ["Mod-\\", gettext("Clear formatting")],
  ["Mod-k", gettext("Link")],
  ["Mod-Alt-f", gettext("Footnote")],
  ["Mod-Alt-p", gettext("Picture")],
  ["Mod-Shift-8", gettext("Bulleted list")],
  ["Mod-Shift-7", gettext("Numbered list")],
  ["Mod-Shift-b", gettext("Quote")],
  ["Mod-Alt-q", gettext("Pull quote")],
  ["Shift-Enter", gettext("New line in the same paragraph")],
  ["Mod-Shift-v", gettext("Paste as plain text")],
  ["Mod-z", gettext("Undo")],
  ["Mod-Shift-z", gettext("Redo")],
  ["Alt-F10", gettext("To the toolbar; Escape goes back to the text")],
]

export function showHelp() {
  return openDialog({
    title: gettext("Keyboard shortcuts"),
    build() {
      const rows = shortcuts().map(([keys, what]) =>
        make(
          "tr",
          {},
          make("th", { scope: "row" }, make("kbd", { text: keysLabel(keys) })),
          make("td", { text: what }),
        ),
      )
      return make("table", { class: "editor-help" }, make("tbody", {}, ...rows))
    },
  })
}
