// What is asked where a file is in the library already.

import { button, openDialog } from "iria/dialogs"
import { make } from "iria/dom"
import { gettext } from "iria/words"

/** → "use" for the picture that stands, "both" for one more of it, or null when left */
export const askTwin = (refusal) =>
  openDialog({
    title: gettext("In the library already"),
    build(close) {
      const { src, width, height } = refusal.same
      const use = button(gettext("Use that one"), {
        class: "desk-button desk-button--main",
        autofocus: true,
        onclick: () => close("use"),
      })
      const both = button(gettext("Keep both"), { onclick: () => close("both") })
      const leave = button(gettext("Cancel"), { onclick: () => close(null) })
      return make(
        "div",
        { class: "desk-form twin" },
        src ? make("img", { src, width, height, alt: refusal.same.alt }) : null,
        make("p", { class: "desk-dialog__intro", text: refusal.message }),
        make("div", { class: "desk-dialog__buttons" }, leave, both, use),
      )
    },
  })
