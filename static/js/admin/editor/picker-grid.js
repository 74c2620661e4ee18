// The picker's results: thumbnails with title and credit, a page at a time.

import { searchPictures } from "iria/library"
import { button } from "iria/dialogs"
import { make } from "iria/dom"
import { gettext, ngettext } from "iria/words"

function tile(picture, choose) {
  const image = make("img", {
    src: picture.src,
    alt: "",
    width: picture.width,
    height: picture.height,
    loading: "lazy",
    decoding: "async",
  })
  const credit = picture.credit || gettext("No credit")
  const chooser = make(
    "button",
    { type: "button", class: "picker-tile", onclick: () => choose(picture) },
    make("span", { class: "picker-tile__frame" }, image),
    make("span", { class: "picker-tile__title", text: picture.title || picture.key }),
    make("span", {
      class: picture.credit ? "picker-tile__credit" : "picker-tile__credit is-missing",
      text: credit,
    }),
  )
  if (picture.alt) chooser.title = picture.alt
  return make("li", {}, chooser)
}

/** → {element, search(q)}; `choose(picture)` is called with what is clicked */
export function pictureGrid(pickUrl, choose) {
  const list = make("ul", { class: "picker-grid", "aria-label": gettext("Pictures") })
  const status = make("p", { class: "picker-status", role: "status" })
  const more = button(gettext("More"), { class: "desk-button picker-more", hidden: true })
  let asked = 0
  let query = ""
  let page = 1

  async function load() {
    const turn = ++asked
    list.setAttribute("aria-busy", "true")
    try {
      const answer = await searchPictures(pickUrl, query, page)
      if (turn === asked) show(answer)
    } catch (refusal) {
      if (turn === asked) fail(refusal)
    }
    if (turn === asked) list.removeAttribute("aria-busy")
  }

  function show({ results, more: further }) {
    const tiles = results.map((picture) => tile(picture, choose))
    if (page === 1) list.replaceChildren(...tiles)
    else list.append(...tiles)
    // Focus stays with the reader: on the first of the new ones.
    if (page > 1) tiles[0]?.querySelector("button").focus()
    more.hidden = !further
    const number = list.childElementCount
    status.classList.remove("is-error")
    status.textContent = number
      ? ngettext("{number} picture", "{number} pictures", number) + (further ? " …" : "")
      : gettext("No picture found. Search for another word, or upload one.")
  }

  function fail(refusal) {
    status.classList.add("is-error")
    status.textContent = refusal.message
  }

  more.addEventListener("click", () => {
    page += 1
    load()
  })

  return {
    element: make("div", { class: "picker-results" }, status, list, more),
    search(q) {
      query = q
      page = 1
      return load()
    },
  }
}
