// The interface's words, through Django's JavaScript catalogue where the page has one.

export const gettext = (text) => globalThis.gettext?.(text) ?? text

export const ngettext = (one, many, number) =>
  fill(globalThis.ngettext?.(one, many, number) ?? (number === 1 ? one : many), { number })

/** "{name}" in the text becomes values.name. */
export const fill = (text, values) =>
  text.replace(/\{(\w+)\}/g, (hole, name) => String(values[name] ?? hole))
