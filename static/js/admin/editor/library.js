// What the editor asks the server: pictures, uploads, articles.

import { fill, gettext } from "iria/words"

const PAGE = 50

/**
 * The server said no, or nothing at all. `errors`: field → sentences; "__all__" for the rest.
 * `same` is the picture that a file is already.
 */
export class Refusal extends Error {
  constructor(errors, same = null) {
    super(Object.values(errors).flat().join(" "))
    this.errors = errors
    this.same = same
  }
}

const refuse = (sentence) => new Refusal({ __all__: [sentence] })

export const unreachable = () =>
  refuse(gettext("The server cannot be reached. Check the connection and try again."))

async function ask(url, options = {}) {
  let response
  try {
    response = await fetch(url, {
      credentials: "same-origin",
      ...options,
      headers: { Accept: "application/json", ...options.headers },
    })
  } catch {
    throw unreachable()
  }
  const type = response.headers.get("Content-Type")
  return read({ status: response.status, type, text: await response.text() })
}

/** What an answer holds. Throws what it refuses. */
export function read({ status, type, text }) {
  const isFine = status >= 200 && status < 300
  if (!type?.includes("json")) throw foreign(status, isFine)
  const data = JSON.parse(text)
  if (isFine) return data
  throw data.errors ? new Refusal(data.errors, data.same) : broken(status)
}

// A login page instead of JSON: the session is over. After a new login in another tab the
// cookie has a new token, and `csrfToken` reads the cookie each time.
function foreign(status, isFine) {
  if (isFine) return refuse(gettext("You are signed out. Sign in in another tab and try again."))
  if (status === 403)
    return refuse(gettext("The server refused this. Sign in in another tab and try again."))
  if (status === 413) return refuse(gettext("The file is too large for the server."))
  return broken(status)
}

const broken = (status) =>
  refuse(fill(gettext("The server answered with an error ({status}). Try again later."), { status }))

const withQuery = (url, values) => {
  const address = new URL(url, document.baseURI)
  for (const [name, value] of Object.entries(values)) address.searchParams.set(name, value)
  return address
}

/** → {results: [picture], more: bool} */
export const searchPictures = (url, q, page = 1) => ask(withQuery(url, { q, page }))

/** → [picture]; a key that the library does not know is left out */
export async function findPictures(url, keys) {
  const found = []
  for (let start = 0; start < keys.length; start += PAGE) {
    const part = keys.slice(start, start + PAGE).join(",")
    const { results } = await ask(withQuery(url, { keys: part }))
    found.push(...results)
  }
  return found
}

/** → [{key, title, url}] */
export async function findArticles(url, values) {
  const data = await ask(withQuery(url, values))
  return data.results ?? data
}

/** A function that gives the token of this moment: the cookie's, else the form's. */
export const csrfToken = (cookie, form) => () => {
  const found = document.cookie.split("; ").find((part) => part.startsWith(`${cookie}=`))
  if (found) return decodeURIComponent(found.slice(cookie.length + 1))
  const field = (form ?? document).querySelector("[name=csrfmiddlewaretoken]")
  return field?.value ?? ""
}
