// Buttons that copy an address: <button class="copy" data-copy="https://…">. Where the browser
// does not let us write to the clipboard, the address stands selected beside the button.

const SHOWN_MS = 4000

function offer(button) {
  const field = document.createElement("input")
  field.readOnly = true
  field.value = button.dataset.copy
  field.className = "copy-address"
  field.setAttribute("aria-label", button.textContent)
  button.replaceWith(field)
  field.focus()
  field.select()
}

async function copy(button) {
  try {
    await navigator.clipboard.writeText(button.dataset.copy)
  } catch {
    // No clipboard outside a secure context, or the permission was refused.
    return offer(button)
  }
  const before = button.textContent
  button.textContent = globalThis.gettext?.("Copied") ?? "Copied"
  return setTimeout(() => {
    button.textContent = before
  }, SHOWN_MS)
}

for (const button of document.querySelectorAll("button[data-copy]")) {
  button.setAttribute("aria-live", "polite")
  button.addEventListener("click", () => copy(button))
}
