// Tools for words: marks, links, undo. They stand in the main toolbar and in a footnote's.

import { askForLanguage } from "iria/language-dialog"
import { canLink, editLink } from "iria/link-dialog"
import { gettext } from "iria/words"

const FORMATS = ["bold", "italic", "strike", "subscript", "superscript", "code", "language"]

const markItem = (name, label, keys) => ({
  name,
  label,
  keys,
  icon: name,
  run: (editor) => editor.chain().focus().toggleMark(name).run(),
  active: (editor) => editor.isActive(name),
  enabled: (editor) => editor.can().toggleMark(name),
})

export const marksOfText = () => [
  markItem("bold", gettext("Bold"), "Mod-b"),
  markItem("italic", gettext("Italic"), "Mod-i"),
  markItem("strike", gettext("Strikethrough"), "Mod-Shift-s"),
  markItem("subscript", gettext("Subscript"), "Mod-,"),
  markItem("superscript", gettext("Superscript"), "Mod-."),
]

export function clearFormats(editor) {
  const chain = editor.chain().focus()
  for (const name of FORMATS) if (editor.schema.marks[name]) chain.unsetMark(name)
  chain.run()
}

export const clearItem = () => ({
  name: "clear",
  label: gettext("Clear formatting"),
  keys: "Mod-\\",
  icon: "clear",
  run: clearFormats,
  enabled: ({ state }) => !state.selection.empty,
})

export const linkItem = (desk) => ({
  name: "link",
  label: gettext("Link"),
  keys: "Mod-k",
  icon: "link",
  run: (editor) => editLink(editor, desk),
  active: (editor) => editor.isActive("link"),
  enabled: canLink,
})

export const languageItem = () => ({
  name: "language",
  label: gettext("Language of these words"),
  icon: "language",
  run: askForLanguage,
  active: (editor) => editor.isActive("language"),
  enabled: (editor) => !editor.state.selection.empty || editor.isActive("language"),
})

export const historyItems = () => [
  {
    name: "undo",
    label: gettext("Undo"),
    keys: "Mod-z",
    icon: "undo",
    run: (editor) => editor.chain().focus().undo().run(),
    enabled: (editor) => editor.can().undo(),
  },
  {
    name: "redo",
    label: gettext("Redo"),
    keys: "Mod-Shift-z",
    icon: "redo",
    run: (editor) => editor.chain().focus().redo().run(),
    enabled: (editor) => editor.can().redo(),
  },
]

/** The toolbar of a footnote. */
export const inlineItems = (desk) => [marksOfText(), [linkItem(desk), languageItem()], historyItems()]
