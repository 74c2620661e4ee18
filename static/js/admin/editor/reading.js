// HTML of format 1 → a document, without the loss of a single blank inside a block.

import { pm } from "django-prose-editor/editor"
import { parse } from "iria/dom"

const { DOMParser } = pm.model

const CONTAINERS = new Set(
  "BODY UL OL LI BLOCKQUOTE ASIDE DIV FIGURE TABLE THEAD TBODY TFOOT TR TH TD".split(" "),
)
const INLINE = new Set(
  "A B BR CODE DEL EM I IMG S SMALL SPAN STRIKE STRONG SUB SUP U".split(" "),
)

const isBlock = (node) => node.nodeType === 1 && !INLINE.has(node.nodeName)

/** Takes out the white space between blocks; it is only layout of the source. */
export function dropBlanks(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  const blanks = []
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    if (/[^ \t\r\n\f]/.test(text.data) || !CONTAINERS.has(text.parentNode.nodeName)) continue
    const sides = [text.previousSibling, text.nextSibling]
    if (sides.every((side) => !side || isBlock(side))) blanks.push(text)
  }
  for (const blank of blanks) blank.remove()
  return root
}

export const readDocument = (schema, html) =>
  DOMParser.fromSchema(schema).parse(dropBlanks(parse(html)), { preserveWhitespace: "full" })

/** Inline HTML (a caption, a footnote) → the content of a node of that type. */
export const readInline = (type, html) =>
  DOMParser.fromSchema(type.schema).parse(parse(html), {
    topNode: type.create(),
    preserveWhitespace: "full",
  }).content
