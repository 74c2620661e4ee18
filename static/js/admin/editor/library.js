// What the editor asks the server: pictures, uploads, articles.

import { fill, gettext } from "iria/words"

const PAGE = 50

/** The server said no, or nothing at all. `errors`: field → sentences; "__all__" for the rest. */
export class Refusal extends Error {
  constructor(errors) {
    super(Object.values(errors).flat().join(" "))
    this.errors = errors
  }
}

const refuse = (sentence) => new Refusal({ __all__: [sentence] })

async function ask(url, options = {}) {
  let response
  try {
    response = await fetch(url, {
      credentials: "same-origin",
      ...options,
      headers: { Accept: "application/json", ...options.headers },
    })
  } catch {
    throw refuse(
      gettext("The server cannot be reached. Check the connection and try again."),
    )
  }
  if (!response.headers.get("Content-Type")?.includes("json")) throw foreign(response)
  const data = await response.json()
  if (!response.ok) throw data.errors ? new Refusal(data.errors) : broken(response)
  return data
}

// A login page instead of JSON: the session is over. After a new login in another tab the
// cookie has a new token, and `csrfToken` reads the cookie each time.
function foreign(response) {
  if (response.ok) return refuse(
      gettext("You are signed out. Sign in in another tab and try again."),
    )
  if (response.status === 403)
    return refuse(gettext("The server refused this. Sign in in another tab and try again."))
  if (response.status === 413) return refuse(gettext("The file is too large for the server."))
  return broken(response)
}

const broken = (response) =>
  refuse(
    fill(gettext("The server answered with an error ({status}). Try again later."), {
      status: response.status,
    }),
  )

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

/** `fields`: file, alt, caption, photographer, agency, licence → picture */
export function uploadPicture(url, csrf, fields) {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.set(name, value)
  return ask(url, { method: "POST", body, headers: { "X-CSRFToken": csrf() } })
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
