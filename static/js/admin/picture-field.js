// Turns <div data-picture-field> with the key of a picture into thumbnail, credit and buttons.

import { button } from "iria/dialogs"
import { make } from "iria/dom"
import { csrfToken, findPictures } from "iria/library"
import { pickPicture } from "iria/picker"
import { gettext } from "iria/words"
import { pictureTexts } from "./picture-texts.js"

function pictureField(box) {
  const input = box.querySelector("input")
  const { pickUrl, uploadUrl, csrfCookie } = box.dataset
  const csrf = csrfToken(csrfCookie, input.form)
  const labelled = document.querySelector(`label[for="${input.id}"]`)?.textContent.trim() ?? ""
  const shown = make("div", { class: "picture-field__shown", "aria-live": "polite" })
  const choose = button(gettext("Choose a picture"))
  const remove = button(gettext("Remove"))
  const described = labelled.replace(/:$/, "")
  const fillTexts = pictureTexts(input)
  let current = null

  function show(picture) {
    const image = picture?.src && make("img", { src: picture.src, alt: picture.alt ?? "" })
    const missing = gettext("This picture is no longer in the library.")
    const credit = picture?.taken_down
      ? gettext("This picture was taken down. Choose another.")
      : picture?.credit_line || gettext("No credit")
    shown.replaceChildren()
    if (picture) {
      shown.append(...(image ? [image] : []))
      shown.append(
        make("p", { class: picture.credit ? "picture-field__credit" : "is-missing", text: credit }),
      )
      for (const sentence of picture.notices ?? [])
        shown.append(make("p", { class: "desk-field__help", text: sentence }))
    } else if (input.value) shown.append(make("p", { class: "is-missing", text: missing }))
    shown.hidden = !input.value
    choose.textContent = input.value ? gettext("Replace") : gettext("Choose a picture")
    remove.hidden = !input.value
    for (const control of [choose, remove])
      control.setAttribute("aria-label", `${described}: ${control.textContent}`)
  }

  function set(key, picture) {
    input.value = key
    input.dispatchEvent(new Event("change", { bubbles: true }))
    show(picture)
    fillTexts(current, picture)
    current = picture
  }

  choose.addEventListener("click", async () => {
    const picture = await pickPicture({ pickUrl, uploadUrl, csrf })
    if (picture) set(picture.key, picture)
  })
  remove.addEventListener("click", () => {
    set("", null)
    choose.focus()
  })

  async function start() {
    if (!input.value) return show(null)
    try {
      const [picture] = await findPictures(pickUrl, [input.value])
      current = picture ?? null
      return show(current)
    } catch (refusal) {
      show(null)
      return shown.replaceChildren(make("p", { class: "is-missing", text: refusal.message }))
    }
  }

  input.type = "hidden"
  box.classList.add("picture-field")
  box.append(shown, make("div", { class: "picture-field__buttons" }, choose, remove))
  start()
}

for (const box of document.querySelectorAll("[data-picture-field]"))
  if (!box.querySelector("input").id.includes("__prefix__")) pictureField(box)
