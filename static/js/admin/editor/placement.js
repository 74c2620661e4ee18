// Where a figure, table, gallery or embed goes: between the blocks of the text, never into a
// list item, a quote or a cell.

import { pm } from "django-prose-editor/editor"

const { Fragment, Slice } = pm.model
const { NodeSelection, Plugin, PluginKey, TextSelection } = pm.state

const isTop = (node) => node.type.isInGroup("top")

/** Puts nodes after the block that holds the position; an empty paragraph there gives way. */
export function placeNodes(tr, nodes, position = tr.selection.to) {
  const $position = tr.doc.resolve(Math.min(position, tr.doc.content.size))
  let at = $position.pos
  if ($position.depth > 0) {
    const block = $position.node(1)
    at = $position.after(1)
    if (block.type.name === "paragraph" && !block.childCount) {
      at = $position.before(1)
      tr.delete(at, at + block.nodeSize)
    }
  }
  tr.insert(at, nodes)
  return at
}

/** Inserts one such node at the cursor and selects it, or puts the cursor `inside`. */
export function placeNode(editor, node, { position, inside = false } = {}) {
  const { tr } = editor.state
  const at = placeNodes(tr, [node], position)
  if (at + node.nodeSize === tr.doc.content.size)
    tr.insert(at + node.nodeSize, editor.schema.nodes.paragraph.create())
  if (inside) tr.setSelection(TextSelection.near(tr.doc.resolve(at + 1), 1))
  else if (NodeSelection.isSelectable(node)) tr.setSelection(NodeSelection.create(tr.doc, at))
  editor.view.dispatch(tr.scrollIntoView())
  editor.view.focus()
}

/** A rule, with the cursor in the paragraph after it. */
export function placeRule(editor) {
  const { tr, schema } = editor.state
  const rule = schema.nodes.horizontalRule.create()
  const after = placeNodes(tr, [rule]) + rule.nodeSize
  if (!tr.doc.resolve(after).nodeAfter?.isTextblock)
    tr.insert(after, schema.nodes.paragraph.create())
  tr.setSelection(TextSelection.near(tr.doc.resolve(after), 1))
  editor.view.dispatch(tr.scrollIntoView())
  editor.view.focus()
}

/** Nodes of an open slice, made whole. */
const closed = (nodes) =>
  nodes.map((node) => node.type.createAndFill(node.attrs, node.content, node.marks) ?? node)

// What may only stand between blocks and is pasted into a list, quote or cell: it goes after
// the whole block, and what follows it in the paste too.
function handlePaste(view, _event, slice) {
  const { state } = view
  const nodes = slice.content.content
  if (state.selection.$from.depth < 2) return false
  // The words of a heading that was copied in part are only words.
  const first = nodes.findIndex(
    (node, index) => isTop(node) && !(index === 0 && slice.openStart && node.isTextblock),
  )
  if (first === -1) return false
  const { tr } = state
  const after = state.selection.$to.after(1)
  if (first > 0) {
    const rest = Fragment.from(nodes.slice(0, first))
    tr.replaceSelection(new Slice(rest, slice.openStart, 0))
  }
  placeNodes(tr, closed(nodes.slice(first)), tr.mapping.map(after))
  view.dispatch(tr.scrollIntoView().setMeta("paste", true).setMeta("uiEvent", "paste"))
  return true
}

/** The cursor at the end of the text; after a figure or table a new paragraph begins there. */
export function goOnAtEnd(view) {
  const { doc, tr, schema } = view.state
  const words = doc.lastChild.isTextblock && !isFigure(doc.lastChild)
  if (!words) tr.insert(doc.content.size, schema.nodes.paragraph.create())
  view.dispatch(tr.setSelection(TextSelection.atEnd(tr.doc)).scrollIntoView())
  view.focus()
}

const isFigure = (node) => node.type.name === "figure"

// A click below the last block.
function mousedown(view, event) {
  const last = view.dom.lastElementChild
  if (event.target !== view.dom || event.button !== 0 || !last) return false
  if (event.clientY < last.getBoundingClientRect().bottom) return false
  event.preventDefault()
  goOnAtEnd(view)
  return true
}

export const placementPlugin = () =>
  new Plugin({
    key: new PluginKey("placement"),
    props: { handlePaste, handleDOMEvents: { mousedown } },
  })
