// Word writes lists as paragraphs with a marker and a level. They become lists.

const LEVEL = /mso-list:[^;"]*\blevel(\d+)/i
const IGNORE = "[data-style*='mso-list:Ignore'], [data-style*='mso-list: Ignore']"

function levelOf(paragraph) {
  const found = LEVEL.exec(paragraph.getAttribute("data-style") ?? "")
  if (found) return Number(found[1])
  return /MsoListParagraph/.test(paragraph.className) && markerOf(paragraph) ? 1 : 0
}

/** The element that holds "1." or "·", or null */
function markerOf(paragraph) {
  return (
    paragraph.querySelector(IGNORE) ??
    [...paragraph.querySelectorAll("span")].find((span) =>
      /^[\s\u00a0]*([·•o§\u00a7\uf0b7–-]|\(?\w{1,4}[.)])[\s\u00a0]+$/.test(span.textContent),
    ) ??
    null
  )
}

const isNumber = (text) => /^[\s\u00a0]*\(?(\d+|[a-z]{1,4})[.)]/i.test(text)

function startOf(text) {
  const number = /\d+/.exec(text)
  return number ? Number(number[0]) : 1
}

function newList(paragraph, marker) {
  const list = paragraph.ownerDocument.createElement(isNumber(marker) ? "ol" : "ul")
  const start = startOf(marker)
  if (list.tagName === "OL" && start > 1) list.setAttribute("start", start)
  return list
}

/** A new item at the end of the open lists, which are opened and closed as its level asks. */
function place(open, item, level, paragraph, marker) {
  while (open.length > level) open.pop()
  if (open.length === level && !sameKind(open.at(-1), marker)) open.pop()
  while (open.length < level) {
    const list = newList(paragraph, open.length === level - 1 ? marker : "·")
    const parent = open.at(-1)
    if (!parent) paragraph.before(list)
    else (parent.lastElementChild ?? parent.appendChild(emptyItem(parent))).append(list)
    open.push(list)
  }
  open.at(-1).append(item)
}

const sameKind = (list, marker) => (list?.tagName === "OL") === isNumber(marker)

const emptyItem = (list) => list.ownerDocument.createElement("li")

export function convertWordLists(body) {
  let open = []
  let last = null
  for (const paragraph of body.querySelectorAll("p, h1, h2, h3, h4, h5, h6")) {
    const level = paragraph.tagName === "P" ? levelOf(paragraph) : 0
    const beside = last && paragraph.previousElementSibling === last
    if (!level || !beside) open = []
    last = null
    if (!level) continue
    const marker = markerOf(paragraph)
    const text = marker?.textContent ?? ""
    marker?.remove()
    const item = paragraph.ownerDocument.createElement("li")
    const inner = paragraph.ownerDocument.createElement("p")
    inner.append(...paragraph.childNodes)
    item.append(inner)
    place(open, item, level, paragraph, text)
    paragraph.remove()
    last = open[0]
  }
}
