// What is typed, in this browser: from the moment it is typed until the server has it. A record is
// {revision, fields, at, instead}; its key names the user, the text's address and the tab.

const MARK = "desk-kept"
const KEPT_MS = 30 * 24 * 3600 * 1000

const keyOf = (...names) => JSON.stringify([MARK, ...names])

function nameOf(key) {
  try {
    const [mark, ...names] = JSON.parse(key)
    return mark === MARK ? names : null
  } catch {
    return null
  }
}

export class Store {
  constructor({ user, url, tab }) {
    this.user = user
    this.url = url
    this.key = keyOf(user, url, tab)
  }

  /** False where the browser takes nothing, or not so much. */
  put(record) {
    try {
      localStorage.setItem(this.key, JSON.stringify(record))
      return true
    } catch {
      return false
    }
  }

  remove(key = this.key) {
    try {
      localStorage.removeItem(key)
    } catch {
      // Nothing can be there.
    }
  }

  /** Unless a page that is still open has put something newer there. */
  removeOlder(key, at) {
    if (JSON.parse(localStorage.getItem(key))?.at === at) this.remove(key)
  }

  /** What other pages of this user left of this text: [{key, tab, …record}], oldest first. What is
   *  older than a month goes, whoever typed it. */
  leftovers() {
    const found = []
    for (const [key, [user, url, tab]] of this.entries()) {
      const record = JSON.parse(localStorage.getItem(key))
      if (Date.now() - record.at > KEPT_MS) this.remove(key)
      else if (user === this.user && url === this.url && key !== this.key)
        found.push({ key, tab, ...record })
    }
    return found.sort((one, other) => one.at - other.at)
  }

  entries() {
    try {
      const keys = Object.keys(localStorage)
      return keys.map((key) => [key, nameOf(key)]).filter(([, names]) => names)
    } catch {
      return []
    }
  }
}
