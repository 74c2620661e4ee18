// A toolbar after the ARIA pattern: one stop for Tab, arrow keys inside, Escape goes to the text.

import { icon, make } from "iria/dom"
import { icons } from "iria/icons"

const apple = /Mac|iPhone|iPad/.test(navigator.platform)

/** "Mod-Alt-2" → "Ctrl+Alt+2", or "⌘⌥2" */
export const keysLabel = (keys) =>
  keys
    .split("-")
    .map((key) => {
      if (key === "Mod") return apple ? "⌘" : "Ctrl"
      if (key === "Alt") return apple ? "⌥" : "Alt"
      if (key === "Shift") return apple ? "⇧" : "Shift"
      return key.length === 1 ? key.toUpperCase() : key
    })
    .join(apple ? "" : "+")

function toolButton(editor, item) {
  const title = item.keys ? `${item.label} (${keysLabel(item.keys)})` : item.label
  const dom = make("button", {
    type: "button",
    class: item.icon ? "editor-button" : "editor-button editor-button--word",
    title,
    "aria-label": item.label,
    "data-tool": item.name,
    onclick: () => {
      if (dom.getAttribute("aria-disabled") === "true") return
      item.run(editor)
    },
    // The text keeps its selection.
    onmousedown: (event) => event.preventDefault(),
  })
  if (item.icon) dom.append(icon(icons[item.icon]))
  else dom.textContent = item.label
  const update = () => {
    if (item.active) dom.setAttribute("aria-pressed", String(Boolean(item.active(editor))))
    if (item.enabled) dom.setAttribute("aria-disabled", String(!item.enabled(editor)))
  }
  return { dom, update }
}

function toolSelect(editor, item) {
  const dom = make("select", {
    class: "editor-select",
    "aria-label": item.label,
    title: item.label,
    "data-tool": item.name,
  })
  for (const { value, label } of item.options) dom.append(make("option", { value, text: label }))
  let byPointer = false
  dom.addEventListener("pointerdown", () => {
    byPointer = true
  })
  dom.addEventListener("keydown", () => {
    byPointer = false
  })
  dom.addEventListener("change", (event) => {
    event.stopPropagation()
    item.choose(editor, dom.value)
    if (byPointer) editor.view.focus()
    update()
  })
  const update = () => {
    dom.value = item.value(editor)
  }
  return { dom, update }
}

function rove(bar, editor) {
  const stops = () => [...bar.querySelectorAll("button, select")]
  const focus = (stop) => {
    for (const other of stops()) other.tabIndex = other === stop ? 0 : -1
    stop.focus()
  }
  bar.addEventListener("keydown", (event) => {
    const all = stops()
    const index = all.indexOf(event.target)
    const steps = { ArrowRight: index + 1, ArrowLeft: index - 1, Home: 0, End: all.length - 1 }
    if (event.key === "Escape") editor.view.focus()
    else if (event.key in steps && index !== -1) {
      event.preventDefault()
      focus(all[(steps[event.key] + all.length) % all.length])
    }
  })
  bar.addEventListener("focusin", (event) => {
    for (const stop of stops()) stop.tabIndex = stop === event.target ? 0 : -1
  })
  stops().forEach((stop, index) => {
    stop.tabIndex = index ? -1 : 0
  })
}

/** `groups`: [[item]] → {element, update(), focus()} */
export function toolbar(editor, groups, label, className = "") {
  const tools = []
  const element = make("div", {
    class: `editor-toolbar ${className}`.trim(),
    role: "toolbar",
    "aria-label": label,
  })
  for (const items of groups) {
    const group = make("div", { class: "editor-toolbar__group" })
    for (const item of items) {
      const tool = item.options ? toolSelect(editor, item) : toolButton(editor, item)
      tools.push(tool)
      group.append(tool.dom)
    }
    element.append(group)
  }
  rove(element, editor)

  const update = () => {
    for (const tool of tools) tool.update()
  }
  let frame = 0
  editor.on("transaction", () => {
    frame ||= requestAnimationFrame(() => {
      frame = 0
      if (!editor.isDestroyed && element.isConnected) update()
    })
  })
  update()
  return { element, update, focus: () => element.querySelector("[tabindex='0']")?.focus() }
}
