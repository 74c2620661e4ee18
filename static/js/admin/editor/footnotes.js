// Footnotes: a mark in the text that holds the note's HTML. It is one thing to the rest of the
// editor, so bold over a sentence does not reach into its notes. Numbers come from CSS counters.

import { Node, pm } from "django-prose-editor/editor"
import { inertDocument, make, parse } from "iria/dom"
import { editInline } from "iria/inline-editor"
import { readInline } from "iria/reading"
import { bodySerializer, serialize } from "iria/serializer"
import { fill, gettext } from "iria/words"

const { NodeSelection } = pm.state

/** Only used to read and write the content of a note: what a note may hold. */
const NoteText = Node.create({
  name: "noteText",
  content: "text*",
  parseHTML: () => [],
  renderHTML: () => ["div", 0],
})

/** What the schema knows of this HTML; anything else, a script say, is gone. */
const allowed = (schema, html) =>
  serialize(bodySerializer(schema), readInline(schema.nodes.noteText, html))

export const plainText = (html) => parse(html).textContent.trim()

async function askForNote(editor, html = "") {
  const text = await editInline({
    title: gettext("Footnote"),
    label: gettext("Text of the footnote"),
    submit: html ? gettext("Save") : gettext("Insert"),
    html,
  })
  return text === null ? null : allowed(editor.schema, text)
}

// Not within a heading, a caption or preformatted text.
export function canInsertFootnote({ state }) {
  const { $to } = state.selection
  const index = $to.index()
  return (
    $to.parent.inlineContent &&
    $to.parent.canReplaceWith(index, index, state.schema.nodes.footnote)
  )
}

export async function insertFootnote(editor) {
  if (!canInsertFootnote(editor)) return
  const html = await askForNote(editor)
  if (!html || !canInsertFootnote(editor)) return
  const { tr, schema, selection } = editor.state
  tr.insert(selection.to, schema.nodes.footnote.create({ html }))
  editor.view.dispatch(tr.scrollIntoView())
  editor.view.focus()
}

/** Opens the note at this position; emptied, it is removed. */
export async function editFootnote(editor, position) {
  const node = editor.state.doc.nodeAt(position())
  if (node?.type.name !== "footnote" || !editor.isEditable) return
  const html = await askForNote(editor, node.attrs.html)
  if (html === null) return
  const { tr } = editor.state
  const at = position()
  if (plainText(html)) tr.setNodeAttribute(at, "html", html)
  else tr.delete(at, at + node.nodeSize)
  editor.view.dispatch(tr)
  editor.view.focus()
}

function footnoteView({ node, editor, getPos }) {
  let current = node
  const dom = make("span", { class: "editor-note", contenteditable: "false" })
  const paint = () => {
    const text = plainText(current.attrs.html)
    dom.title = text
    dom.setAttribute("role", "img")
    dom.setAttribute("aria-label", fill(gettext("Footnote: {text}"), { text }))
  }
  dom.addEventListener("dblclick", () => editFootnote(editor, getPos))
  paint()
  return {
    dom,
    update(next) {
      if (next.type !== current.type) return false
      current = next
      paint()
      return true
    },
    ignoreMutation: (change) => change.type !== "selection",
  }
}

function spanOf(html) {
  const span = inertDocument().createElement("span")
  span.setAttribute("data-footnote", "")
  span.innerHTML = html
  return span
}

const Footnote = Node.create({
  name: "footnote",
  group: "inline",
  inline: true,
  atom: true,
  selectable: true,
  draggable: true,
  addAttributes: () => ({ html: { default: "", rendered: false } }),
  parseHTML() {
    const { editor } = this
    const getAttrs = (element) => ({ html: allowed(editor.schema, element.innerHTML) })
    // Before the language mark, which also is a span.
    return [{ tag: "span[data-footnote]", priority: 60, getAttrs }]
  },
  renderHTML: ({ node }) => spanOf(node.attrs.html),
  addNodeView: () => footnoteView,
  addKeyboardShortcuts() {
    return {
      "Mod-Alt-f": ({ editor }) => {
        insertFootnote(editor)
        return true
      },
      Enter: ({ editor }) => {
        const { selection } = editor.state
        if (!(selection instanceof NodeSelection) || selection.node.type.name !== "footnote")
          return false
        editFootnote(editor, () => selection.from)
        return true
      },
    }
  },
})

export const footnotes = [Footnote, NoteText]
