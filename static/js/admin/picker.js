// The picture picker: search the library or upload.
// pickPicture({pickUrl, uploadUrl, csrf}) → Promise of the picture, or null when left.

import { button, field, openDialog } from "iria/dialogs"
import { make } from "iria/dom"
import { pictureGrid } from "iria/picker-grid"
import { uploadForm } from "iria/upload-form"
import { gettext } from "iria/words"

const PAUSE = 250

function searchBox(search) {
  const box = field({
    name: "q",
    kind: "search",
    label: gettext("Search title, caption, credit or file name"),
  })
  box.classList.add("picker-search")
  const input = box.querySelector("input")
  input.setAttribute("autofocus", "")
  let waiting
  input.addEventListener("input", () => {
    clearTimeout(waiting)
    waiting = setTimeout(() => search(input.value.trim()), PAUSE)
  })
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return
    event.preventDefault()
    clearTimeout(waiting)
    search(input.value.trim())
  })
  return box
}

function acceptDrops(dialog, take) {
  const hasFile = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files")
  const mark = (on) => dialog.classList.toggle("is-dropping", on)
  dialog.addEventListener("dragover", (event) => {
    if (!hasFile(event)) return
    event.preventDefault()
    mark(true)
  })
  dialog.addEventListener("dragleave", (event) => {
    if (!dialog.contains(event.relatedTarget)) mark(false)
  })
  dialog.addEventListener("drop", (event) => {
    if (!hasFile(event)) return
    event.preventDefault()
    mark(false)
    take(event.dataTransfer.files[0])
  })
}

/** `csrf`: the token or a function that gives it. Without `uploadUrl` there is the library alone. */
export function pickPicture({ pickUrl, uploadUrl, csrf }) {
  const token = typeof csrf === "function" ? csrf : () => csrf
  return openDialog({
    title: gettext("Choose a picture"),
    className: "desk-dialog--wide picker",
    build(close, dialog) {
      const grid = pictureGrid(pickUrl, close)
      const search = searchBox(grid.search)
      const library = make("div", { class: "picker-library" }, search, grid.element)
      grid.search("")
      if (!uploadUrl) return make("div", { class: "picker-body" }, library)
      const upload = uploadForm(uploadUrl, token, close)
      const panel = make("div", { class: "picker-upload", hidden: true }, upload.element)
      const turn = button("", { class: "desk-button picker-turn" })

      function show(uploading) {
        library.hidden = uploading
        panel.hidden = !uploading
        turn.classList.toggle("is-beside", !uploading)
        turn.textContent = uploading
          ? gettext("Back to the library")
          : gettext("Upload a picture")
      }
      turn.addEventListener("click", () => {
        show(panel.hidden)
        const first = panel.hidden ? search : upload.element
        first.querySelector("input").focus()
      })
      acceptDrops(dialog, (file) => {
        show(true)
        upload.take(file)
      })
      show(false)
      return make("div", { class: "picker-body" }, turn, library, panel)
    },
  })
}
