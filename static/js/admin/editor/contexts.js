// A second row of tools, for the table, numbered list or quote that holds the cursor.

import { completeAddress, isWebAddress } from "iria/addresses"
import { askFor } from "iria/dialogs"
import { make } from "iria/dom"
import * as table from "iria/table-commands"
import { toolbar } from "iria/toolbar"
import { gettext } from "iria/words"

const word = (name, label, run, rest = {}) => ({
  name,
  label,
  run: (editor) => {
    run(editor)
    editor.view.focus()
  },
  ...rest,
})

const tableItems = () => [
  [
    word("row-above", gettext("Row above"), table.rowAbove),
    word("row-below", gettext("Row below"), table.rowBelow),
    word("remove-row", gettext("Delete row"), table.removeRow),
  ],
  [
    word("column-before", gettext("Column before"), table.columnBefore),
    word("column-after", gettext("Column after"), table.columnAfter),
    word("remove-column", gettext("Delete column"), table.removeColumn),
  ],
  [
    word("header-row", gettext("Header row"), table.headerRow, {
      active: table.hasHeaderRow,
      enabled: table.canHaveHeaderRow,
    }),
    word("header-column", gettext("Header column"), table.headerColumn, {
      active: table.hasHeaderColumn,
    }),
  ],
  [
    word("merge", gettext("Merge cells"), table.merge, { enabled: table.canMerge }),
    word("split", gettext("Split cell"), table.split, { enabled: table.canSplit }),
  ],
  [word("remove-table", gettext("Delete table"), table.removeTable)],
]

const isStart = (text) => /^[1-9]\d{0,3}$/.test(text)

async function askForStart(editor) {
  const answer = await askFor({
    title: gettext("Numbered list"),
    submit: gettext("Save"),
    fields: [
      {
        name: "start",
        label: gettext("Begin with number"),
        kind: "number",
        min: 1,
        value: String(editor.getAttributes("orderedList").start),
      },
    ],
    check: ({ start }) => (isStart(start) ? null : { start: [gettext("A number from 1 to 9999.")] }),
  })
  if (answer)
    editor.chain().focus().updateAttributes("orderedList", { start: Number(answer.start) }).run()
}

async function askForSource(editor) {
  const answer = await askFor({
    title: gettext("Quote"),
    submit: gettext("Save"),
    fields: [
      {
        name: "cite",
        label: gettext("Address of the source"),
        help: gettext("Where the quoted words can be read. May be empty."),
        kind: "url",
        value: editor.getAttributes("blockquote").cite ?? "",
      },
    ],
    check: ({ cite }) =>
      !cite.trim() || isWebAddress(completeAddress(cite))
        ? null
        : { cite: [gettext("A whole address that begins with https://")] },
  })
  if (!answer) return
  const cite = completeAddress(answer.cite) || null
  editor.chain().focus().updateAttributes("blockquote", { cite }).run()
}

const contexts = () => [
  {
    label: gettext("Table"),
    holds: (editor) => editor.isActive("table"),
    items: tableItems(),
  },
  {
    label: gettext("Numbered list"),
    holds: (editor) => editor.isActive("orderedList"),
    items: [[word("start", gettext("Begin with number …"), askForStart)]],
  },
  {
    label: gettext("Quote"),
    holds: (editor) => editor.isActive("blockquote"),
    items: [[word("source", gettext("Address of the source …"), askForSource)]],
  },
]

/** → element with the rows; each is shown where it applies */
export function contextBars(editor) {
  const element = make("div", { class: "editor-contexts" })
  const bars = contexts().map(({ label, holds, items }) => {
    const bar = toolbar(editor, items, label, "editor-toolbar--context")
    bar.element.prepend(make("span", { class: "editor-toolbar__label", text: label, "aria-hidden": "true" }))
    bar.element.hidden = true
    element.append(bar.element)
    return { bar, holds }
  })
  editor.on("transaction", () => {
    for (const { bar, holds } of bars) {
      const hidden = !holds(editor)
      if (bar.element.hidden !== hidden) bar.element.hidden = hidden
    }
  })
  return element
}
