// A document → HTML of format 1. Marks are nested by how far they reach, so that
// `<em>a <strong>b</strong></em>` stays as it is whatever the order of marks in the schema.

import { pm } from "django-prose-editor/editor"
import { inertDocument } from "iria/dom"

const { DOMSerializer } = pm.model

// A footnote stands inside these, and outside of links and all others.
const AROUND_FOOTNOTES = ["bold", "italic", "strike"]

const CELLS = ["tableCell", "tableHeader"]

const isEmptyParagraph = (node) => node?.type.name === "paragraph" && !node.childCount
const isIdle = (cell) => cell.childCount === 1 && isEmptyParagraph(cell.firstChild)

const outside = (node) =>
  node.type.name === "footnote"
    ? node.marks.filter((mark) => AROUND_FOOTNOTES.includes(mark.type.name))
    : node.marks

class BodySerializer extends DOMSerializer {
  serializeFragment(fragment, options = {}, target = options.document.createDocumentFragment()) {
    const items = []
    fragment.forEach((node) => items.push({ node, marks: outside(node) }))
    this.nest(items, options, target)
    return target
  }

  nest(items, options, target) {
    for (let start = 0; start < items.length; ) {
      const { node, marks } = items[start]
      const [mark, end] = furthest(marks, items, start)
      if (mark) {
        const { dom, contentDOM } = this.serializeMark(mark, true, options)
        target.append(dom)
        const inner = items
          .slice(start, end)
          .map((item) => ({ node: item.node, marks: mark.removeFromSet(item.marks) }))
        this.nest(inner, options, contentDOM ?? dom)
      } else target.append(this.serializeNodeInner(node, options))
      start = end
    }
  }

  serializeNodeInner(node, options) {
    if (node.type.name === "tableBlock") return this.serializeTable(node, options)
    const dom = super.serializeNodeInner(node, options)
    if (CELLS.includes(node.type.name) && isIdle(node)) dom.replaceChildren()
    // An HTML parser drops the first line feed of a pre.
    if (node.type.name === "preformatted" && dom.textContent.startsWith("\n")) dom.prepend("\n")
    return dom
  }

  serializeTable(block, options) {
    const table = options.document.createElement("table")
    const part = (tag, node) => {
      const element = table.appendChild(options.document.createElement(tag))
      if (node) this.serializeFragment(node.content, options, element)
      return element
    }
    let rows = []
    block.forEach((child) => {
      if (child.type.name === "table") rows = child.content.content
      else if (child.childCount) part("caption", child)
    })
    const heads = rows.findIndex((row) => !row.attrs.head)
    const split = heads === -1 ? rows.length : heads
    const fill = (tag, some) => {
      const element = some.length ? part(tag) : null
      for (const row of some) element.append(this.serializeNode(row, options))
    }
    fill("thead", rows.slice(0, split))
    fill("tbody", rows.slice(split))
    return table
  }
}

/** The mark that begins here and reaches furthest, with the index after its end. */
function furthest(marks, items, start) {
  let best = null
  let end = start + 1
  for (const mark of marks) {
    let reach = start + 1
    while (reach < items.length && mark.isInSet(items[reach].marks)) reach += 1
    if (!best || reach > end) [best, end] = [mark, reach]
  }
  return [best, end]
}

export const bodySerializer = (schema) =>
  new BodySerializer(
    DOMSerializer.nodesFromSchema(schema),
    DOMSerializer.marksFromSchema(schema),
  )

/** The HTML of a fragment: a document's content, or the inline content of a caption. */
export function serialize(serializer, fragment) {
  const inert = inertDocument()
  serializer.serializeFragment(fragment, { document: inert }, inert.body)
  return inert.body.innerHTML
}

/** The HTML of a document; the empty one, and empty paragraphs at its end, are nothing. */
export function serializeDocument(serializer, doc) {
  let { content } = doc
  while (isEmptyParagraph(content.lastChild))
    content = content.cut(0, content.size - content.lastChild.nodeSize)
  return serialize(serializer, content)
}
