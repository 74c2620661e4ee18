// Marks of format 1: strong em s sub sup code, span lang/dir, and links.

import {
  Bold,
  Italic,
  Mark,
  Strike,
  Subscript,
  Superscript,
} from "django-prose-editor/editor"
import { isAddress } from "iria/addresses"

const attribute = (name) => ({
  default: null,
  parseHTML: (element) => element.getAttribute(name),
  renderHTML: (attrs) => (attrs[camel(name)] ? { [name]: attrs[camel(name)] } : {}),
})

const camel = (name) => (name === "data-article" ? "article" : name)

// The stock one excludes all other marks; `<em><code>` is format 1.
const Code = Mark.create({
  name: "code",
  excludes: "",
  code: true,
  parseHTML: () => [{ tag: "code" }],
  renderHTML: () => ["code", 0],
  addKeyboardShortcuts() {
    return { "Mod-e": () => this.editor.commands.toggleMark("code") }
  },
})

const Language = Mark.create({
  name: "language",
  inclusive: false,
  addAttributes: () => ({ lang: attribute("lang"), dir: attribute("dir") }),
  parseHTML: () => [{ tag: "span[lang]" }, { tag: "span[dir]" }],
  renderHTML: ({ HTMLAttributes }) => ["span", HTMLAttributes, 0],
})

const acceptable = (element) => isAddress(element.getAttribute("href")) && null

const Link = Mark.create({
  name: "link",
  inclusive: false,
  keepOnSplit: false,
  addAttributes: () => ({
    href: attribute("href"),
    title: attribute("title"),
    article: attribute("data-article"),
  }),
  parseHTML: () => [
    { tag: "a[data-article]" },
    { tag: "a[href]", getAttrs: acceptable },
  ],
  renderHTML: ({ HTMLAttributes }) => ["a", HTMLAttributes, 0],
})

/** From the outside in, where two marks cover the same text. */
export const marks = [
  Link,
  Language,
  Bold,
  Italic,
  Strike,
  Subscript,
  Superscript,
  Code,
]
