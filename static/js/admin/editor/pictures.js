// The pictures that a text names, asked for together and kept. The text has only their keys.

import { findPictures } from "iria/library"
import { gettext } from "iria/words"

const WAIT = 20

/**
 * → {get(key), watch(key, paint), remember(picture), changed(listener)}. get gives a picture,
 * null where the library does not know the key, {failed: sentence}, or undefined until the
 * answer is there. Without an address the library is not open to whoever writes. `say` is told
 * what the server says of an upload: that its credit comes from the file, that it moves.
 */
export function pictureStore(pickUrl, say) {
  const known = new Map()
  const watchers = new Map()
  const listeners = new Set()
  let wanted = new Set()
  let timer = null

  const tell = (key) => {
    for (const paint of watchers.get(key) ?? []) paint()
    for (const listener of listeners) listener()
  }

  function remember(picture) {
    known.set(picture.key, picture)
    tell(picture.key)
    for (const sentence of picture.notices ?? []) say(sentence)
  }

  async function ask() {
    const keys = [...wanted]
    wanted = new Set()
    timer = null
    const answers = new Map(keys.map((key) => [key, null]))
    try {
      for (const picture of await findPictures(pickUrl, keys)) answers.set(picture.key, picture)
    } catch (refusal) {
      for (const key of keys)
        answers.set(key, known.get(key)?.key ? known.get(key) : { failed: refusal.message })
    }
    for (const [key, answer] of answers) {
      known.set(key, answer)
      tell(key)
    }
  }

  function want(key) {
    wanted.add(key)
    timer ??= setTimeout(ask, WAIT)
  }

  function watch(key, paint) {
    if (!watchers.has(key)) watchers.set(key, new Set())
    watchers.get(key).add(paint)
    if (!pickUrl) known.set(key, { failed: gettext("Your account may not see the library.") })
    if (!known.has(key)) want(key)
    return () => watchers.get(key).delete(paint)
  }

  // Back from another tab, where somebody signed in or added the missing credit.
  function refresh() {
    if (!pickUrl) return
    for (const [key, picture] of known)
      if (watchers.get(key)?.size && !(picture?.credit && !picture.missing)) want(key)
  }
  window.addEventListener("focus", refresh)

  const changed = (listener) => listeners.add(listener)
  return { get: (key) => known.get(key), watch, remember, changed }
}
