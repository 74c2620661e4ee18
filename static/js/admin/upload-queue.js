// Files that are uploaded, a few at once. What one of them meets does not touch the others.

import { gettext } from "iria/words"

const AT_ONCE = 2

/**
 * `send(file, fields, progress)` gives the picture or throws a refusal. `changed(item)` is told of
 * each change. An item: {file, state, part, picture, refusal}; its state is "waiting", "sending",
 * "done", "refused" or "same", where the refusal has the picture that stands.
 */
export function uploadQueue({ send, changed = () => {} }) {
  const items = []
  let running = 0

  function set(item, values) {
    Object.assign(item, values)
    changed(item)
    if (["waiting", "sending"].includes(item.state)) return
    for (const settle of item.waiting.splice(0)) settle(item)
  }

  async function run(item) {
    running += 1
    set(item, { state: "sending", part: 0, refusal: null })
    try {
      const progress = (part) => set(item, { part })
      set(item, { state: "done", picture: await send(item.file, item.fields, progress) })
    } catch (refusal) {
      set(item, { state: refusal.same ? "same" : "refused", refusal: known(refusal) })
    } finally {
      running -= 1
      next()
    }
  }

  function next() {
    for (const item of items) {
      if (running >= AT_ONCE) return
      if (item.state === "waiting") run(item)
    }
  }

  /** → the items of these files, in their order */
  function add(files) {
    const added = [...files].map((file) => ({
      file,
      fields: {},
      state: "waiting",
      part: 0,
      waiting: [],
    }))
    items.push(...added)
    for (const item of added) changed(item)
    next()
    return added
  }

  /** Once more, `fields` sent along: `again` for a file that is in the library already. */
  function again(item, fields = {}) {
    set(item, { state: "waiting", fields })
    next()
  }

  /** The picture that stands instead of one more of it. */
  const use = (item) => set(item, { state: "done", picture: item.refusal.same })

  /** Resolves when the item does not wait and is not being sent any more. */
  const settled = (item) =>
    new Promise((resolve) => {
      item.waiting.push(resolve)
      set(item, {})
    })

  return { items, add, again, use, settled }
}

/** Whatever went wrong on the way is said too: no file is passed over. */
function known(refusal) {
  if (refusal.errors) return refusal
  console.error(refusal)
  return { errors: {}, message: gettext("Something went wrong. Try again.") }
}
