// After a save the page stands where it stood, and what it has to say floats over the save bar.

const KEY = "desk-place"
const FRESH_MS = 60_000
const HIGH = 120

const form = document.querySelector("form[data-keep-typed]")
/** Adding and changing one text are one place: /…/article/add/ leads to /…/article/7/change/. */
const section = () => location.pathname.replace(/(?:add|\d+\/change)\/$/, "")

function keep() {
  const place = { section: section(), y: scrollY, at: Date.now() }
  sessionStorage.setItem(KEY, JSON.stringify(place))
}

function kept() {
  const place = JSON.parse(sessionStorage.getItem(KEY) ?? "null")
  sessionStorage.removeItem(KEY)
  const isOurs = place?.section === section() && Date.now() - place.at < FRESH_MS
  return isOurs && place.y > HIGH ? place.y : null
}

/** Over the save bar until it is closed or one scrolls up to where it belongs. */
function float(list) {
  const close = document.createElement("button")
  close.type = "button"
  close.className = "messages-close"
  close.setAttribute("aria-label", globalThis.gettext?.("Close") ?? "Close")
  // Nothing moves meanwhile under the hand of somebody who is about to click.
  const settle = () => {
    const { top } = form.getBoundingClientRect()
    removeEventListener("scroll", watch)
    list.classList.remove("is-afloat")
    close.remove()
    scrollBy(0, form.getBoundingClientRect().top - top)
  }
  const watch = () => scrollY < HIGH && settle()
  close.addEventListener("click", settle)
  list.append(close)
  list.classList.add("is-afloat")
  return () => addEventListener("scroll", watch, { passive: true })
}

function stand() {
  const y = kept()
  if (y === null || document.querySelector(".errornote")) return
  const list = document.querySelector(".messagelist")
  const floats = list ? float(list) : () => {}
  scrollTo(0, y)
  // Pictures above may arrive later and move the text.
  const again = () => scrollTo(0, y)
  addEventListener("load", again, { once: true })
  for (const name of ["wheel", "keydown", "pointerdown"])
    addEventListener(name, () => removeEventListener("load", again), { once: true })
  requestAnimationFrame(floats)
}

if (form) {
  addEventListener("submit", (event) => {
    if (event.target === form && !event.defaultPrevented) keep()
  })
  stand()
}
