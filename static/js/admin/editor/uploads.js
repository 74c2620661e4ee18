// Picture files that are dropped on the text or pasted into it are uploaded, and a figure
// appears where they fell, in the order of the files. While a file is on its way a line stands in
// its place that tells how far it is.

import { Extension, pm } from "django-prose-editor/editor"
import { make } from "iria/dom"
import { figureOf } from "iria/figures"
import { placeNodes } from "iria/placement"
import { sendPicture } from "iria/sending"
import { askTwin } from "iria/twin"
import { uploadQueue } from "iria/upload-queue"
import { fill, gettext } from "iria/words"

const { Plugin, PluginKey } = pm.state
const { Decoration, DecorationSet } = pm.view

const key = new PluginKey("uploads")

function waiting({ file }) {
  const text = fill(gettext("Uploading {name} …"), { name: file.name })
  const bar = make("progress", { max: 1, value: 0, "aria-label": text })
  return make("div", { class: "editor-uploading" }, make("p", { role: "status", text }), bar)
}

const state = {
  init: () => DecorationSet.empty,
  apply(tr, set) {
    const mapped = set.map(tr.mapping, tr.doc)
    const { add, remove } = tr.getMeta(key) ?? {}
    if (add) {
      const widgets = add.items.map((item, side) =>
        Decoration.widget(add.position, () => item.line, { item, side }),
      )
      return mapped.add(tr.doc, widgets)
    }
    if (remove) return mapped.remove(mapped.find(null, null, ({ item }) => item === remove))
    return mapped
  },
}

function placeOf(view, item) {
  const [found] = key.getState(view.state).find(null, null, (spec) => spec.item === item)
  return found ? found.from : null
}

/** The gap between blocks that a position belongs to. */
function gapAfter(doc, position) {
  const $position = doc.resolve(position)
  return $position.depth ? $position.after(1) : position
}

/** The picture that a file became, or is already; null where there is none. */
async function outcome(queue, item, desk) {
  await queue.settled(item)
  if (item.state === "done") return item.picture
  if (item.state === "same") {
    const answer = await askTwin(item.refusal)
    if (answer === "use") return item.refusal.same
    if (answer === null) return null
    queue.again(item, { again: 1 })
    return outcome(queue, item, desk)
  }
  const values = { name: item.file.name, reason: item.refusal.message }
  desk.notices.tell(fill(gettext("{name} was not uploaded. {reason}"), values), "error")
  return null
}

function place(view, desk, item, picture) {
  const at = placeOf(view, item)
  const { tr } = view.state
  tr.setMeta(key, { remove: item })
  if (picture) {
    desk.pictures.remember(picture)
    placeNodes(tr, [figureOf(view.state.schema, picture)], at ?? tr.doc.content.size)
  }
  view.dispatch(tr)
}

async function uploadAll(view, desk, files, position) {
  const queue = uploadQueue({
    send: (file, fields, progress) =>
      sendPicture(desk.uploadUrl, desk.csrf, { file, ...fields }, progress),
    changed(item) {
      item.line ??= waiting(item)
      item.line.querySelector("progress").value = item.part
    },
  })
  const items = queue.add(files)
  const at = gapAfter(view.state.doc, position)
  view.dispatch(view.state.tr.setMeta(key, { add: { items, position: at } }))
  for (const item of items) {
    const picture = await outcome(queue, item, desk)
    if (view.isDestroyed) return
    place(view, desk, item, picture)
  }
}

/** What is no picture is sent too, so that the server says why it is refused. */
const filesIn = (data) => [...(data?.files ?? [])]
const imagesIn = (data) => filesIn(data).filter(({ type }) => type.startsWith("image/"))

/** A copied picture comes as a file and as <img>; a copied text with pictures comes as HTML. */
const onlyPictures = (html) =>
  !new DOMParser().parseFromString(html, "text/html").body.textContent.trim()

export const Uploads = Extension.create({
  name: "uploads",
  priority: 200,
  addOptions: () => ({ desk: null }),
  addProseMirrorPlugins() {
    const { desk } = this.options
    const begin = (view, files, position) => {
      if (!desk.uploadUrl) {
        desk.notices.tell(gettext("Your account may not add pictures."), "error")
        return true
      }
      uploadAll(view, desk, files, position)
      return true
    }
    return [
      new Plugin({
        key,
        state,
        props: {
          decorations: (editorState) => key.getState(editorState),
          handleDrop(view, event, _slice, moved) {
            const files = filesIn(event.dataTransfer)
            if (moved || !files.length) return false
            const place = view.posAtCoords({ left: event.clientX, top: event.clientY })
            return begin(view, files, place?.pos ?? view.state.doc.content.size)
          },
          handleDOMEvents: {
            // Before the HTML of the clipboard is looked at.
            paste(view, event) {
              const files = imagesIn(event.clipboardData)
              if (!files.length || !onlyPictures(event.clipboardData.getData("text/html")))
                return false
              event.preventDefault()
              return begin(view, files, view.state.selection.to)
            },
          },
        },
      }),
    ]
  },
})
