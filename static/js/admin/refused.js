// The note above a form that was refused: it has the focus, and its links lead to the fields.

const note = document.querySelector(".errornote[tabindex]")

/** The control that stands for a field: the editor for its textarea, a button for a picture. */
function controlOf(field) {
  const row = field.closest(".form-row") ?? field.parentElement
  const isSeen = (one) => one.checkVisibility() && !one.disabled
  if (isSeen(field)) return field
  return [...row.querySelectorAll(".editor-text, button, input, select, [tabindex='0']")].find(isSeen)
}

note?.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#']")
  const field = link && document.getElementById(link.hash.slice(1))
  const control = field && controlOf(field)
  if (!control) return
  event.preventDefault()
  control.focus()
  control.scrollIntoView({ block: "center" })
})
note?.focus()
