// Keys of a text form: Ctrl+S or ⌘S saves the draft, Enter in the title goes on to what follows.

const form = document.querySelector("form[data-keep-typed]")

function save(event) {
  const isSave = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey
  if (!isSave || event.key.toLowerCase() !== "s") return
  event.preventDefault()
  // Not while a dialog asks something.
  if (!document.querySelector("dialog[open]")) form.querySelector("[name=_save]")?.click()
}

function goOn(event) {
  if (event.key !== "Enter" || event.isComposing) return
  event.preventDefault()
  const next = form.elements.standfirst ?? form.querySelector(".editor-text")
  next?.focus()
}

if (form) {
  document.addEventListener("keydown", save, { capture: true })
  form.elements.title?.addEventListener("keydown", goOn)
}
