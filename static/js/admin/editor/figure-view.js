// How a figure looks in the editor: picture, caption, credit as readers see it, what is missing,
// and its buttons.

import { pm } from "django-prose-editor/editor"
import { blockTools, removeNode } from "iria/block-tools"
import { askFor } from "iria/dialogs"
import { make } from "iria/dom"
import { fill, gettext } from "iria/words"

const { NodeSelection } = pm.state

/** The sentences under a figure; `picture` as the store gives it. */
export function remarks({ alt, caption, picture }) {
  const notes = []
  if (!alt.trim())
    notes.push(gettext("No alternative text yet: say what is to be seen."))
  else if (alt.trim() === caption.trim())
    notes.push(gettext("The alternative text equals the caption. Say what is to be seen instead."))
  if (picture?.taken_down) notes.push(gettext("This picture was taken down. Choose another."))
  else if (picture?.missing) notes.push(gettext("The file of this picture is missing."))
  if (picture?.key && !picture.credit)
    notes.push(gettext("No credit yet. It is given once, on the picture’s own page."))
  return notes
}

function paintPicture(frame, picture, key) {
  if (picture?.src && !picture.missing) {
    const { src, width, height } = picture
    const old = frame.querySelector("img")
    if (old?.getAttribute("src") === src) return
    frame.replaceChildren(make("img", { src, width, height, alt: "", draggable: "false" }))
    return
  }
  const sentence =
    picture?.failed ??
    (picture === undefined
      ? gettext("Loading the picture …")
      : picture === null
        ? fill(gettext("This picture is not in the library ({key})."), { key })
        : picture.taken_down
          ? gettext("Readers are not shown this picture: it was taken down.")
          : gettext("This picture has no file to show."))
  frame.replaceChildren(make("p", { class: "editor-figure__box", text: sentence }))
}

async function askForAlt(editor, getPos) {
  const node = editor.state.doc.nodeAt(getPos())
  const values = await askFor({
    title: gettext("Alternative text"),
    submit: gettext("Save"),
    fields: [
      {
        name: "alt",
        label: gettext("What is to be seen in the picture"),
        help: gettext("Read out to those who cannot see it. Not the caption again."),
        kind: "textarea",
        rows: 3,
        value: node.attrs.alt,
      },
    ],
  })
  if (!values) return
  const alt = values.alt.trim().replace(/\s+/g, " ")
  editor.view.dispatch(editor.state.tr.setNodeAttribute(getPos(), "alt", alt))
}

/** Credit, alternative text and remarks: what readers and the desk are told of the picture. */
function particulars() {
  const credit = make("p", { class: "editor-figure__credit" })
  const alt = make("p", { class: "editor-figure__alt" })
  const notes = make("ul", { class: "editor-figure__notes" })
  const element = make("div", { contenteditable: "false" }, credit, alt, notes)

  function paint({ picture, text, caption }) {
    credit.textContent = picture?.credit_line || gettext("(Image Credit: none yet)")
    credit.hidden = !picture?.key
    alt.textContent = fill(gettext("Alternative text: {text}"), { text })
    alt.hidden = !text
    const found = remarks({ alt: text, caption, picture })
    notes.replaceChildren(...found.map((sentence) => make("li", { text: sentence })))
    notes.hidden = !found.length
    if (picture?.key && !picture.credit && picture.edit_url)
      notes.lastChild.append(" ", editLink(picture.edit_url))
  }
  return { element, paint }
}

const editLink = (href) =>
  make("a", { href, target: "_blank", rel: "noopener", text: gettext("Open it") })

function select(editor, getPos) {
  const { tr, doc } = editor.state
  editor.view.dispatch(tr.setSelection(NodeSelection.create(doc, getPos())))
}

export function figureView({ node, editor, desk, getPos, replace }) {
  let current = node
  const frame = make("div", {
    class: "editor-figure__picture",
    contenteditable: "false",
    onclick: () => select(editor, getPos),
  })
  const caption = make("figcaption", {
    class: "editor-caption",
    "data-placeholder": gettext("Caption"),
  })
  const below = particulars()
  const tools = blockTools(gettext("Picture"), [
    ...(desk.pickUrl ? [[gettext("Replace"), () => replace(editor, desk, getPos)]] : []),
    [gettext("Alternative text"), () => askForAlt(editor, getPos)],
    [gettext("Remove"), () => removeNode(editor, getPos)],
  ])
  const dom = make("figure", { class: "editor-figure" }, tools, frame, caption, below.element)

  function paint() {
    const { image, alt } = current.attrs
    const picture = desk.pictures.get(image)
    paintPicture(frame, picture, image)
    caption.classList.toggle("is-empty", !current.childCount)
    below.paint({ picture, text: alt, caption: current.textContent })
  }

  let unwatch = desk.pictures.watch(current.attrs.image, paint)
  paint()

  return {
    dom,
    contentDOM: caption,
    update(next) {
      if (next.type !== current.type) return false
      if (next.attrs.image !== current.attrs.image) {
        unwatch()
        unwatch = desk.pictures.watch(next.attrs.image, paint)
      }
      current = next
      paint()
      return true
    },
    stopEvent: (event) => tools.contains(event.target) || below.element.contains(event.target),
    ignoreMutation: (change) => change.type !== "selection" && !caption.contains(change.target),
    destroy: () => unwatch(),
  }
}
