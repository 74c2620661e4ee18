// Which addresses a link or an embed may have. The server's allow-list has the last word.

const SCHEMES = ["http:", "https:", "mailto:", "tel:"]
const SCHEME = /^[a-z][a-z0-9+.-]*:/i
const HOST = /^(www\.|[\w-]+(\.[\w-]+)*\.[a-z]{2,}(\/|$))/i
const MAILBOX = /^[^\s@/:]+@[^\s@/]+\.[^\s@/]+$/

/** http, https, mailto, tel, or a path or fragment of our own site */
export function isAddress(text) {
  if (!text) return false
  // Browsers skip control characters and blanks before and within a scheme.
  // eslint-disable-next-line no-control-regex
  const address = text.replace(/[\u0000-\u0020]/g, "")
  if (address.startsWith("//")) return false
  const scheme = SCHEME.exec(address)
  return scheme ? SCHEMES.includes(scheme[0].toLowerCase()) : /^[/#?]/.test(address)
}

/** What was typed as an address, made whole: "www.x.org" → "https://www.x.org" */
export function completeAddress(typed) {
  const text = typed.trim()
  if (SCHEME.test(text) || /^[/#?]/.test(text)) return text
  if (MAILBOX.test(text)) return `mailto:${text}`
  return HOST.test(text) ? `https://${text}` : text
}

/** An address of a page: http or https, with a host */
export function isWebAddress(text, schemes = ["http:", "https:"]) {
  try {
    return schemes.includes(new URL(text).protocol)
  } catch {
    return false
  }
}

export const hostOf = (address) => {
  try {
    return new URL(address).host.replace(/^www\./, "")
  } catch {
    return address
  }
}
