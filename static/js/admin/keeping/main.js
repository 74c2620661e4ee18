// Nothing that is typed into the form of a text is lost.

import { Keeper } from "./keeper.js"
import { sendLeftovers } from "./leftovers.js"
import { show, stayInTouch } from "./presence.js"
import { OK, Server } from "./server.js"
import { askToSignIn } from "./sign-in.js"
import { say } from "./status.js"
import { Store } from "./store.js"
import { guard, guardSignOut } from "./submitting.js"
import { fillBoxes } from "./typed.js"

function start(marks) {
  const { form } = marks
  const { user, url, boxes } = marks.dataset
  const server = new Server(form, marks)
  const store = new Store({ user, url, tab: marks.value })
  let asking = null

  /** One dialog at a time, whoever asks for it. → whether the one who typed is signed in */
  const signIn = () => {
    asking ??= askToSignIn(server, marks).finally(() => {
      asking = null
    })
    return asking
  }

  const heard = (answer) => {
    const isStored = form.hasAttribute("data-kept") || !keeper.isDirty
    const signInAndGoOn = async () => (await signIn()) && keeper.now()
    say(answer, { isStored, signIn: signInAndGoOn })
    if (answer.how === OK) show(answer.data.notices)
  }

  fillBoxes(form, JSON.parse(boxes || "{}"))
  // What was refused, and what was put into the form, is nowhere saved.
  const isDirty = "putIn" in marks.dataset || Boolean(form.parentElement.querySelector(".errornote"))
  const keeper = new Keeper({ form, server, store, isDirty, heard })
  guard(form, keeper, signIn)
  guardSignOut(keeper)
  stayInTouch(keeper)
  sendLeftovers(server, store)
}

const marks = document.querySelector("input[name=kept_tab]")
if (marks) start(marks)
