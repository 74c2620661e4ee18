// Signing in again without leaving the page. askToSignIn(server, marks) → whether the one who
// typed is signed in.

import { button, field, openDialog, showErrors } from "iria/dialogs"
import { make } from "iria/dom"
import { fill, gettext } from "iria/words"
import { AWAY, OK } from "./server.js"

const UNREACHED = gettext("The server cannot be reached. What you typed is still here; try again.")
const LOCKED = gettext(
  "The password was wrong too often, so signing in with this address is closed for a while.",
)

/** → {errors}, sentences by field; without them it was a yes. */
async function attempt(server, values) {
  // The token may have gone with the login; and a new one may have come in another tab.
  const { how, data: now } = await server.who()
  if (how === OK) return now
  if (how === AWAY) return { errors: { __all__: [UNREACHED] } }
  const { status, data } = await server.post(server.whoUrl, values)
  if (status === 429) return { errors: { __all__: [LOCKED] } }
  return data ?? { errors: { __all__: [UNREACHED] } }
}

function formOf(server, marks, close) {
  const { userName: who, userAddress: address } = marks.dataset
  const intro = gettext("Your login has ended. What you typed is still here: sign in as {who} to go on.")
  const rest = make("p", { class: "desk-dialog__error", role: "alert", hidden: true })
  const submit = button(gettext("Sign in"), { type: "submit", class: "desk-button desk-button--main" })
  const form = make(
    "form",
    { class: "desk-form", novalidate: true },
    make("p", { class: "desk-dialog__intro", text: fill(intro, { who }) }),
    field({
      name: "username",
      kind: "email",
      label: gettext("E-mail address"),
      value: address,
      autocomplete: "username",
    }),
    field({
      name: "password",
      kind: "password",
      label: gettext("Password"),
      autocomplete: "current-password",
      autofocus: true,
    }),
    rest,
    make(
      "div",
      { class: "desk-dialog__buttons" },
      button(gettext("Later"), { onclick: () => close(false) }),
      submit,
    ),
  )
  form.addEventListener("submit", async (event) => {
    event.preventDefault()
    submit.disabled = true
    const { errors, token } = await attempt(server, Object.fromEntries(new FormData(form)))
    submit.disabled = false
    if (errors) return showErrors(form, errors, rest)
    server.token = token
    return close(true)
  })
  return form
}

export const askToSignIn = async (server, marks) =>
  (await openDialog({
    title: gettext("Sign in again"),
    build: (close) => formOf(server, marks, close),
  })) === true
