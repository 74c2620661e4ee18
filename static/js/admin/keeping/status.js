// The line in the save bar that says where it is kept what was typed. What is seen changes with
// each time; what is read out are only the changes from one state to another.

import { fill, gettext } from "iria/words"
import { ANOTHER, AWAY, isLost, OK, SIGNED_OUT } from "./server.js"

const line = document.getElementById("kept-status")
const said = document.getElementById("kept-said")

const where = (isStored) =>
  isStored ? gettext("kept in this browser") : gettext("kept nowhere but on this page")

function sentence(how, data, isStored) {
  const place = where(isStored)
  if (how === OK) return data.kept ? fill(gettext("Kept {time}"), { time: data.kept }) : ""
  if (how === AWAY) return fill(gettext("Not connected: {place}"), { place })
  if (how === SIGNED_OUT) return fill(gettext("Signed out: {place}"), { place })
  if (how === ANOTHER)
    return fill(gettext("{who} is signed in now: {place}"), { who: data.who, place })
  return fill(gettext("The server does not take it: {place}"), { place })
}

let state = OK

/** `signIn` is called by a button where that would help. */
export function say({ how, data }, { isStored, signIn }) {
  const words = sentence(how, data, isStored)
  if (line.firstChild?.textContent !== words) {
    line.replaceChildren(words)
    line.classList.toggle("is-trouble", how !== OK)
    if (isLost(how)) line.append(" ", signInButton(signIn))
  }
  if (how !== state) said.textContent = how === OK ? gettext("Connected again: kept") : words
  state = how
}

function signInButton(signIn) {
  const button = document.createElement("button")
  button.type = "button"
  button.className = "button"
  button.textContent = gettext("Sign in")
  button.addEventListener("click", signIn)
  return button
}
