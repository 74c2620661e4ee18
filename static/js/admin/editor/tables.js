// Tables of format 1: caption, thead and tbody, th with scope, colspan and rowspan.
// tableBlock holds an optional tableCaption and the table, whose rows know whether they belong
// to the head: the table library counts each child of a table as a row.

import {
  Node,
  Table as BaseTable,
  TableCell,
  TableHeader,
  TableRow,
  pm,
} from "django-prose-editor/editor"
import { gettext } from "iria/words"

const { DOMParser, Fragment, Slice } = pm.model
const { Plugin, PluginKey } = pm.state
const { goToNextCell, isInTable } = pm.tables

const span = (name) => ({
  default: 1,
  parseHTML: (element) => Math.max(1, Number.parseInt(element.getAttribute(name) ?? "1", 10) || 1),
  renderHTML: (attrs) => (attrs[name] === 1 ? {} : { [name]: attrs[name] }),
})

const Cell = TableCell.extend({
  addAttributes: () => ({ colspan: span("colspan"), rowspan: span("rowspan") }),
  renderHTML: ({ HTMLAttributes }) => ["td", HTMLAttributes, 0],
})

const HeaderCell = TableHeader.extend({
  addAttributes: () => ({
    scope: { default: null },
    colspan: span("colspan"),
    rowspan: span("rowspan"),
  }),
  renderHTML: ({ HTMLAttributes }) => ["th", HTMLAttributes, 0],
})

const Row = TableRow.extend({
  addAttributes: () => ({
    head: {
      default: false,
      rendered: false,
      parseHTML: (element) => element.parentElement?.localName === "thead",
    },
  }),
  renderHTML: () => ["tr", 0],
})

const Table = BaseTable.extend({
  group: "",
  selectable: false,
  parseHTML: () => [],
  renderHTML: () => ["div", { class: "editor-table__scroll" }, ["table", ["tbody", 0]]],
  addNodeView: null,
  addCommands: () => ({}),
  addKeyboardShortcuts() {
    const { editor } = this
    return {
      Tab: () => isInTable(editor.state) && moveOn(editor),
      "Shift-Tab": () => goToNextCell(-1)(editor.state, editor.view.dispatch),
    }
  },
})

// In the last cell Tab leaves the table: nobody is caught in it.
function moveOn(editor) {
  if (goToNextCell(1)(editor.state, editor.view.dispatch)) return true
  const { $from } = editor.state.selection
  for (let depth = $from.depth; depth > 0; depth -= 1)
    if ($from.node(depth).type.name === "tableBlock") {
      const { Selection } = pm.state
      const after = Selection.near(editor.state.doc.resolve($from.after(depth)), 1)
      if (after.from < $from.after(depth)) return false
      editor.view.dispatch(editor.state.tr.setSelection(after).scrollIntoView())
      return true
    }
  return false
}

const Caption = Node.create({
  name: "tableCaption",
  content: "text*",
  isolating: true,
  defining: true,
  selectable: false,
  parseHTML: () => [{ tag: "caption" }],
  renderHTML: ({ node }) => [
    "p",
    {
      class: node.childCount ? "editor-caption" : "editor-caption is-empty",
      "data-placeholder": gettext("Caption of the table"),
    },
    0,
  ],
  addKeyboardShortcuts() {
    // No second line: Enter goes into the table.
    return { Enter: ({ editor }) => leaveCaption(editor) }
  },
})

function leaveCaption({ state, view }) {
  const { $from } = state.selection
  if ($from.parent.type.name !== "tableCaption") return false
  const next = pm.state.Selection.near(state.doc.resolve($from.after()), 1)
  view.dispatch(state.tr.setSelection(next).scrollIntoView())
  return true
}

function readTable(element, schema) {
  const parser = DOMParser.fromSchema(schema)
  const options = { preserveWhitespace: "full" }
  const { tableCaption, table } = schema.nodes
  const rest = element.cloneNode(true)
  const caption = rest.caption ?? element.ownerDocument.createElement("caption")
  caption.remove()
  return Fragment.from([
    parser.parse(caption, { ...options, topNode: tableCaption.create() }),
    parser.parse(rest, { ...options, topNode: table.create() }),
  ])
}

// A whole table that is pasted into a cell: its cells go into ours.
const pasteIntoTable = new Plugin({
  key: new PluginKey("pasteIntoTable"),
  props: {
    transformPasted(slice, view) {
      const block = slice.content.firstChild
      if (slice.content.childCount !== 1 || block.type.name !== "tableBlock") return slice
      return isInTable(view.state) ? new Slice(Fragment.from(block.lastChild), 0, 0) : slice
    },
  },
})

const TableBlock = Node.create({
  name: "tableBlock",
  group: "top",
  content: "tableCaption? table",
  isolating: true,
  defining: true,
  parseHTML: () => [{ tag: "table", getContent: readTable }],
  renderHTML: () => ["div", { class: "editor-table" }, 0],
  addProseMirrorPlugins: () => [pasteIntoTable],
})

export const tables = [TableBlock, Caption, Table, Row, HeaderCell, Cell]
