// Native modal dialogs with a title, a form and errors at their fields.

import { freshId, make } from "iria/dom"
import { gettext } from "iria/words"

/**
 * Opens a dialog with the given content and resolves when it closes.
 * `build(close, dialog)` returns the content; `close(value)` ends the dialog with that value,
 * Escape and the Close button end it with null. The focus goes to the first field, if there is
 * one, and in the end back to where it was. `opened()` is called when the dialog stands and can
 * move the focus.
 */
export function openDialog({ title, className = "", build, opened = () => {} }) {
  return new Promise((resolve) => {
    const before = document.activeElement
    const heading = make("h2", { id: freshId("dialog"), class: "desk-dialog__title", text: title })
    const dialog = make("dialog", {
      class: `desk-dialog ${className}`.trim(),
      "aria-labelledby": heading.id,
    })
    // At once, not when the browser reports the end: what is typed next is for the page.
    const close = (value = null) => {
      if (dialog.open) dialog.close()
      if (!dialog.isConnected) return
      dialog.remove()
      // A text editor puts its cursor back only when it is asked itself.
      if (before?.isConnected) (before.editor?.view ?? before).focus({ preventScroll: true })
      resolve(value)
    }
    const closing = make("button", {
      type: "button",
      class: "desk-dialog__close",
      "aria-label": gettext("Close"),
      text: "×",
      onclick: () => close(null),
    })
    dialog.append(make("header", { class: "desk-dialog__head" }, heading, closing))
    dialog.append(build(close, dialog))
    dialog.addEventListener("close", () => close(null))
    // The dialog stands outside the page's form: its keys and changes are its own.
    for (const name of ["keydown", "input", "change", "submit"])
      dialog.addEventListener(name, (event) => event.stopPropagation())
    document.body.append(dialog)
    dialog.showModal()
    focusFirst(dialog)
    opened()
  })
}

/** Not the Close button, which would take Enter. What a field holds is ready to be typed over. */
function focusFirst(dialog) {
  if (dialog.querySelector("[autofocus]")) return
  const fields = [...dialog.querySelectorAll("input, textarea, select")]
  const first = fields.find((one) => one.checkVisibility())
  first?.focus()
  first?.select?.()
}

export const button = (label, attributes = {}) =>
  make("button", { type: "button", class: "desk-button", text: label, ...attributes })

/**
 * A label with its control. `options`: name, label, help, value, kind ("text", "textarea",
 * "url", "search", "number"), and further attributes of the control.
 */
export function field({ name, label, help = "", value = "", kind = "text", ...rest }) {
  const id = freshId("field")
  const described = []
  const control = make(kind === "textarea" ? "textarea" : "input", {
    id,
    name,
    type: kind === "textarea" ? null : kind,
    autocomplete: "off",
    ...rest,
  })
  if (kind !== "file") control.value = value
  const box = make("div", { class: "desk-field" }, make("label", { for: id, text: label }), control)
  if (help) {
    box.append(make("p", { id: `${id}-help`, class: "desk-field__help", text: help }))
    described.push(`${id}-help`)
  }
  described.push(`${id}-error`)
  control.setAttribute("aria-describedby", described.join(" "))
  box.append(make("p", { id: `${id}-error`, class: "desk-field__error", hidden: true }))
  return box
}

/** Shows sentences at their fields; what has no field goes to the element `rest`. */
export function showErrors(form, errors, rest) {
  for (const control of form.elements) showError(control, errors[control.name] ?? [])
  const known = new Set([...form.elements].map((control) => control.name))
  const others = Object.entries(errors).filter(([name]) => !known.has(name))
  rest.textContent = others.flatMap(([, sentences]) => sentences).join(" ")
  rest.hidden = !rest.textContent
  form.querySelector("[aria-invalid]")?.focus()
}

function showError(control, sentences) {
  const place = control.id && control.form.querySelector(`#${control.id}-error`)
  if (!place) return
  place.textContent = sentences.join(" ")
  place.hidden = !sentences.length
  if (sentences.length) control.setAttribute("aria-invalid", "true")
  else control.removeAttribute("aria-invalid")
}

/**
 * Asks for the values of some fields. `check(values)` returns errors by field, or null.
 * `extra`: [{label, value}] further buttons that end the dialog with their value.
 */
export function askFor({ title, fields, submit, check = () => null, extra = [], intro = "" }) {
  return openDialog({
    title,
    build(close) {
      const rest = make("p", { class: "desk-dialog__error", role: "alert", hidden: true })
      const form = make("form", { class: "desk-form", novalidate: true })
      if (intro) form.append(make("p", { class: "desk-dialog__intro", text: intro }))
      form.append(...fields.map(field), rest)
      form.append(
        make(
          "div",
          { class: "desk-dialog__buttons" },
          ...extra.map(({ label, value }) => button(label, { onclick: () => close(value) })),
          button(gettext("Cancel"), { onclick: () => close(null) }),
          button(submit, { type: "submit", class: "desk-button desk-button--main" }),
        ),
      )
      form.addEventListener("submit", (event) => {
        event.preventDefault()
        const values = Object.fromEntries(new FormData(form))
        const errors = check(values)
        if (errors) showErrors(form, errors, rest)
        else close(values)
      })
      return form
    },
  })
}
