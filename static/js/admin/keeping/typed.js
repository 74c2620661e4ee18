// What stands in the form, as a list of [name, value] in the order in which it would be sent.

const OURS = new Set(["csrfmiddlewaretoken", "kept_tab", "kept_instead", "revision"])
const BOX = "_box"

const isTyped = ([name, value]) => typeof value === "string" && !OURS.has(name) && name[0] !== "_"

const boxesOf = (form) => [...form.querySelectorAll("[data-ordered-choice]")]

/** With what stands half-typed in the boxes of ordered choices, under NAME_box. */
export function fieldsOf(form) {
  const boxes = boxesOf(form)
    .map((root) => [root.dataset.name + BOX, root.querySelector("[role=combobox]").value])
    .filter(([, text]) => text.trim())
  return [...[...new FormData(form)].filter(isTyped), ...boxes]
}

/** `boxes`: {NAME_box: text}, what was half-typed in an earlier page. */
export function fillBoxes(form, boxes) {
  for (const root of boxesOf(form)) {
    const text = boxes[root.dataset.name + BOX]
    if (text) root.querySelector("[role=combobox]").value = text
  }
}
