// Names for what Django's own widgets build without one: the boxes of select2, and the signs beside
// the filters of its two lists.

function nameSelect(select) {
  const label = select.labels?.[0]
  const box = select.parentElement.querySelector(".select2-selection[role=combobox]")
  const shown = box?.querySelector(".select2-selection__rendered")
  if (!label || !shown) return
  label.id ||= `${select.id}_label`
  box.setAttribute("aria-labelledby", `${label.id} ${shown.id}`)
  shown.setAttribute("aria-label", label.textContent.trim())
}

// Each is built later than a module runs: the boxes when jQuery is ready, the lists at the load.
globalThis.django?.jQuery?.(() => {
  for (const select of document.querySelectorAll("select.admin-autocomplete")) nameSelect(select)
})
window.addEventListener("load", () => {
  for (const sign of document.querySelectorAll(".selector span[aria-label]"))
    sign.setAttribute("role", "img")
})
