// HTML of the clipboard (word processors, web pages, mail) → plain structure, before it is read.
// All of it happens in an inert document: nothing loads, nothing runs.

import { dropBlanks } from "iria/reading"
import { convertNotes } from "iria/paste-notes"
import { convertWordLists } from "iria/paste-word"
import { parseStyled, stylesOf } from "iria/styles"

const DROP = "script, style, meta, link, title, head, template, noscript, iframe, object, embed, " +
  "form, input, select, textarea, button, svg, math, canvas, audio, video, source, colgroup, col"
const PICTURES = "img, picture, v\\:imagedata"
const RENAMED = { H1: "h2", H5: "h4", H6: "h4", B: "strong", I: "em", DEL: "s", STRIKE: "s", CITE: "em" }
const BLOCKS = "address, article, blockquote, dd, details, div, dl, dt, fieldset, figcaption, " +
  "figure, footer, h2, h3, h4, header, hr, li, main, nav, ol, p, pre, section, table, ul"
const KEPT = {
  A: ["href", "title", "data-article"],
  BLOCKQUOTE: ["cite"],
  DIV: ["data-gallery", "data-embed"],
  FIGURE: ["data-image", "data-alt"],
  OL: ["start"],
  SPAN: ["lang", "dir", "data-footnote"],
  TD: ["colspan", "rowspan"],
  TH: ["colspan", "rowspan", "scope"],
}
const OWN = ["data-pm-slice"]

const isWord = (html) => /mso-|urn:schemas-microsoft-com/i.test(html)

function rename(element, name) {
  const other = element.ownerDocument.createElement(name)
  for (const { name: key, value } of element.attributes) other.setAttribute(key, value)
  other.append(...element.childNodes)
  element.replaceWith(other)
  return other
}

const unwrap = (element) => element.replaceWith(...element.childNodes)

/** Comments (Word hides its list markers in some), scripts, what is not to be seen. */
function dropInvisible(body) {
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_COMMENT)
  const comments = []
  while (walker.nextNode()) comments.push(walker.currentNode)
  for (const comment of comments) comment.remove()
  for (const element of body.querySelectorAll(DROP)) element.remove()
  for (const element of body.querySelectorAll("*")) {
    const { display, "mso-hide": hide } = stylesOf(element)
    if (display === "none" || hide === "all") element.remove()
    else if (element.tagName.includes(":")) unwrap(element)
  }
}

/** Google Docs wraps all of a text in <b style="font-weight:normal">. */
const cancels = (tag, styles) =>
  (/^(B|STRONG)$/.test(tag) && /^(normal|[1-5]00)$/.test(styles["font-weight"])) ||
  (/^(I|EM)$/.test(tag) && styles["font-style"] === "normal")

function marksIn(styles) {
  const tags = []
  if (/^(bold|bolder|[6-9]00)$/.test(styles["font-weight"])) tags.push("strong")
  if (/^(italic|oblique)/.test(styles["font-style"])) tags.push("em")
  if (/line-through/.test(`${styles["text-decoration-line"]} ${styles["text-decoration"]}`))
    tags.push("s")
  if (styles["vertical-align"] === "super") tags.push("sup")
  if (styles["vertical-align"] === "sub") tags.push("sub")
  return tags
}

/** How the marks look in styles: Google Docs and many web pages write only these. */
function stylesToTags(body) {
  for (const element of body.querySelectorAll("[data-style]")) {
    const styles = stylesOf(element)
    if (cancels(element.tagName, styles)) unwrap(element)
    if (element.tagName !== "SPAN") continue
    for (const tag of marksIn(styles)) {
      const inner = element.ownerDocument.createElement(tag)
      inner.append(...element.childNodes)
      element.append(inner)
    }
  }
}

/** A heading needs no bold of its own. */
function plainHeadings(body) {
  for (const strong of body.querySelectorAll("h2 strong, h3 strong, h4 strong")) unwrap(strong)
}

/** Tables that only arrange the page, and tables within cells, become what is in them. */
function flattenTables(body) {
  const cells = (table) => [...table.querySelectorAll("td, th")]
  for (const table of [...body.querySelectorAll("table")].reverse()) {
    const nested = table.parentElement.closest("table")
    if (!nested && cells(table).length > 1) continue
    const parts = cells(table).flatMap((cell) => {
      const box = table.ownerDocument.createElement("div")
      box.append(...cell.childNodes)
      return box
    })
    table.replaceWith(...parts)
  }
}

/** Two line breaks in a row are the end of a paragraph. */
function breaksToParagraphs(body) {
  for (const first of body.querySelectorAll("br")) {
    const block = first.closest("p, div")
    const next = first.nextElementSibling
    if (next?.tagName !== "BR" || first.nextSibling !== next || first.parentNode !== block) continue
    if (block.querySelector(BLOCKS)) continue
    const after = block.cloneNode(false)
    while (next.nextSibling) after.append(next.nextSibling)
    next.remove()
    first.remove()
    block.after(after)
  }
}

/** Blanks as a browser shows them: one where there are several, no-break ones only where alone. */
function collapseSpace(body) {
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const text = walker.currentNode
    if (text.parentElement.closest("pre")) continue
    text.data = text.data
      .replace(/[ \t\r\n\f]+/g, " ")
      .replace(/\u00a0(?=[ \u00a0])|(?<=[ \u00a0])\u00a0/g, "")
  }
}

const isEmpty = (element) =>
  !element.textContent.replace(/[\u00a0\u200b\ufeff]/g, " ").trim() &&
  !element.querySelector("[data-footnote], [data-image], [data-embed], [data-gallery], hr, table")

function dropEmpty(body) {
  for (const element of body.querySelectorAll("p, h2, h3, h4, blockquote, li, figure"))
    if (!element.closest("td, th") && isEmpty(element) && !element.matches("[data-image]"))
      element.remove()
}

function trimBlocks(body) {
  for (const block of body.querySelectorAll("p, h2, h3, h4, li, td, th, figcaption, caption")) {
    const { firstChild: first, lastChild: last } = block
    if (first?.nodeType === 3) first.data = first.data.replace(/^[ \u00a0]+/, "")
    if (last?.nodeType === 3) last.data = last.data.replace(/[ \u00a0]+$/, "")
  }
}

/** Word names the language of each stretch, whatever it is. */
function dropLanguages(body) {
  for (const span of body.querySelectorAll("span")) {
    span.removeAttribute("lang")
    span.removeAttribute("dir")
  }
}

function stripAttributes(body, own) {
  for (const element of body.getElementsByTagName("*")) {
    const kept = [...(KEPT[element.tagName] ?? []), ...OWN]
    if (own) kept.push("id")
    for (const name of element.getAttributeNames())
      if (!kept.includes(name)) element.removeAttribute(name)
  }
}

/** → {html, pictures}: the structure, and how many pictures were left out */
export function cleanPasted(html) {
  const body = parseStyled(html)
  const own = Boolean(body.querySelector("[data-pm-slice]"))
  const pictures = body.querySelectorAll("img, v\\:imagedata").length
  if (!own) {
    convertNotes(body)
    convertWordLists(body)
  }
  dropInvisible(body)
  for (const picture of body.querySelectorAll(PICTURES)) picture.remove()
  if (own) {
    stripAttributes(body, own)
    return { html: body.innerHTML, pictures }
  }
  if (isWord(html)) dropLanguages(body)
  stylesToTags(body)
  for (const element of body.querySelectorAll(Object.keys(RENAMED).join(",")))
    rename(element, RENAMED[element.tagName])
  for (const figure of body.querySelectorAll("figure:not([data-image])")) unwrap(figure)
  for (const caption of body.querySelectorAll("figcaption"))
    if (!caption.closest("figure")) rename(caption, "p")
  plainHeadings(body)
  flattenTables(body)
  breaksToParagraphs(body)
  stripAttributes(body, own)
  collapseSpace(body)
  trimBlocks(body)
  dropEmpty(body)
  dropBlanks(body)
  return { html: body.innerHTML, pictures }
}
