// The figure: a picture of the library by its key, the alternative text of this use, a caption.

import { Node, pm } from "django-prose-editor/editor"
import { figureView } from "iria/figure-view"
import { gettext } from "iria/words"
import { pickPicture } from "iria/picker"
import { placeNode } from "iria/placement"
import { readInline } from "iria/reading"

const { TextSelection } = pm.state

/** A figure node for a picture; caption and alternative text begin with the picture's own. */
export function figureOf(schema, picture) {
  const { figure } = schema.nodes
  const caption = readInline(figure, picture.caption ?? "")
  return figure.create({ image: picture.key, alt: picture.alt ?? "" }, caption)
}

/** Asks for a picture and puts it into the text. */
export async function insertPicture(editor, desk) {
  const picture = desk.pickUrl && (await pickPicture(desk))
  if (!picture) return
  desk.pictures.remember(picture)
  placeNode(editor, figureOf(editor.schema, picture))
}

/** Another picture in the same place: caption and alternative text stay unless empty (B3). */
export async function replacePicture(editor, desk, position) {
  const picture = await pickPicture(desk)
  const node = editor.state.doc.nodeAt(position())
  if (!picture || node?.type.name !== "figure") return
  desk.pictures.remember(picture)
  const { tr, schema } = editor.state
  const start = position()
  tr.setNodeMarkup(start, null, { image: picture.key, alt: node.attrs.alt || picture.alt || "" })
  if (!node.childCount)
    tr.insert(start + 1, readInline(schema.nodes.figure, picture.caption ?? ""))
  editor.view.dispatch(tr)
  if (node.attrs.alt || node.childCount)
    desk.notices.tell(
      gettext("The picture was replaced. Read its caption and alternative text again."),
    )
}

const captionOf = (element) =>
  element.querySelector("figcaption") ?? element.ownerDocument.createElement("figcaption")

// Enter in a caption goes on after the figure.
function leaveCaption(editor) {
  const { $from } = editor.state.selection
  if ($from.parent.type.name !== "figure") return false
  const { tr, schema } = editor.state
  tr.insert($from.after(), schema.nodes.paragraph.create())
  tr.setSelection(TextSelection.create(tr.doc, $from.after() + 1))
  editor.view.dispatch(tr.scrollIntoView())
  return true
}

export const Figure = Node.create({
  name: "figure",
  group: "top",
  content: "text*",
  isolating: true,
  defining: true,
  draggable: true,
  addOptions: () => ({ desk: null }),
  addAttributes: () => ({
    image: {
      default: "",
      parseHTML: (element) => element.getAttribute("data-image"),
      renderHTML: ({ image }) => ({ "data-image": image }),
    },
    alt: {
      default: "",
      parseHTML: (element) => element.getAttribute("data-alt") ?? "",
      renderHTML: ({ alt }) => ({ "data-alt": alt }),
    },
  }),
  parseHTML: () => [{ tag: "figure[data-image]", contentElement: captionOf }],
  renderHTML: ({ HTMLAttributes }) => ["figure", HTMLAttributes, ["figcaption", 0]],
  addNodeView() {
    const { desk } = this.options
    return ({ node, editor, getPos }) => 
      figureView({ node, editor, desk, getPos, replace: replacePicture })
  },
  addKeyboardShortcuts() {
    const { desk } = this.options
    return {
      Enter: ({ editor }) => leaveCaption(editor),
      "Mod-Alt-p": ({ editor }) => {
        insertPicture(editor, desk)
        return true
      },
    }
  },
})
