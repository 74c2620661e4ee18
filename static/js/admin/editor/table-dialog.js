// How large a new table is to be.

import { askFor } from "iria/dialogs"
import { placeNode } from "iria/placement"
import { newTable } from "iria/table-commands"
import { gettext } from "iria/words"

const LARGEST = 50

const isSize = (text) => /^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= LARGEST

function check(values) {
  const wrong = Object.entries(values).filter(([, value]) => !isSize(value))
  const sentence = gettext("A number from 1 to 50.")
  return wrong.length ? Object.fromEntries(wrong.map(([name]) => [name, [sentence]])) : null
}

export async function insertTable(editor) {
  const sizes = await askFor({
    title: gettext("Table"),
    intro: gettext("The first row becomes the head. Rows and columns can be added later."),
    submit: gettext("Insert"),
    fields: [
      { name: "rows", label: gettext("Rows"), kind: "number", value: "3", min: 1, max: LARGEST },
      { name: "columns", label: gettext("Columns"), kind: "number", value: "3", min: 1, max: LARGEST },
    ],
    check,
  })
  if (!sizes) return
  const table = newTable(editor.schema, Number(sizes.rows), Number(sizes.columns))
  placeNode(editor, table, { inside: true })
}
