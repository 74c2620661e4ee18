// What can be done to the table that holds the cursor.

import { pm } from "django-prose-editor/editor"

const { Fragment } = pm.model
const {
  addColumnAfter,
  addColumnBefore,
  addRowAfter,
  addRowBefore,
  deleteColumn,
  deleteRow,
  isInTable,
  mergeCells,
  selectedRect,
  splitCell,
  toggleHeader,
} = pm.tables

const rowsOf = (table) => table.content.content

/** [{node, position}] of the cells of one row; `start` is the position before the row */
function cellsOf(row, start) {
  const cells = []
  row.forEach((node, offset) => cells.push({ node, position: start + 1 + offset }))
  return cells
}

function eachRow(table, tablePosition, visit) {
  table.forEach((row, offset, index) => visit(row, tablePosition + 1 + offset, index))
}

function turn(tr, { node, position }, name, scope) {
  const type = tr.doc.type.schema.nodes[name]
  const { colspan, rowspan } = node.attrs
  tr.setNodeMarkup(position, type, scope ? { colspan, rowspan, scope } : { colspan, rowspan })
}

/**
 * After a change: the head is one run of rows at the top, a row between head rows belongs to
 * it, and each header cell says what it heads.
 */
function tidy(tr, tablePosition) {
  const table = tr.doc.nodeAt(tablePosition)
  if (table?.type.name !== "table") return tr
  const last = rowsOf(table).findLastIndex((row) => row.attrs.head)
  eachRow(table, tablePosition, (row, start, index) => {
    const head = index <= last
    if (head !== row.attrs.head) tr.setNodeMarkup(start, null, { ...row.attrs, head })
    for (const cell of cellsOf(row, start)) {
      const header = cell.node.type.name === "tableHeader"
      if (head && !(header && cell.node.attrs.scope)) turn(tr, cell, "tableHeader", "col")
      else if (header && !cell.node.attrs.scope) turn(tr, cell, "tableHeader", "row")
    }
  })
  return tr
}

/** A command of the table library, tidied up. */
const tidied = (command) => (editor) => {
  const { state, view } = editor
  if (!isInTable(state)) return false
  const { tableStart } = selectedRect(state)
  return command(state, (tr) => view.dispatch(tidy(tr, tableStart - 1)))
}

export const rowAbove = tidied(addRowBefore)
export const rowBelow = tidied(addRowAfter)
export const columnBefore = tidied(addColumnBefore)
export const columnAfter = tidied(addColumnAfter)
export const removeRow = tidied(deleteRow)
export const removeColumn = tidied(deleteColumn)
export const headerColumn = tidied(toggleHeader("column"))
export const merge = tidied(mergeCells)
export const split = tidied(splitCell)

export const canMerge = ({ state }) => isInTable(state) && mergeCells(state)
export const canSplit = ({ state }) => isInTable(state) && splitCell(state)

export const hasHeaderRow = ({ state }) =>
  isInTable(state) && selectedRect(state).table.firstChild.attrs.head

const firstCells = (table) => rowsOf(table).map((row) => row.firstChild?.type.name)

export function hasHeaderColumn({ state }) {
  if (!isInTable(state)) return false
  const { table } = selectedRect(state)
  const body = rowsOf(table).findIndex((row) => !row.attrs.head)
  return body !== -1 && firstCells(table).slice(body).every((name) => name === "tableHeader")
}

/** A cell that reaches from the first row into the next cannot be in a thead of its own. */
export const canHaveHeaderRow = ({ state }) =>
  isInTable(state) &&
  selectedRect(state).table.firstChild.content.content.every((cell) => cell.attrs.rowspan === 1)

export function headerRow(editor) {
  const { state, view } = editor
  if (!canHaveHeaderRow(editor)) return false
  const { table, tableStart } = selectedRect(state)
  const tr = state.tr
  const on = !table.firstChild.attrs.head
  const column = hasHeaderColumn(editor)
  eachRow(table, tableStart - 1, (row, start, index) => {
    if (on ? index > 0 : !row.attrs.head) return
    tr.setNodeMarkup(start, null, { ...row.attrs, head: on })
    cellsOf(row, start).forEach((cell, number) => {
      if (on) turn(tr, cell, "tableHeader", "col")
      else if (column && number === 0) turn(tr, cell, "tableHeader", "row")
      else turn(tr, cell, "tableCell")
    })
  })
  view.dispatch(tidy(tr, tableStart - 1))
  return true
}

function aroundCursor({ state }, name) {
  const { $from } = state.selection
  for (let depth = $from.depth; depth > 0; depth -= 1)
    if ($from.node(depth).type.name === name)
      return { node: $from.node(depth), position: $from.before(depth) }
  return null
}

export function removeTable(editor) {
  const found = aroundCursor(editor, "tableBlock")
  if (!found) return false
  const { position, node } = found
  editor.view.dispatch(editor.state.tr.delete(position, position + node.nodeSize).scrollIntoView())
  return true
}

/** A new table; the first row is its head. */
export function newTable(schema, rows, columns) {
  const { tableBlock, tableCaption, table, tableRow, tableCell, tableHeader } = schema.nodes
  const row = (head) => {
    const cell = () => (head ? tableHeader.createAndFill({ scope: "col" }) : tableCell.createAndFill())
    return tableRow.create({ head }, Array.from({ length: columns }, cell))
  }
  const all = Array.from({ length: rows }, (_, index) => row(index === 0))
  return tableBlock.create(null, Fragment.from([tableCaption.create(), table.create(null, all)]))
}
