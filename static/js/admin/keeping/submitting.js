// A press of Save goes through only where the server answers and knows who it is; until then all
// that was typed stays on the page.

import { ANOTHER, OK, SIGNED_OUT, TOO_LARGE } from "./server.js"

export function guard(form, keeper, signIn) {
  let isSure = false

  async function check(submitter) {
    let { how, data } = await keeper.now()
    if ((how === SIGNED_OUT || how === ANOTHER) && (await signIn()))
      ({ how, data } = await keeper.now())
    // What is too long to be kept can be saved.
    if (how !== OK && data?.refused !== TOO_LARGE) return
    isSure = true
    form.requestSubmit(submitter)
  }

  // Before all others: they see a press that is held back as one that was not.
  addEventListener(
    "submit",
    (event) => {
      if (event.target !== form) return
      if (!isSure) {
        event.preventDefault()
        event.stopImmediatePropagation()
        check(event.submitter)
      }
      isSure = false
    },
    { capture: true },
  )
  addEventListener("submit", (event) => {
    if (event.target === form && !event.defaultPrevented) keeper.saving()
  })
}

/** Signing out takes along what only this browser has. */
export function guardSignOut(keeper) {
  const form = document.getElementById("logout-form")
  form?.addEventListener("submit", async (event) => {
    event.preventDefault()
    await keeper.now()
    form.submit()
  })
}
