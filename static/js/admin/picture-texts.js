// The fields `lead_alt` and `lead_caption` beside the field `lead_image` hold what the library
// says of its picture, unless somebody wrote them by hand.

const NAMES = ["alt", "caption"]

/** → changed(former, picture): the fields that held the former picture's words get the new one's. */
export function pictureTexts(input) {
  const stem = input.name.replace(/_image$/, "")
  const fields = NAMES.map((name) => [name, input.form?.elements[`${stem}_${name}`]])

  return function changed(former, picture) {
    for (const [name, field] of fields) {
      const wasOurs = !field?.value.trim() || field.value.trim() === former?.[name]?.trim()
      const words = picture?.[name] ?? ""
      if (!field || !wasOurs || field.value === words) continue
      field.value = words
      field.dispatchEvent(new Event("input", { bubbles: true }))
    }
  }
}
