// In the lists of the desk: fields in a row get the name of their column and of the row, and cells
// carry their column's name for the cards of a phone.

const table = document.querySelector("#result_list")

function label(row, columns) {
  const name = row.querySelector("th")?.textContent.trim() ?? ""
  for (const [number, cell] of [...row.cells].entries()) {
    const column = columns[number]
    if (!column) continue
    cell.dataset.column = column
    for (const field of cell.querySelectorAll("input:not([type=hidden], [type=checkbox]), select"))
      if (!field.labels?.length) field.setAttribute("aria-label", `${column}: ${name}`)
  }
}

if (table) {
  const columns = [...table.tHead.rows[0].cells].map((cell) =>
    cell.querySelector(".visually-hidden, .action-checkbox-column") ? "" : cell.textContent.trim(),
  )
  for (const row of table.tBodies[0].rows) label(row, columns)
}
