// Footnotes of Word, Google Docs, LibreOffice and web pages. All of them link the mark in the
// text and the note to each other: such a pair becomes <span data-footnote>.

const WORD_NOTES = "[data-style*='mso-element:footnote'], [data-style*='mso-element:endnote']"

const fragmentOf = (link) => decodeURIComponent(link.getAttribute("href").split("#")[1] ?? "")

const named = (body, name) =>
  name && [...body.querySelectorAll("[id], [name]")].find(
    (element) => element.id === name || element.getAttribute("name") === name,
  )

/** The element that holds a note whose anchor is this one. */
function noteAround(anchor) {
  if (/^(LI|DIV|P|DD|ASIDE)$/.test(anchor.tagName)) return anchor
  return anchor.closest(`${WORD_NOTES}, li, div[id], p`) ?? anchor
}

/** Do the link and something within the note point at each other? */
function backLinks(body, note, mark) {
  return [...note.querySelectorAll("a[href*='#']")].filter((link) => {
    if (link === mark) return false
    const target = named(body, fragmentOf(link))
    return target && (target === mark || target.contains(mark) || mark.contains(target))
  })
}

const follows = (first, second) =>
  Boolean(first.compareDocumentPosition(second) & Node.DOCUMENT_POSITION_FOLLOWING)

function inlineContent(note) {
  const paragraphs = [...note.querySelectorAll("p, li")].filter(
    (block) => !block.querySelector("p, li"),
  )
  const parts = paragraphs.length ? paragraphs : [note]
  return parts.flatMap((part, index) => [...(index ? [" "] : []), ...part.childNodes])
}

function trim(span) {
  const { firstChild: first, lastChild: last } = span
  if (first?.nodeType === 3) first.data = first.data.replace(/^[\s\u00a0.]+/, "")
  if (last?.nodeType === 3) last.data = last.data.replace(/[\s\u00a0]+$/, "")
}

/** The mark with the <sup> or brackets around it that hold nothing else. */
function wholeMark(mark) {
  let whole = mark
  while (
    whole.parentElement &&
    /^(SUP|SPAN|B|STRONG|EM|I)$/.test(whole.parentElement.tagName) &&
    whole.parentElement.textContent.trim() === mark.textContent.trim()
  )
    whole = whole.parentElement
  return whole
}

/** Takes what only separated the notes: an empty list, a rule, a heading "Notes" stays. */
function dropRemains(places) {
  for (const place of places) {
    let element = place
    while (element && element.tagName !== "BODY" && !element.textContent.trim()) {
      const { parentElement } = element
      element.remove()
      element = parentElement
    }
  }
}

export function convertNotes(body) {
  const pairs = []
  const taken = new Set()
  for (const mark of body.querySelectorAll("a[href*='#']")) {
    const anchor = named(body, fragmentOf(mark))
    const note = anchor && noteAround(anchor)
    if (!note || note.contains(mark) || !follows(mark, note)) continue
    const back = backLinks(body, note, mark)
    if (back.length) pairs.push({ mark, note, back })
  }
  for (const { mark, note, back } of pairs) {
    const span = body.ownerDocument.createElement("span")
    span.setAttribute("data-footnote", "")
    const copy = note.cloneNode(true)
    const originals = [...note.querySelectorAll("*")]
    const copies = [...copy.querySelectorAll("*")]
    for (const link of back) copies[originals.indexOf(link)].remove()
    for (const sup of copy.querySelectorAll("sup, span"))
      if (!sup.textContent.trim()) sup.remove()
    span.append(...inlineContent(copy))
    trim(span)
    wholeMark(mark).replaceWith(span)
    taken.add(note)
  }
  const places = [...taken].map((note) => note.parentElement)
  for (const note of taken) note.remove()
  dropRemains(places)
  // What Word puts around all of its notes.
  for (const list of body.querySelectorAll(WORD_NOTES)) if (!list.textContent.trim()) list.remove()
}
