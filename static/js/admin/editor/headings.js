// Headings h2–h4. The id is given by the server at the first save and stays with its text:
// a split heading, a copy and a pasted heading do not carry it along.

import { Heading as BaseHeading, pm } from "django-prose-editor/editor"

const { Plugin, PluginKey } = pm.state
const { Fragment, Slice } = pm.model

const LEVELS = [2, 3, 4]

/** The headings that have an id: [{id, position, words}]; `words` is false of an empty one. */
function named(doc) {
  const found = []
  doc.forEach((node, position) => {
    const { id } = node.attrs
    if (node.type.name === "heading" && id)
      found.push({ id, position, words: Boolean(node.childCount) })
  })
  return found
}

const idsOf = (headings) => new Set(headings.map(({ id }) => id))

/**
 * A transaction that takes the id from each heading that repeats another one's, or null. The
 * first with words keeps it: an empty one is what a heading that was cut leaves behind.
 */
function withoutDoubles(state) {
  const all = named(state.doc)
  if (idsOf(all).size === all.length) return null
  const keepers = new Map()
  for (const heading of all)
    if (!keepers.get(heading.id)?.words) keepers.set(heading.id, heading)
  const tr = state.tr
  for (const heading of all)
    if (keepers.get(heading.id) !== heading) tr.setNodeAttribute(heading.position, "id", null)
  return tr
}

function dropIds(fragment, ids) {
  const nodes = []
  fragment.forEach((node) => {
    const inner = node.copy(dropIds(node.content, ids))
    const known = node.type.name === "heading" && ids.has(node.attrs.id)
    nodes.push(
      known ? node.type.create({ ...node.attrs, id: null }, inner.content, node.marks) : inner,
    )
  })
  return Fragment.from(nodes)
}

const uniqueIds = new Plugin({
  key: new PluginKey("headingIds"),
  props: {
    transformPasted(slice, view) {
      if (view.dragging?.move) return slice
      const ids = idsOf(named(view.state.doc).filter(({ words }) => words))
      return new Slice(dropIds(slice.content, ids), slice.openStart, slice.openEnd)
    },
  },
  appendTransaction(transactions, _before, state) {
    return transactions.some((transaction) => transaction.docChanged) ? withoutDoubles(state) : null
  },
})

/** Enter at the start of a heading puts a paragraph before it, so the text keeps its id. */
function paragraphBefore({ state, view }) {
  const { $from, empty } = state.selection
  const { parent } = $from
  if (!empty || parent.type.name !== "heading" || $from.parentOffset || !parent.childCount)
    return false
  view.dispatch(state.tr.insert($from.before(), state.schema.nodes.paragraph.create()))
  return true
}

function holdsFootnote(state) {
  let found = false
  const { from, to, $from } = state.selection
  state.doc.nodesBetween($from.start(), Math.max(to, $from.end()), (node, position) => {
    if (node.type.name === "footnote") found = true
    return position <= to || from === to
  })
  return found
}

/** Is each text block of the selection one that stands between the blocks of the text? */
function isFree({ doc, selection }) {
  let free = true
  doc.nodesBetween(selection.from, selection.to, (node, position) => {
    if (node.isTextblock && doc.resolve(position).depth > 0) free = false
  })
  return free
}

/** Makes the selected paragraphs headings of this level; a heading keeps its id. */
const makeHeading =
  (level) =>
  ({ state, tr, dispatch, editor, commands }) => {
    if (holdsFootnote(state)) {
      if (dispatch) editor.storage.heading.refuse?.()
      return false
    }
    // Out of a list or quote first.
    if (!isFree(tr)) commands.clearNodes()
    if (!isFree(tr)) return false
    const { from, to } = tr.selection
    const attributes = (node) => ({ level, id: node.attrs.id ?? null })
    if (dispatch) tr.setBlockType(from, to, state.schema.nodes.heading, attributes)
    return true
  }

export const Heading = BaseHeading.extend({
  group: "top",
  content: "text*",
  // refuse(): called when a footnote stands in the way
  addStorage: () => ({ refuse: null }),
  addAttributes: () => ({
    level: { default: LEVELS[0], rendered: false },
    id: { default: null, keepOnSplit: false },
  }),
  parseHTML: () => LEVELS.map((level) => ({ tag: `h${level}`, attrs: { level } })),
  renderHTML: ({ node, HTMLAttributes }) => [`h${node.attrs.level}`, HTMLAttributes, 0],
  addInputRules: () => [],
  addKeyboardShortcuts() {
    const keys = LEVELS.map((level) => [
      `Mod-Alt-${level}`,
      () => this.editor.commands.makeHeading(level),
    ])
    return { Enter: ({ editor }) => paragraphBefore(editor), ...Object.fromEntries(keys) }
  },
  addCommands: () => ({ makeHeading }),
  addProseMirrorPlugins: () => [uniqueIds],
})
