// What earlier pages could not send any more: it goes to the server, whose offer is then shown.

import { OK, REFUSED } from "./server.js"

const OFFERS = "kept-offers"

/** What an offer says and where it leads; tokens of its forms are new with each answer. */
const gist = (offers) =>
  JSON.stringify([offers.textContent, [...offers.querySelectorAll("a")].map((one) => one.href)])

/** One that stands already stays: somebody may be at its buttons. */
async function showOffers(tab) {
  const answer = await fetch(`${location.pathname}?${new URLSearchParams({ kept_tab: tab })}`)
  if (!answer.ok) return
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html")
  const found = fresh.getElementById(OFFERS)
  const shown = document.getElementById(OFFERS)
  if (found && gist(found) !== gist(shown)) shown.replaceWith(found)
}

export async function sendLeftovers(server, store) {
  const found = store.leftovers()
  let isNew = false
  for (const { key, tab, revision, fields, instead, at } of found) {
    const age = String(Math.max(0, Date.now() - at))
    const { how } = await server.tell({ tab, revision, fields, instead, age, late: "1" })
    if (how === OK) store.removeOlder(key, at)
    isNew ||= how === OK
    if (how !== OK && how !== REFUSED) break
  }
  if (isNew) await showOffers(server.tab).catch(() => {})
}
