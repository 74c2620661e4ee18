// A field whose order counts: a list of chosen entries, and a box that finds more.

import { Finder, fill, folded } from "./choice-finder.js"

/** The entries that stand, in order. `say` gets sentences for the live region. */
class Chosen {
  constructor(root, say) {
    this.list = root.querySelector(".choices-list")
    this.row = root.querySelector("template").content.firstElementChild
    this.box = root.querySelector("[role=combobox]")
    this.words = root.dataset
    this.say = say
    this.list.addEventListener("click", (event) => {
      const button = event.target.closest("button[data-do]")
      if (button) this[button.dataset.do](button.closest("li"), button)
    })
    this.mark()
  }

  get entries() {
    return [...this.list.children].map((item) => ({
      item,
      value: item.querySelector("input[type=hidden]").value,
      name: item.querySelector(".choice-name").textContent,
    }))
  }

  /** Two authors may share a name; tags, which can be new, may not. */
  has({ value, name }) {
    const sameName = (entry) => "allowNew" in this.words && folded(entry.name) === folded(name)
    return this.entries.some((entry) => entry.value === value || sameName(entry))
  }

  named(name) {
    return this.entries.some((entry) => folded(entry.name) === folded(name))
  }

  add({ value, name, note = "" }) {
    if (this.has({ value, name })) return this.say(fill(this.words.wordTwice, { name }))
    const item = this.row.cloneNode(true)
    for (const part of [item, ...item.querySelectorAll("*")])
      for (const attribute of part.attributes)
        attribute.value = fill(attribute.value, { value, name })
    item.querySelector(".choice-name").textContent = name
    const noted = item.querySelector(".choice-note")
    if (noted) noted.textContent = note
    this.list.append(item)
    return this.changed(item, this.words.wordAdded)
  }

  up(item, button) {
    item.previousElementSibling?.before(item)
    this.moved(item, button)
  }

  down(item, button) {
    item.nextElementSibling?.after(item)
    this.moved(item, button)
  }

  moved(item, button) {
    this.changed(item, this.words.wordMoved)
    // A button that has become useless would drop the focus.
    const next = button.disabled ? item.querySelector("[data-do]:not(:disabled)") : button
    next.focus()
  }

  remove(item) {
    const { name } = this.entries.find((entry) => entry.item === item)
    const next = item.nextElementSibling ?? item.previousElementSibling
    item.remove()
    this.changed(null, fill(this.words.wordRemoved, { name }))
    const focused = next?.querySelector("[data-do=remove]") ?? this.box
    focused.focus()
  }

  changed(item, words) {
    this.mark()
    const position = [...this.list.children].indexOf(item) + 1
    const name = item?.querySelector(".choice-name").textContent
    this.say(fill(words, { name, position, count: this.list.children.length }))
    this.list.dispatchEvent(new Event("change", { bubbles: true }))
  }

  /** The first cannot go up, the last cannot go down. */
  mark() {
    for (const item of this.list.children) {
      item.querySelector("[data-do=up]").disabled = !item.previousElementSibling
      item.querySelector("[data-do=down]").disabled = !item.nextElementSibling
    }
  }
}

for (const root of document.querySelectorAll("[data-ordered-choice]")) {
  const status = root.querySelector("[role=status]")
  const say = (words, isSeen = false) => {
    status.textContent = words
    status.classList.toggle("is-seen", isSeen)
  }
  new Finder(root, new Chosen(root, say), say)
}
