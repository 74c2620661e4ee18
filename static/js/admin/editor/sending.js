// A file on its way to the library, with how far it is: `fetch` does not tell.

import { read, unreachable } from "iria/library"

/**
 * `fields`: file, alt, caption, photographer, agency, licence, and `again` for a file that the
 * library has already. `progress` is called with the share that is sent, 0 to 1. → picture
 */
export function sendPicture(url, csrf, fields, progress = () => {}) {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.set(name, value)
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open("POST", url)
    request.setRequestHeader("Accept", "application/json")
    request.setRequestHeader("X-CSRFToken", csrf())
    request.upload.addEventListener("progress", ({ lengthComputable, loaded, total }) => {
      if (lengthComputable) progress(loaded / total)
    })
    request.addEventListener("error", () => reject(unreachable()))
    request.addEventListener("abort", () => reject(unreachable()))
    request.addEventListener("load", () => {
      const type = request.getResponseHeader("Content-Type")
      try {
        resolve(read({ status: request.status, type, text: request.responseText }))
      } catch (refusal) {
        reject(refusal)
      }
    })
    request.send(body)
  })
}
