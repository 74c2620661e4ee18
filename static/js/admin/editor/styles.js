// Styles of a pasted text as data. The page's policy forbids style attributes and handlers, also
// where a string is only read, so they are renamed before the HTML is parsed.

import { parse } from "iria/dom"

const TAG = /<[a-z](?:"[^"]*"|'[^']*'|[^"'>])*>/gi
const ACTIVE = /(\s)(style|on\w+)(?=\s*=)|"[^"]*"|'[^']*'/gi

const rename = (tag) =>
  tag.replace(ACTIVE, (whole, space, name) => (name ? `${space}data-${name}` : whole))

/** Without these elements and their content, in one pass over the text. */
function without(html, name) {
  const opening = new RegExp(`<${name}\\b`, "gi")
  const closing = new RegExp(`</${name}\\b`, "gi")
  let kept = ""
  let from = 0
  for (let found = opening.exec(html); found; found = opening.exec(html)) {
    closing.lastIndex = found.index
    const end = closing.exec(html)
    if (!end) break
    kept += html.slice(from, found.index)
    from = end.index
    opening.lastIndex = from
  }
  return kept + html.slice(from)
}

/** The body of an inert document, with data-style where the HTML says style. */
export function parseStyled(html) {
  const passive = ["style", "script"].reduce(without, html)
  const end = passive.lastIndexOf(">") + 1
  return parse(passive.slice(0, end).replace(TAG, rename) + passive.slice(end))
}

/** The declarations of an element: {property: value}, in lower case */
export function stylesOf(element) {
  const declarations = (element.getAttribute("data-style") ?? "").toLowerCase().split(";")
  const pairs = declarations.map((declaration) => {
    const colon = declaration.indexOf(":")
    return [declaration.slice(0, colon).trim(), declaration.slice(colon + 1).trim()]
  })
  return Object.fromEntries(pairs)
}
