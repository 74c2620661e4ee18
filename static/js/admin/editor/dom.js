// Building elements without markup in strings.

const SVG = "http://www.w3.org/2000/svg"
let numbers = 0

export const freshId = (prefix = "desk") => `${prefix}-${++numbers}`

/**
 * `onclick`-like names add listeners, `text` is the text, null and false leave an attribute out,
 * true gives it no value; everything else is set as an attribute.
 */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "text") element.textContent = value
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value)
    else if (value === true) element.setAttribute(name, "")
    else if (value !== null && value !== undefined && value !== false)
      element.setAttribute(name, value)
  }
  element.append(...children.filter((child) => child !== null && child !== undefined))
  return element
}

/** `paths`: the d attributes of strokes on a grid of 24. */
export function icon(paths) {
  const svg = document.createElementNS(SVG, "svg")
  svg.setAttribute("viewBox", "0 0 24 24")
  svg.setAttribute("aria-hidden", "true")
  svg.setAttribute("focusable", "false")
  for (const d of paths) {
    const path = document.createElementNS(SVG, "path")
    path.setAttribute("d", d)
    svg.append(path)
  }
  return svg
}

/** Elements made in it load nothing and run nothing. */
export const inertDocument = () => document.implementation.createHTMLDocument("")

/** The body of an inert document that holds this HTML. */
export const parse = (html) => new DOMParser().parseFromString(html, "text/html").body
