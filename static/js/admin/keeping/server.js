// Telling the server what is typed, and hearing how it stands.

const PATIENCE_MS = 15_000

/** How telling ended. */
export const OK = "ok"
export const AWAY = "away" // no network, no server, or one that is not well
export const SIGNED_OUT = "signed out"
export const ANOTHER = "another" // somebody else is signed in; `data.who`
export const REFUSED = "refused" // `data.refused` says why
export const TOO_LARGE = "too large"

/** Nobody is signed in, or not the one whom the page was made for. */
export const isLost = (how) => how === SIGNED_OUT || how === ANOTHER

export class Server {
  /** `marks`: the hidden field of the form that names its addresses and whom it was made for. */
  constructor(form, marks) {
    this.form = form
    this.tab = marks.value
    Object.assign(this, { url: marks.dataset.url, whoUrl: marks.dataset.whoUrl })
    this.user = marks.dataset.user
  }

  get token() {
    return this.form.elements.csrfmiddlewaretoken.value
  }

  /** In every form of the page: a new login has made the old ones useless. */
  set token(token) {
    for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]"))
      field.value = token
  }

  body(values) {
    const body = new FormData()
    const all = { tab: this.tab, user: this.user, csrfmiddlewaretoken: this.token, ...values }
    for (const [name, value] of Object.entries(all)) body.set(name, value)
    return body
  }

  /** → {how, data} */
  async tell(values) {
    const answer = await this.post(this.url, values)
    // Not of ours: the token is of a login that has ended.
    if (answer.status !== 403 || answer.data) return this.read(answer)
    const now = await this.who()
    return now.how === OK ? this.read(await this.post(this.url, values)) : now
  }

  /** For a page that goes: nobody hears the answer. */
  tellInPassing(values) {
    return navigator.sendBeacon(this.url, this.body(values))
  }

  /** Takes the token of this moment, if the one who typed is signed in. → {how, data} */
  async who() {
    const { status, data } = await this.ask(this.whoUrl)
    if (status !== 200 || !data) return { how: AWAY }
    this.token = data.token
    if (data.user === null) return { how: SIGNED_OUT }
    return data.user === this.user ? { how: OK, data } : { how: ANOTHER, data }
  }

  read({ status, data }) {
    if (status === 200 && data) return { how: OK, data }
    if (status === 401) return { how: SIGNED_OUT }
    if (status === 409 && data) return { how: ANOTHER, data }
    return { how: [400, 403, 413].includes(status) ? REFUSED : AWAY, data }
  }

  post(url, values) {
    return this.ask(url, { method: "POST", body: this.body(values) })
  }

  /** → {status, data}; status 0 where nothing answered, data null where the answer is no JSON */
  async ask(url, options = {}) {
    try {
      const signal = AbortSignal.timeout(PATIENCE_MS)
      const headers = { Accept: "application/json" }
      const response = await fetch(url, { ...options, headers, signal, redirect: "error" })
      const isOurs = response.headers.get("Content-Type")?.includes("json")
      return { status: response.status, data: isOurs ? await response.json() : null }
    } catch {
      return { status: 0, data: null }
    }
  }
}
