// A gallery: several pictures of the library by their keys, shown with their own captions.

import { Node } from "django-prose-editor/editor"
import { blockTools, removeNode } from "iria/block-tools"
import { make } from "iria/dom"
import { pickPicture } from "iria/picker"
import { placeNode } from "iria/placement"
import { fill, gettext } from "iria/words"

const keysIn = (text) => [...new Set((text ?? "").split(/\s+/).filter(Boolean))]

export async function insertGallery(editor, desk) {
  const picture = await pickPicture(desk)
  if (!picture) return
  desk.pictures.remember(picture)
  placeNode(editor, editor.schema.nodes.gallery.create({ keys: [picture.key] }))
}

function item(key, picture, actions) {
  const name = picture?.title || key
  const shown = picture?.src
    ? make("img", { src: picture.src, alt: picture.alt ?? "", draggable: "false" })
    : make("p", {
        class: "editor-figure__box",
        text: picture?.failed ?? (picture === undefined ? "…" : gettext("Not in the library")),
      })
  const act = (label, text, action) =>
    make("button", {
      type: "button",
      class: "editor-tool",
      "aria-label": fill(label, { name }),
      title: fill(label, { name }),
      text,
      onclick: action,
    })
  return make(
    "li",
    {},
    shown,
    make("p", { class: "editor-figure__credit", text: picture?.credit_line || gettext("No credit") }),
    make(
      "div",
      { class: "editor-gallery__tools" },
      act(gettext("Move {name} earlier"), "←", actions.back),
      act(gettext("Take {name} out"), "×", actions.out),
      act(gettext("Move {name} later"), "→", actions.forth),
    ),
  )
}

/** What the buttons do to the gallery at a position. */
function actionsOn(editor, desk, getPos) {
  const keysNow = () => editor.state.doc.nodeAt(getPos()).attrs.keys

  function set(keys) {
    const { tr } = editor.state
    if (keys.length) tr.setNodeAttribute(getPos(), "keys", keys)
    else tr.delete(getPos(), getPos() + 1)
    editor.view.dispatch(tr)
  }

  function move(key, by) {
    const keys = [...keysNow()]
    const from = keys.indexOf(key)
    const to = from + by
    if (to < 0 || to >= keys.length) return
    ;[keys[from], keys[to]] = [keys[to], keys[from]]
    set(keys)
  }

  async function add() {
    const picture = await pickPicture(desk)
    if (!picture) return
    desk.pictures.remember(picture)
    set(keysIn([...keysNow(), picture.key].join(" ")))
  }

  const takeOut = (key) => set(keysNow().filter((other) => other !== key))
  return { add, move, takeOut }
}

function galleryView({ node, editor, desk, getPos }) {
  let current = node
  let unwatch = []
  const list = make("ul", { class: "editor-gallery__list" })
  const { add, move, takeOut } = actionsOn(editor, desk, getPos)
  const tools = blockTools(gettext("Gallery"), [
    ...(desk.pickUrl ? [[gettext("Add a picture"), add]] : []),
    [gettext("Remove the gallery"), () => removeNode(editor, getPos)],
  ])
  const dom = make("div", { class: "editor-gallery", contenteditable: "false" }, tools, list)

  const itemOf = (key) =>
    item(key, desk.pictures.get(key), {
      back: () => move(key, -1),
      out: () => takeOut(key),
      forth: () => move(key, 1),
    })
  const paint = () => list.replaceChildren(...current.attrs.keys.map(itemOf))
  const leave = () => {
    for (const end of unwatch) end()
  }

  function watch() {
    leave()
    unwatch = current.attrs.keys.map((key) => desk.pictures.watch(key, paint))
    paint()
  }
  watch()

  return {
    dom,
    update(next) {
      if (next.type !== current.type) return false
      current = next
      watch()
      return true
    },
    stopEvent: (event) => Boolean(event.target.closest("button")),
    ignoreMutation: (change) => change.type !== "selection",
    destroy: leave,
  }
}

export const Gallery = Node.create({
  name: "gallery",
  group: "top",
  atom: true,
  draggable: true,
  addOptions: () => ({ desk: null }),
  addAttributes: () => ({
    keys: {
      default: [],
      parseHTML: (element) => keysIn(element.getAttribute("data-gallery")),
      renderHTML: ({ keys }) => ({ "data-gallery": keys.join(" ") }),
    },
  }),
  parseHTML: () => [{ tag: "div[data-gallery]" }],
  renderHTML: ({ HTMLAttributes }) => ["div", HTMLAttributes],
  addNodeView() {
    const { desk } = this.options
    return ({ node, editor, getPos }) => galleryView({ node, editor, desk, getPos })
  },
})
