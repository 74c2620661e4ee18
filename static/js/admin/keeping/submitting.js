// A press of Save goes through only where the server answers and knows who it is; until then all
// that was typed stays on the page.

import { hold } from "./holding.js"
import { isLost, OK, TOO_LARGE } from "./server.js"

export function guard(form, keeper, signIn) {
  hold(form, async () => {
    let { how, data } = await keeper.now()
    if (isLost(how) && (await signIn())) ({ how, data } = await keeper.now())
    // What is too long to be kept can be saved.
    return how === OK || data?.refused === TOO_LARGE
  })
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
