// Which extensions make up the editor of a body.

import {
  Document,
  Dropcursor,
  Extension,
  Gapcursor,
  HardBreak,
  History,
  Paragraph,
  Placeholder,
  Text,
} from "django-prose-editor/editor"
import { blocks } from "iria/blocks"
import { Embed } from "iria/embeds"
import { Figure } from "iria/figures"
import { footnotes } from "iria/footnotes"
import { Gallery } from "iria/galleries"
import { Heading } from "iria/headings"
import { editLink } from "iria/link-dialog"
import { marks } from "iria/marks"
import { Paste } from "iria/paste"
import { placementPlugin } from "iria/placement"
import { tables } from "iria/tables"
import { clearFormats } from "iria/text-items"
import { Uploads } from "iria/uploads"
import { gettext } from "iria/words"

const Keys = Extension.create({
  name: "bodyKeys",
  addOptions: () => ({ desk: null }),
  addKeyboardShortcuts() {
    const { desk } = this.options
    return {
      "Mod-k": ({ editor }) => {
        editLink(editor, desk)
        return true
      },
      "Mod-\\": ({ editor }) => {
        clearFormats(editor)
        return true
      },
      // Bold would take it: the library binds Mod-B beside Mod-b.
      "Mod-Shift-b": ({ editor }) => editor.commands.toggleBlockquote(),
      "Alt-F10": () => {
        desk.focusToolbar()
        return true
      },
    }
  },
  addProseMirrorPlugins: () => [placementPlugin()],
})

// "block" may stand in lists, quotes and cells; "top" only between the blocks of the text.
const Body = Document.extend({ content: "(block | top)+" })

export const extensions = (desk) => [
  Body,
  Paragraph,
  Text,
  HardBreak,
  Heading,
  ...blocks,
  ...tables,
  Figure.configure({ desk }),
  Gallery.configure({ desk }),
  Embed,
  ...footnotes,
  ...marks,
  Uploads.configure({ desk }),
  Paste.configure({ desk }),
  Keys.configure({ desk }),
  Placeholder.configure({ placeholder: gettext("Write or paste the text here.") }),
  History,
  Dropcursor.configure({ color: false, class: "editor-dropcursor", width: 3 }),
  Gapcursor,
]

/** Lists may be begun by typing; the other signs stay what was typed. */
export const TYPED = ["bulletList", "orderedList"]
