// Tells the server that the form is open while one sees it, and shows what it says of others.

const EVERY_MS = 10_000

const notices = document.getElementById("kept-notices")

/** Sentences about others, and about a newer version. Only a change is written, and so read out. */
export function show(sentences) {
  const shown = [...notices.children].map((line) => line.textContent)
  if (JSON.stringify(shown) === JSON.stringify(sentences)) return
  notices.replaceChildren(
    ...sentences.map((sentence) => {
      const line = document.createElement("p")
      line.textContent = sentence
      return line
    }),
  )
}

export function stayInTouch(keeper) {
  const isSeen = () => document.visibilityState === "visible"
  let isLeft = false
  const beat = () => {
    isLeft = false
    if (isSeen() && !keeper.isSaving) keeper.now()
  }
  // Before the next page is asked for: a reload does not find this one still open. Whoever is
  // asked and stays is back with the next beat.
  const leave = () => {
    if (!isLeft) keeper.leave()
    isLeft = true
  }
  setInterval(beat, EVERY_MS)
  addEventListener("online", beat)
  document.addEventListener("visibilitychange", beat)
  addEventListener("pageshow", (event) => {
    keeper.isSaving = false
    if (event.persisted) beat()
  })
  addEventListener("beforeunload", leave)
  addEventListener("pagehide", leave)
  beat()
}
