// A dialog with a small editor for one line of rich text: the text of a footnote.

import {
  Document,
  Editor,
  History,
  Paragraph,
  Text,
} from "django-prose-editor/editor"
import { button, openDialog } from "iria/dialogs"
import { freshId, make } from "iria/dom"
import { marks } from "iria/marks"
import { readInline } from "iria/reading"
import { bodySerializer, serialize } from "iria/serializer"
import { inlineItems } from "iria/text-items"
import { toolbar } from "iria/toolbar"
import { gettext } from "iria/words"

const extensions = [
  Document.extend({ content: "paragraph" }),
  Paragraph.extend({ content: "text*" }),
  Text,
  History,
  ...marks,
]

function start(element, html, labelId) {
  return new Editor({
    element,
    extensions,
    injectCSS: false,
    enableInputRules: false,
    enablePasteRules: false,
    editorProps: {
      attributes: {
        class: "editor-text editor-text--inline",
        "aria-labelledby": labelId,
        "aria-multiline": "true",
      },
    },
    autofocus: "end",
    onBeforeCreate({ editor }) {
      const { doc, paragraph } = editor.schema.nodes
      const content = readInline(paragraph, html)
      editor.options.content = doc.create(null, paragraph.create(null, content))
    },
  })
}

/** → Promise of the HTML, or null when left */
export async function editInline({ title, label, submit, html }) {
  let editor = null
  const text = await openDialog({
    title,
    className: "desk-dialog--note",
    opened: () => editor.view.focus(),
    build(close) {
      const labelId = freshId("note")
      const frame = make("div", { class: "editor-inline" })
      editor = start(frame, html, labelId)
      const save = () => close(htmlOf(editor))
      const bar = toolbar(editor, inlineItems(), gettext("Formatting of the footnote"))
      frame.prepend(bar.element)
      frame.addEventListener("keydown", (event) => keys(event, save, close), { capture: true })
      return make(
        "div",
        { class: "desk-form" },
        make("p", { id: labelId, class: "desk-label", text: label }),
        frame,
        make(
          "div",
          { class: "desk-dialog__buttons" },
          button(gettext("Cancel"), { onclick: () => close(null) }),
          button(submit, { class: "desk-button desk-button--main", onclick: save }),
        ),
      )
    },
  })
  editor.destroy()
  return text
}

const htmlOf = (editor) =>
  serialize(bodySerializer(editor.schema), editor.state.doc.firstChild.content)

// The text library keeps Enter and Escape to itself.
function keys(event, save, close) {
  const done = event.key === "Enter" && (event.ctrlKey || event.metaKey)
  if (!done && event.key !== "Escape") return
  event.preventDefault()
  event.stopPropagation()
  if (done) save()
  else close(null)
}
