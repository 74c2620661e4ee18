// Keeps what is typed: at once in the browser, and after a pause on the server, which relieves the
// browser of it. `heard(answer)` is called with each answer of the server's.

import { OK } from "./server.js"
import { fieldsOf } from "./typed.js"

const PAUSE_MS = 2000
const LONGEST_MS = 15_000

export class Keeper {
  constructor({ form, server, store, isDirty, heard }) {
    Object.assign(this, { form, server, store, heard })
    this.typed = JSON.stringify(fieldsOf(form))
    this.before = isDirty ? null : this.typed
    this.instead = form.elements.kept_instead?.value ?? ""
    this.isUnsent = false
    this.isSaving = false
    this.isBusy = Promise.resolve()
    for (const name of ["input", "change"]) form.addEventListener(name, () => this.soon())
    if (isDirty) this.changed()
  }

  get revision() {
    return this.form.elements.revision?.value ?? ""
  }

  /** Not within the event: the editor writes into the form while somebody reads it. */
  soon() {
    clearTimeout(this.looking)
    this.looking = setTimeout(() => this.note())
  }

  /** Looks at the form. */
  note() {
    const typed = JSON.stringify(fieldsOf(this.form))
    if (typed === this.typed) return
    this.typed = typed
    this.changed()
  }

  changed() {
    this.at = Date.now()
    this.isUnsent = true
    this.isSaving = false
    this.form.toggleAttribute("data-kept", this.put())
    this.later()
  }

  /** Into the browser, unless all is as it stands saved. False where it takes nothing. */
  put() {
    if (!this.isDirty) this.store.remove()
    const { at, revision, typed: fields, instead } = this
    return !this.isDirty || this.store.put({ at, revision, fields, instead })
  }

  /** After a pause, and while there is none now and then. */
  later() {
    clearTimeout(this.timer)
    this.since ??= Date.now()
    const left = Math.max(0, this.since + LONGEST_MS - Date.now())
    this.timer = setTimeout(() => this.send(), Math.min(PAUSE_MS, left))
  }

  /** What the server is told about the words; none where all is again as it stands saved. */
  get words() {
    const fields = this.isDirty ? this.typed : "[]"
    const age = String(Math.max(0, Date.now() - this.at))
    return { fields, age, revision: this.revision, instead: this.instead }
  }

  /** One after the other, so that none overtakes another. → {how, data} */
  send() {
    clearTimeout(this.timer)
    this.since = null
    this.isBusy = this.isBusy.catch(() => {}).then(() => this.tell())
    return this.isBusy
  }

  async tell() {
    const isSent = this.isUnsent && this.typed
    const answer = await this.server.tell(isSent ? this.words : { revision: this.revision })
    if (answer.how === OK) this.taken(isSent, answer.data)
    this.heard(answer)
    return answer
  }

  taken(sent, { kept }) {
    if (sent && sent === this.typed) {
      this.isUnsent = false
      this.store.remove()
      this.form.toggleAttribute("data-kept", true)
    } else if (!sent && !kept && this.isDirty && !this.isUnsent) this.changed()
  }

  /** Whether something stands in the form that is not saved. */
  get isDirty() {
    return this.typed !== this.before
  }

  /** Looks and tells, whatever there is: now. → {how, data} */
  now() {
    this.note()
    return this.send()
  }

  /** The form goes to be saved, which forgets what was kept of it. */
  saving() {
    clearTimeout(this.looking)
    clearTimeout(this.timer)
    this.store.remove()
    this.isUnsent = false
    this.isSaving = true
  }

  /** The page goes. */
  leave() {
    if (this.isSaving) return
    this.note()
    clearTimeout(this.timer)
    const words = this.isUnsent ? this.words : { revision: this.revision }
    this.server.tellInPassing({ ...words, leaving: "1" })
  }
}
