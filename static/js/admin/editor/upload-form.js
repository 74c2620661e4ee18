// The upload form of the picker. What was typed stays when the server refuses.

import { button, field, showErrors } from "iria/dialogs"
import { make } from "iria/dom"
import { sendPicture } from "iria/sending"
import { askTwin } from "iria/twin"
import { fill, gettext } from "iria/words"

const ACCEPT = "image/jpeg,image/png,image/webp,image/avif,image/gif,image/tiff"

const fields = () => [
  field({
    name: "alt",
    label: gettext("Alternative text"),
    help: gettext("What is to be seen, for those who cannot see it."),
    kind: "textarea",
    rows: 2,
  }),
  field({ name: "caption", label: gettext("Caption"), kind: "textarea", rows: 2 }),
  make(
    "div",
    { class: "desk-form__row" },
    field({ name: "photographer", label: gettext("Photographer") }),
    field({ name: "agency", label: gettext("Agency or source") }),
    field({ name: "licence", label: gettext("Licence") }),
  ),
]

function fileField(preview) {
  const box = field({ name: "file", label: gettext("Picture file"), kind: "file", accept: ACCEPT })
  const input = box.querySelector("input")
  box.classList.add("upload-drop")
  box.append(make("p", { class: "desk-field__help", text: gettext("… or drag it here.") }), preview)
  return { box, input }
}

/** → {element, take(file)}; `done(picture)` is called after a successful upload */
export function uploadForm(uploadUrl, csrf, done) {
  const preview = make("p", { class: "upload-drop__name" })
  const { box, input } = fileField(preview)
  const rest = make("p", { class: "desk-dialog__error", role: "alert", hidden: true })
  const submit = button(gettext("Upload and use"), {
    type: "submit",
    class: "desk-button desk-button--main",
  })
  const form = make("form", { class: "desk-form upload-form", novalidate: true })
  form.append(box, ...fields(), rest, make("div", { class: "desk-dialog__buttons" }, submit))
  let file = null

  function take(chosen) {
    file = chosen ?? null
    // What was dragged here stands in the field as well.
    if (file && input.files[0] !== file) {
      const dragged = new DataTransfer()
      dragged.items.add(file)
      input.files = dragged.files
    }
    preview.textContent = file
      ? fill(gettext("{name} ({size} kB)"), { name: file.name, size: Math.ceil(file.size / 1000) })
      : ""
    showErrors(form, {}, rest)
  }

  const tell = (part) => {
    const percent = Math.round(part * 100)
    submit.textContent = fill(gettext("Uploading … {percent} %"), { percent })
  }

  /** The picture, the one that stands already, or null. */
  async function sent(values) {
    try {
      return await sendPicture(uploadUrl, csrf, values, tell)
    } catch (refusal) {
      if (!refusal.same) throw refusal
      const answer = await askTwin(refusal)
      if (answer === "both") return sent({ ...values, again: 1 })
      return answer === "use" ? refusal.same : null
    }
  }

  async function send() {
    if (!file) {
      showErrors(form, { file: [gettext("Choose a picture file.")] }, rest)
      return
    }
    submit.disabled = true
    submit.textContent = gettext("Uploading …")
    try {
      const picture = await sent({ ...Object.fromEntries(new FormData(form)), file })
      if (picture) done(picture)
    } catch (refusal) {
      if (!refusal.errors) throw refusal
      submit.disabled = false
      showErrors(form, refusal.errors, rest)
    } finally {
      submit.disabled = false
      submit.textContent = gettext("Upload and use")
    }
  }

  input.addEventListener("change", () => take(input.files[0]))
  form.addEventListener("submit", (event) => {
    event.preventDefault()
    send()
  })
  return { element: form, take }
}
