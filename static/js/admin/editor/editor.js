// One textarea with HTML of format 1 → the visual editor around it.

import { Editor } from "django-prose-editor/editor"
import { contextBars } from "iria/contexts"
import { freshId, make } from "iria/dom"
import { TYPED, extensions } from "iria/extensions"
import { footer } from "iria/footer"
import { followJumps } from "iria/jumps"
import { csrfToken } from "iria/library"
import { noticeBoard } from "iria/notices"
import { pictureStore } from "iria/pictures"
import { goOnAtEnd } from "iria/placement"
import { readDocument } from "iria/reading"
import { bodySerializer, serializeDocument } from "iria/serializer"
import { toolbar } from "iria/toolbar"
import { bodyItems } from "iria/toolbar-items"
import { gettext } from "iria/words"

const PAUSE = 300
const MARGIN = 24

function labelOf(textarea) {
  const label = document.querySelector(`label[for="${textarea.id}"]`)
  if (!label) return { "aria-label": gettext("Text") }
  label.id ||= freshId("label")
  return { "aria-labelledby": label.id }
}

function attributesOf(textarea) {
  const attributes = { class: "editor-text", "aria-multiline": "true", ...labelOf(textarea) }
  for (const name of ["aria-describedby", "aria-invalid", "lang", "dir"])
    if (textarea.hasAttribute(name)) attributes[name] = textarea.getAttribute(name)
  return attributes
}

/** Writes the document into the textarea: after a pause, and before the form is read. */
function keepInStep(editor, textarea) {
  const serializer = bodySerializer(editor.schema)
  let waiting = null
  function flush() {
    if (waiting === null) return
    clearTimeout(waiting)
    waiting = null
    textarea.value = serializeDocument(serializer, editor.state.doc)
    textarea.dispatchEvent(new Event("input", { bubbles: true }))
  }
  editor.on("update", () => {
    clearTimeout(waiting)
    waiting = setTimeout(flush, PAUSE)
  })
  editor.on("blur", flush)
  window.addEventListener("pagehide", flush)
  textarea.form?.addEventListener("submit", flush, { capture: true })
  textarea.form?.addEventListener("formdata", (event) => {
    flush()
    if (textarea.name && !textarea.disabled) event.formData.set(textarea.name, textarea.value)
  })
}

function startEditor(textarea, desk, page, scrollMargin) {
  const editable = !(textarea.disabled || textarea.readOnly)
  const editor = new Editor({
    element: page,
    extensions: extensions(desk),
    editable,
    injectCSS: false,
    enableInputRules: TYPED,
    enablePasteRules: false,
    editorProps: {
      attributes: attributesOf(textarea),
      scrollMargin,
      scrollThreshold: scrollMargin,
    },
    onBeforeCreate: ({ editor: made }) => {
      made.options.content = readDocument(made.schema, textarea.value)
    },
  })
  editor.storage.heading.refuse = () =>
    desk.notices.tell(gettext("A heading cannot hold a footnote. Move the footnote first."))
  return editor
}

export function createEditor(textarea) {
  const { pickUrl, uploadUrl, findUrl, csrfCookie } = textarea.dataset
  const notices = noticeBoard()
  const desk = {
    pickUrl,
    uploadUrl,
    findUrl,
    csrf: csrfToken(csrfCookie, textarea.form),
    pictures: pictureStore(pickUrl, notices.tell),
    notices,
    focusToolbar: () => {},
  }
  const page = make("div", { class: "editor__page" })
  const frame = make("div", { class: "editor" }, page)
  textarea.before(frame)
  textarea.hidden = true

  // PM scrolls the cursor into view; the toolbar covers the upper edge.
  const margin = { top: MARGIN, bottom: MARGIN * 4, left: 0, right: 0 }
  const editor = startEditor(textarea, desk, page, margin)
  if (editor.options.editable) {
    const bar = toolbar(editor, bodyItems(desk), gettext("Formatting of the text"))
    desk.focusToolbar = bar.focus
    const head = make("div", { class: "editor__head" }, bar.element, contextBars(editor))
    frame.prepend(head, desk.notices.element)
    const contexts = head.lastElementChild
    const measure = new ResizeObserver(() => {
      margin.top = head.offsetHeight + contexts.offsetHeight + MARGIN
    })
    measure.observe(head)
    measure.observe(contexts)
  }
  page.addEventListener("mousedown", (event) => {
    const below = event.clientY > editor.view.dom.getBoundingClientRect().bottom
    if (event.target !== page || !below || !editor.isEditable) return
    event.preventDefault()
    goOnAtEnd(editor.view)
  })
  frame.append(footer(editor, desk))
  document
    .querySelector(`label[for="${textarea.id}"]`)
    ?.addEventListener("click", () => editor.view.focus())
  keepInStep(editor, textarea)
  followJumps(editor, textarea)
  textarea.dispatchEvent(new CustomEvent("body-editor:ready", { bubbles: true, detail: { editor } }))
  return editor
}
