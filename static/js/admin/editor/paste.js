// Pasting: structure without styles, plain text in paragraphs, an address over selected words.

import { Extension, pm } from "django-prose-editor/editor"
import { isWebAddress } from "iria/addresses"
import { cleanPasted } from "iria/paste-cleaning"
import { bodySerializer } from "iria/serializer"
import { ngettext } from "iria/words"

const { Fragment, Slice } = pm.model
const { Plugin, PluginKey } = pm.state

// A line of at least so many characters that ends before a line of the same paragraph was
// wrapped by a machine (mail, old text files); a shorter one was ended by its writer.
const WRAPPED = 55

const lines = (text) => text.replace(/\r\n?/g, "\n").split("\n")

/** Blank lines part paragraphs; without any, each line is one. */
export function paragraphsOf(text) {
  const rows = lines(text).map((line) => line.trimEnd())
  const tidy = rows.join("\n").replace(/^\n+|\n+$/g, "")
  return /\n\n/.test(tidy) ? tidy.split(/\n{2,}/) : tidy.split("\n")
}

function inline(schema, paragraph, marks) {
  const rows = paragraph.split("\n")
  const nodes = []
  let text = ""
  const flush = () => {
    if (text) nodes.push(schema.text(text, marks))
    text = ""
  }
  rows.forEach((row, index) => {
    text += index ? row.trimStart() : row
    if (index === rows.length - 1) return
    if (row.length >= WRAPPED) text += " "
    else {
      flush()
      nodes.push(schema.nodes.hardBreak.create())
    }
  })
  flush()
  return nodes
}

function clipboardTextParser(text, $context) {
  const { schema } = $context.doc.type
  const marks = $context.marks()
  const paragraphs = paragraphsOf(text).map((paragraph) =>
    schema.nodes.paragraph.create(null, inline(schema, paragraph, marks)),
  )
  return Slice.maxOpen(Fragment.from(paragraphs))
}

function linkSelection(view, event) {
  const { selection, tr, schema } = view.state
  const text = event.clipboardData?.getData("text/plain").trim() ?? ""
  if (selection.empty || !isWebAddress(text) || /\s/.test(text)) return false
  if (!selection.$from.sameParent(selection.$to) || !selection.$from.parent.inlineContent)
    return false
  const mark = schema.marks.link.create({ href: text })
  view.dispatch(tr.addMark(selection.from, selection.to, mark).scrollIntoView())
  return true
}

const leftOut = (number) =>
  ngettext(
    "{number} picture was left out of the paste. Save it and drag the file into the text, or use the Picture button.",
    "{number} pictures were left out of the paste. Save them and drag the files into the text, or use the Picture button.",
    number,
  )

export const Paste = Extension.create({
  name: "bodyPaste",
  addOptions: () => ({ desk: null }),
  addProseMirrorPlugins() {
    const { desk } = this.options
    return [
      new Plugin({
        key: new PluginKey("bodyPaste"),
        props: {
          transformPastedHTML(html) {
            const { html: clean, pictures } = cleanPasted(html)
            if (pictures) desk.notices.tell(leftOut(pictures))
            return clean
          },
          clipboardTextParser,
          clipboardSerializer: bodySerializer(this.editor.schema),
          handlePaste: linkSelection,
        },
      }),
    ]
  },
})
