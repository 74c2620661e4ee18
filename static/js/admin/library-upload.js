// The library takes many files: chosen in the form, or dropped anywhere on its page. Each has a
// line that says how far it is, and in the end what became of it.

import { button } from "iria/dialogs"
import { make } from "iria/dom"
import { csrfToken } from "iria/library"
import { sendPicture } from "iria/sending"
import { uploadQueue } from "iria/upload-queue"
import { fill, gettext, ngettext } from "iria/words"

const form = document.querySelector("form[data-upload]")

const thumbnail = ({ src, width, height }) =>
  src ? make("img", { src, width, height, alt: "", class: "upload-line__picture" }) : null

const link = (picture, text) => make("a", { href: picture.url, text })

/** What stands in the line of a file, by the state of its item. */
function content(item, queue) {
  const { picture, refusal, file } = item
  const name = make("span", { class: "upload-line__name", text: file.name })
  const said = (text) => make("span", { class: "upload-line__said", text })
  if (item.state === "done")
    return [thumbnail(picture), name, said(gettext("In the library.")), link(picture, gettext("Open"))]
  if (item.state === "same") {
    const open = link(refusal.same, gettext("Open that one"))
    const use = button(gettext("Use that one"), { onclick: () => queue.use(item) })
    const both = button(gettext("Keep both"), { onclick: () => queue.again(item, { again: 1 }) })
    return [thumbnail(refusal.same), name, said(refusal.message), open, use, both]
  }
  if (item.state === "refused") {
    const again = button(gettext("Try again"), { onclick: () => queue.again(item, item.fields) })
    return [name, said(refusal.message), again]
  }
  const label = fill(gettext("Uploading {name}"), { name: file.name })
  return [name, make("progress", { max: 1, value: item.part, "aria-label": label })]
}

function draw(item, queue) {
  const { line, state } = item
  if (line.dataset.state === state && state === "sending") {
    line.querySelector("progress").value = item.part
    return
  }
  const hadFocus = line.contains(document.activeElement)
  line.dataset.state = state
  line.replaceChildren(...content(item, queue).filter(Boolean))
  for (const control of line.querySelectorAll("button, a"))
    control.setAttribute("aria-label", `${control.textContent}: ${item.file.name}`)
  if (hadFocus) line.focus()
}

/** "45 of 50 uploaded, 3 not." */
function summary(items) {
  const count = (...states) => items.filter(({ state }) => states.includes(state)).length
  const all = fill(gettext("{done} of {all} in the library."), {
    done: count("done"),
    all: items.length,
  })
  const refused = count("refused")
  const same = count("same")
  const parts = [all]
  if (refused) parts.push(ngettext("{number} refused.", "{number} refused.", refused))
  if (same) parts.push(ngettext("{number} is there already.", "{number} are there already.", same))
  return parts.join(" ")
}

function start() {
  const input = form.querySelector("input[type=file]")
  const csrf = csrfToken(form.dataset.csrfCookie, form)
  const list = make("ul", { class: "upload-lines", "aria-label": gettext("Files") })
  const status = make("p", { class: "upload-status", role: "status" })
  const show = make("a", {
    class: "button",
    href: form.dataset.listUrl,
    text: gettext("Show them in the library"),
    hidden: true,
  })
  const queue = uploadQueue({
    send: (file, fields, progress) =>
      sendPicture(form.dataset.uploadUrl, csrf, { file, ...fields }, progress),
    changed(item) {
      if (!item.line) list.append((item.line = make("li", { class: "upload-line", tabindex: -1 })))
      const before = item.line.dataset.state
      draw(item, queue)
      if (before !== item.state) tell()
    },
  })

  function tell() {
    const { items } = queue
    status.textContent = summary(items)
    const isGoingOn = items.some(({ state }) => ["waiting", "sending"].includes(state))
    show.hidden = isGoingOn || !items.some(({ state }) => state === "done")
    globalThis.onbeforeunload = isGoingOn ? (event) => event.preventDefault() : null
  }

  function take(files) {
    if (files.length) queue.add(files)
  }

  input.addEventListener("change", () => {
    take(input.files)
    input.value = ""
  })
  form.classList.add("is-live")
  form.after(make("div", { class: "upload-progress" }, status, list, show))
  acceptDrops(take)
}

const hasFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files")

function acceptDrops(take) {
  const mark = (on) => document.body.classList.toggle("is-dropping", on)
  addEventListener("dragover", (event) => {
    if (!hasFiles(event)) return
    event.preventDefault()
    mark(true)
  })
  addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) mark(false)
  })
  addEventListener("drop", (event) => {
    if (!hasFiles(event)) return
    event.preventDefault()
    mark(false)
    take(event.dataTransfer.files)
  })
}

if (form) start()
