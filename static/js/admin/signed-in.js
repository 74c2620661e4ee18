// A form of which nothing is kept is sent only while the one whom the page was made for is signed in:
// the login page that would come instead knows nothing of what was typed.

import { hold } from "./keeping/holding.js"
import { isLost, Server } from "./keeping/server.js"

const notice = document.querySelector("[data-signed-out]")

function watch() {
  const form = notice.closest("form")
  const server = new Server(form, notice)
  hold(form, async () => {
    // Takes the token of a login in another window.
    const { how } = await server.who()
    notice.hidden = !isLost(how)
    if (!notice.hidden) notice.querySelector("a").focus()
    return notice.hidden
  })
}

if (notice) watch()
