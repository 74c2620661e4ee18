// Picture files that are dropped on the text or pasted into it are uploaded, and a figure
// appears where they fell. While a file is on its way a line stands in its place.

import { Extension, pm } from "django-prose-editor/editor"
import { make } from "iria/dom"
import { figureOf } from "iria/figures"
import { uploadPicture } from "iria/library"
import { placeNodes } from "iria/placement"
import { fill, gettext } from "iria/words"

const { Plugin, PluginKey } = pm.state
const { Decoration, DecorationSet } = pm.view

const key = new PluginKey("uploads")

const waiting = (name) =>
  make("p", {
    class: "editor-uploading",
    role: "status",
    text: fill(gettext("Uploading {name} …"), { name }),
  })

const state = {
  init: () => DecorationSet.empty,
  apply(tr, set) {
    const mapped = set.map(tr.mapping, tr.doc)
    const { add, remove } = tr.getMeta(key) ?? {}
    if (add) {
      const widget = Decoration.widget(add.position, () => waiting(add.name), { id: add.id })
      return mapped.add(tr.doc, [widget])
    }
    if (remove) return mapped.remove(mapped.find(null, null, ({ id }) => id === remove.id))
    return mapped
  },
}

function placeOf(view, id) {
  const [found] = key.getState(view.state).find(null, null, (spec) => spec.id === id)
  return found ? found.from : null
}

/** The gap between blocks that a position belongs to. */
function gapAfter(doc, position) {
  const $position = doc.resolve(position)
  return $position.depth ? $position.after(1) : position
}

async function upload(view, desk, file, position) {
  const id = {}
  const at = gapAfter(view.state.doc, position)
  view.dispatch(view.state.tr.setMeta(key, { add: { id, position: at, name: file.name } }))
  let picture = null
  try {
    picture = await uploadPicture(desk.uploadUrl, desk.csrf, { file })
  } catch (refusal) {
    if (!refusal.errors) throw refusal
    const values = { name: file.name, reason: refusal.message }
    desk.notices.tell(fill(gettext("{name} was not uploaded. {reason}"), values), "error")
  }
  if (view.isDestroyed) return
  const place = placeOf(view, id)
  const { tr } = view.state
  tr.setMeta(key, { remove: { id } })
  if (picture) {
    desk.pictures.remember(picture)
    placeNodes(tr, [figureOf(view.state.schema, picture)], place ?? tr.doc.content.size)
  }
  view.dispatch(tr)
}

const imagesIn = (data) => [...(data?.files ?? [])].filter(({ type }) => type.startsWith("image/"))

async function uploadAll(view, desk, files, position) {
  let at = position
  for (const file of files) {
    const before = view.state.doc.content.size
    await upload(view, desk, file, at)
    at = Math.min(at + view.state.doc.content.size - before, view.state.doc.content.size)
  }
}

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
            const files = imagesIn(event.dataTransfer)
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
