// Remarks while writing: order of headings, words of links, heads of tables, pictures.

import { pm } from "django-prose-editor/editor"
import { remarks } from "iria/figure-view"
import { fill, gettext } from "iria/words"

const { TextSelection } = pm.state
const VAGUE = /^(here|click here|link|this|this link|more|read more|read|website|page)$/i

function headingRemark(node, before) {
  if (!node.textContent.trim()) return gettext("A heading is empty.")
  const { level } = node.attrs
  if (level <= before + 1) return null
  const values = { text: node.textContent, level, expected: before + 1 }
  return fill(gettext("“{text}” is a heading {level}; a heading {expected} comes first."), values)
}

function linkRemark(text) {
  if (VAGUE.test(text.trim()))
    return fill(gettext("The link “{text}” does not say where it leads."), { text })
  if (/^https?:\/\//.test(text.trim()))
    return fill(gettext("The link “{text}” is an address. Say what it leads to."), { text })
  return null
}

/** The links of a paragraph as readers see them: [{text, position}] */
function linksOf(block, start) {
  const links = []
  block.forEach((node, offset) => {
    const mark = node.marks.find(({ type }) => type.name === "link")
    const last = links.at(-1)
    if (!mark || !node.isText) return
    if (last?.mark.eq(mark) && last.end === offset) {
      last.text += node.text
      last.end += node.nodeSize
    } else links.push({ mark, text: node.text, position: start + offset, end: offset + node.nodeSize })
  })
  return links
}

function tableRemark(block) {
  return block.lastChild.firstChild.attrs.head
    ? null
    : gettext("A table has no header row. Readers who hear it need one.")
}

/** → [{sentence, position}] in the order of the text */
export function check(doc, pictures) {
  const found = []
  const note = (sentence, position) => sentence && found.push({ sentence, position })
  let level = 1
  doc.descendants((node, position) => {
    if (node.type.name === "heading") {
      note(headingRemark(node, level), position)
      level = node.attrs.level
    }
    if (node.type.name === "tableBlock") note(tableRemark(node), position)
    if (node.type.name === "figure") {
      const { image, alt } = node.attrs
      const about = remarks({ alt, caption: node.textContent, picture: pictures.get(image) })
      for (const sentence of about) note(sentence, position)
    }
    if (node.isTextblock)
      for (const link of linksOf(node, position + 1)) note(linkRemark(link.text), link.position)
  })
  return found
}

/** Shows the place of a remark in the text. */
export function goTo(editor, position) {
  const { doc, tr } = editor.state
  const inside = Math.min(position + 1, doc.content.size)
  editor.view.dispatch(tr.setSelection(TextSelection.near(doc.resolve(inside), 1)).scrollIntoView())
  editor.view.focus()
}
