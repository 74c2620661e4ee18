// Asks before a text form is left with something that is nowhere but on this page: neither saved
// nor kept (keeping/keeper.js says so by `data-kept`).

const form = document.querySelector("form[data-keep-typed]")

/** What would be sent, and what stands half-typed in the boxes of ordered choices. */
function typed() {
  const values = [...new FormData(form)].map(([name, value]) => [name, value.name ?? value])
  const boxes = [...form.querySelectorAll("[role=combobox]")].map(({ value }) => value.trim())
  return JSON.stringify([values, boxes])
}

function watch() {
  // What was refused is nowhere but on this page.
  const before = form.querySelector(".errornote") ? null : typed()
  let isSent = false

  window.addEventListener("submit", (event) => {
    if (event.target === form) isSent = !event.defaultPrevented
  })
  window.addEventListener("pageshow", () => {
    isSent = false
  })
  window.addEventListener("beforeunload", (event) => {
    // First what is typed: to read it has it kept.
    if (!isSent && typed() !== before && !("kept" in form.dataset)) event.preventDefault()
  })
}

if (form) watch()
