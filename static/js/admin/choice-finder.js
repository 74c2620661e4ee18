// The box of an ordered choice: a combobox (ARIA Authoring Practices) over Django's autocomplete
// view. Its words come from the data attributes of the template.

const NEW = "+"
const WAIT_MS = 150

const trimmed = (text) => text.trim().replace(/\s+/g, " ")

export const folded = (text) => trimmed(text).toLocaleLowerCase()

/** "{name}" in the text becomes values.name. */
export const fill = (text, values) =>
  text.replace(/\{(\w+)\}/g, (hole, name) => String(values[name] ?? hole))

/** What is said beside a name. */
function noted(note) {
  const said = document.createElement("span")
  said.className = "choice-note"
  said.textContent = note
  return said
}

/** Asks Django's autocomplete view, or one that answers as it does; rejects where the answer is
 *  not its JSON. */
async function search({ url, appLabel, modelName, fieldName }, term, signal) {
  const query = new URLSearchParams({ term })
  if (modelName) {
    query.set("app_label", appLabel)
    query.set("model_name", modelName)
    query.set("field_name", fieldName)
  }
  const answer = await fetch(`${url}?${query}`, { signal })
  const { results } = await answer.json()
  return results.map(({ id, text, note }) => ({ value: String(id), name: text, note }))
}

/** The box: types, finds, and hands what was picked to `chosen`. */
export class Finder {
  constructor(root, chosen, say) {
    this.words = root.dataset
    this.box = root.querySelector("[role=combobox]")
    this.listbox = root.querySelector("[role=listbox]")
    this.chosen = chosen
    this.say = say
    this.options = []
    this.active = -1
    this.box.addEventListener("input", () => this.later())
    this.box.addEventListener("focus", () => this.find())
    this.box.addEventListener("click", () => this.listbox.hidden && this.find())
    this.box.addEventListener("keydown", (event) => this.key(event))
    this.box.addEventListener("blur", () => this.close())
    // The box keeps the focus while an option is pressed.
    this.listbox.addEventListener("pointerdown", (event) => event.preventDefault())
    this.box.form?.addEventListener("submit", (event) => this.settle(event))
    this.listbox.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]")
      if (option) this.pick([...this.listbox.children].indexOf(option))
    })
  }

  get allowNew() {
    return "allowNew" in this.words
  }

  later() {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.find(), WAIT_MS)
  }

  async find() {
    clearTimeout(this.timer)
    this.asked?.abort()
    this.asked = new AbortController()
    const { signal } = this.asked
    const term = trimmed(this.box.value)
    try {
      const found = await search(this.words, term, signal)
      if (!signal.aborted && document.activeElement === this.box) this.show(found, term)
    } catch {
      if (signal.aborted) return
      this.close()
      this.say(this.words.wordFailed, true)
    }
  }

  show(found, term) {
    const same = found.findIndex(({ name }) => folded(name) === folded(term))
    this.term = term
    this.options = found.filter((entry) => !this.chosen.has(entry))
    const isNew = this.allowNew && term && same < 0 && !this.chosen.named(term)
    if (isNew) this.options.push({ value: NEW + term, name: term, isNew })
    this.listbox.replaceChildren(...this.options.map((entry, index) => this.option(entry, index)))
    this.listbox.hidden = !this.options.length
    this.box.setAttribute("aria-expanded", String(!this.listbox.hidden))
    this.activate(this.start(term))
    const count = this.options.length
    const isLeft = this.refused && term
    this.refused = false
    if (isLeft) this.say(fill(this.words.wordLeft, { name: term }), true)
    else this.say(count ? fill(this.words.wordFound, { count }) : this.words.wordNone, !count)
  }

  /** What Enter would take: the one of this name, then the first one. A new name is never
   *  replaced by one that merely resembles it. */
  start(term) {
    const same = this.options.findIndex(({ name }) => folded(name) === folded(term))
    const first = term && !this.allowNew && !this.chosen.named(term) && this.options.length
    return same < 0 && first ? 0 : same
  }

  option({ name, note, isNew }, index) {
    const option = document.createElement("li")
    option.id = `${this.listbox.id}_${index}`
    option.setAttribute("role", "option")
    option.textContent = isNew ? fill(this.words.wordNew, { name }) : name
    if (note) option.append(" ", noted(note))
    return option
  }

  activate(index) {
    this.active = index
    this.box.removeAttribute("aria-activedescendant")
    for (const [number, option] of [...this.listbox.children].entries()) {
      option.setAttribute("aria-selected", String(number === index))
      if (number !== index) continue
      this.box.setAttribute("aria-activedescendant", option.id)
      option.scrollIntoView({ block: "nearest" })
    }
  }

  close() {
    clearTimeout(this.timer)
    this.asked?.abort()
    this.options = []
    this.activate(-1)
    this.listbox.hidden = true
    this.box.setAttribute("aria-expanded", "false")
  }

  pick(index) {
    const entry = this.options[index]
    this.box.value = ""
    this.close()
    this.chosen.add(entry)
  }

  key(event) {
    const ends = event.key === "Enter" || (event.key === "," && this.allowNew)
    if (event.isComposing) return
    if (ends) this.enter(event)
    else if (event.key === "Escape" && !this.listbox.hidden) {
      event.preventDefault()
      this.close()
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault()
      this.step(event.key === "ArrowDown" ? 1 : -1)
    }
  }

  step(by) {
    if (this.listbox.hidden) return this.find()
    const count = this.options.length
    const from = this.active < 0 && by < 0 ? count : this.active
    return this.activate((from + by + count) % count)
  }

  /** Enter never sends the form from here. What was typed a moment ago is searched for first. */
  async enter(event) {
    event.preventDefault()
    const term = trimmed(this.box.value)
    if (term && (this.listbox.hidden || term !== this.term)) await this.find()
    if (this.active >= 0) this.pick(this.active)
    else if (term && this.chosen.named(term)) this.say(fill(this.words.wordTwice, { name: term }), true)
  }

  /** Nothing typed is lost when the form is sent: a new tag is taken as it stands, and what should
   *  be one of the library is looked up. What is no name there stays, and the form waits. */
  settle(event) {
    const typed = trimmed(this.box.value)
    if (!typed || event.defaultPrevented) return
    const names = this.allowNew ? typed.split(",").map(trimmed).filter(Boolean) : [typed]
    if (this.allowNew) for (const name of names) this.chosen.add({ value: NEW + name, name })
    else if (!this.chosen.named(typed)) {
      event.preventDefault()
      this.look(typed, event.target, event.submitter)
      return
    }
    this.box.value = ""
  }

  async look(typed, form, submitter) {
    let found = []
    try {
      found = await search(this.words, typed, null)
    } catch {
      this.say(this.words.wordFailed, true)
      this.box.focus()
      return
    }
    const same = found.find(({ name }) => folded(name) === folded(typed))
    if (same) {
      this.box.value = ""
      this.chosen.add(same)
      form.requestSubmit(submitter)
    } else {
      this.refused = true
      this.box.focus()
      this.say(fill(this.words.wordLeft, { name: typed }), true)
    }
  }
}
