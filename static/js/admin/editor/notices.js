// Short messages above the text: what was left out of a paste, what could not be uploaded.

import { make } from "iria/dom"
import { gettext } from "iria/words"

/** → {element, tell(sentence, kind)}; kind is "note" or "error" */
export function noticeBoard() {
  const element = make("div", { class: "editor-notices", role: "status" })

  function tell(sentence, kind = "note") {
    for (const old of element.children) if (old.dataset.sentence === sentence) old.remove()
    const notice = make("div", { class: `editor-notice editor-notice--${kind}` })
    notice.dataset.sentence = sentence
    notice.append(
      make("p", { text: sentence }),
      make("button", {
        type: "button",
        class: "editor-notice__close",
        "aria-label": gettext("Dismiss this message"),
        text: "×",
        onclick: () => notice.remove(),
      }),
    )
    element.append(notice)
  }

  return { element, tell }
}
