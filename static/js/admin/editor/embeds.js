// An embed: the address of a video or post. Readers load it by a click; nothing is loaded here.

import { Node } from "django-prose-editor/editor"
import { completeAddress, hostOf, isWebAddress } from "iria/addresses"
import { blockTools, removeNode } from "iria/block-tools"
import { askFor } from "iria/dialogs"
import { make } from "iria/dom"
import { placeNode } from "iria/placement"
import { gettext } from "iria/words"

const check = ({ url }) =>
  isWebAddress(completeAddress(url), ["https:"])
    ? null
    : { url: [gettext("Paste a whole address that begins with https://")] }

async function askForAddress(url = "") {
  const values = await askFor({
    title: gettext("Video or post"),
    submit: url ? gettext("Save") : gettext("Insert"),
    fields: [
      {
        name: "url",
        label: gettext("Address of the video or post"),
        help: gettext("Readers see a preview box. Nothing is loaded before they click."),
        kind: "url",
        value: url,
      },
    ],
    check,
  })
  return values && completeAddress(values.url)
}

export async function insertEmbed(editor) {
  const url = await askForAddress()
  if (url) placeNode(editor, editor.schema.nodes.embed.create({ url }))
}

function embedView({ node, editor, getPos }) {
  let current = node
  const host = make("strong", {})
  const address = make("span", { class: "editor-embed__address" })
  const change = async () => {
    const url = await askForAddress(current.attrs.url)
    if (url) editor.view.dispatch(editor.state.tr.setNodeAttribute(getPos(), "url", url))
  }
  const tools = blockTools(gettext("Video or post"), [
    [gettext("Change the address"), change],
    [gettext("Remove"), () => removeNode(editor, getPos)],
  ])
  const dom = make(
    "div",
    { class: "editor-embed", contenteditable: "false" },
    make("p", {}, make("span", { class: "editor-embed__kind", text: gettext("Video or post") }), " ", host),
    address,
    tools,
  )
  const paint = () => {
    host.textContent = hostOf(current.attrs.url)
    address.textContent = current.attrs.url
  }
  paint()
  return {
    dom,
    update(next) {
      if (next.type !== current.type) return false
      current = next
      paint()
      return true
    },
    stopEvent: (event) => Boolean(event.target.closest("button")),
    ignoreMutation: (change) => change.type !== "selection",
  }
}

export const Embed = Node.create({
  name: "embed",
  group: "top",
  atom: true,
  draggable: true,
  addAttributes: () => ({
    url: {
      default: "",
      parseHTML: (element) => element.getAttribute("data-embed"),
      renderHTML: ({ url }) => ({ "data-embed": url }),
    },
  }),
  parseHTML: () => [{ tag: "div[data-embed]" }],
  renderHTML: ({ HTMLAttributes }) => ["div", HTMLAttributes],
  addNodeView: () => embedView,
})
