// A link: to an address, or to one of our articles.

import { completeAddress, isAddress } from "iria/addresses"
import { button, field, openDialog, showErrors } from "iria/dialogs"
import { make } from "iria/dom"
import { findArticles } from "iria/library"
import { fill, gettext, ngettext } from "iria/words"

const PAUSE = 250

/** Search among our articles → {element, chosen()}; `changed()` is called with each choice. */
function articleSearch(findUrl, current, changed) {
  let article = current
  const box = field({ name: "q", kind: "search", label: gettext("Or to one of our articles") })
  const input = box.querySelector("input")
  input.placeholder = gettext("Words of the title")
  const list = make("ul", { class: "link-results" })
  const status = make("p", { class: "desk-field__help", role: "status" })
  const shown = make("p", { class: "link-chosen", hidden: true })

  function choose(found) {
    article = found
    shown.hidden = !found
    shown.replaceChildren()
    if (found)
      shown.append(
        make("span", { text: fill(gettext("Our article: {title}"), { title: found.title }) }),
        button(gettext("Not this one"), { onclick: () => choose(null) }),
      )
    box.hidden = Boolean(found)
    list.replaceChildren()
    status.textContent = ""
    changed(found)
  }

  async function search() {
    const q = input.value.trim()
    if (!q) return list.replaceChildren()
    let found
    try {
      found = await findArticles(findUrl, { q })
    } catch (refusal) {
      status.textContent = refusal.message
      return list.replaceChildren()
    }
    if (q !== input.value.trim()) return null
    status.textContent = found.length
      ? ngettext("{number} article", "{number} articles", found.length)
      : gettext("No article found.")
    const options = found.map((one) =>
      make("li", {}, button(one.title, { class: "desk-button link-result", onclick: () => choose(one) })),
    )
    return list.replaceChildren(...options)
  }

  let waiting
  input.addEventListener("input", () => {
    clearTimeout(waiting)
    waiting = setTimeout(search, PAUSE)
  })
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return
    event.preventDefault()
    clearTimeout(waiting)
    search()
  })
  const start = () => choose(article)
  return { element: make("div", {}, box, status, list, shown), chosen: () => article, start }
}

async function knownArticle(findUrl, key) {
  if (!key) return null
  const found = await findArticles(findUrl, { keys: key }).catch(() => [])
  return found.find((one) => one.key === key) ?? { key, title: key }
}

function linkForm({ desk, attrs, article, needsText, close }) {
  const rest = make("p", { class: "desk-dialog__error", role: "alert", hidden: true })
  const form = make("form", { class: "desk-form", novalidate: true })
  const address = field({
    name: "href",
    label: gettext("Address"),
    kind: "url",
    value: attrs.href ?? "",
    placeholder: "https://",
  })
  const title = field({
    name: "title",
    label: gettext("Title"),
    help: gettext("Shown when a mouse rests on the link. Mostly left empty."),
    value: attrs.title ?? "",
  })
  const text = needsText ? [field({ name: "text", label: gettext("Text of the link") })] : []
  const search =
    desk?.findUrl &&
    articleSearch(desk.findUrl, article, (found) => {
      address.hidden = Boolean(found)
      const input = form.elements.text
      if (found && input && !input.value) input.value = found.title
    })
  const inLink = Boolean(attrs.href || attrs.article)
  const remove = () => close({ remove: true })
  const buttons = make(
    "div",
    { class: "desk-dialog__buttons" },
    inLink ? button(gettext("Remove the link"), { onclick: remove }) : null,
    button(gettext("Cancel"), { onclick: () => close(null) }),
    button(gettext("Save"), { type: "submit", class: "desk-button desk-button--main" }),
  )
  const more = make(
    "details",
    { class: "desk-more", open: Boolean(attrs.title) },
    make("summary", { text: gettext("More") }),
    title,
  )
  form.append(...text, address, ...(search ? [search.element] : []), more, rest, buttons)
  search?.start()

  form.addEventListener("submit", (event) => {
    event.preventDefault()
    const values = Object.fromEntries(new FormData(form))
    const found = search?.chosen()
    const href = completeAddress(values.href)
    const words = values.text?.trim() || found?.title || href.replace(/^mailto:/, "")
    if (!found && !isAddress(href)) {
      const sentence = gettext("An address such as https://example.org or name@example.org.")
      showErrors(form, { href: [sentence] }, rest)
    } else
      close({
        href: found ? null : href,
        article: found?.key ?? null,
        title: values.title.trim() || null,
        text: words,
      })
  })
  return form
}

/** There are words to link, or words can be put there. */
export const canLink = ({ state: { selection } }) =>
  !selection.empty || selection.$from.parent.inlineContent

/** Makes, changes or removes the link at the selection. */
export async function editLink(editor, desk = null) {
  if (!canLink(editor)) return
  if (editor.isActive("link")) editor.commands.extendMarkRange("link")
  const attrs = editor.getAttributes("link")
  const needsText = editor.state.selection.empty
  const article = desk ? await knownArticle(desk.findUrl, attrs.article) : null
  const answer = await openDialog({
    title: gettext("Link"),
    build: (close) => linkForm({ desk, attrs, article, needsText, close }),
  })
  if (!answer) return
  if (answer.remove) editor.chain().focus().unsetMark("link").run()
  else applyLink(editor, answer, needsText)
}

function applyLink(editor, { text, ...attrs }, needsText) {
  const chain = editor.chain().focus()
  if (!needsText) chain.setMark("link", attrs).run()
  else chain.insertContent({ type: "text", text, marks: [{ type: "link", attrs }] }).run()
}
