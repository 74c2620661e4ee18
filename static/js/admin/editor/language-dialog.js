// The language of some words, for screen readers, hyphenation and spelling.

import { askFor } from "iria/dialogs"
import { gettext } from "iria/words"

const TAG = /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i
const RIGHT_TO_LEFT = /^(ar|fa|he|ur|ps|yi|ug|ckb|dv)\b/i
const REMOVE = Symbol("remove")

const check = ({ lang }) =>
  TAG.test(lang.trim())
    ? null
    : { lang: [gettext("A language code such as fr, mn or zh-Hant.")] }

export async function askForLanguage(editor) {
  const { lang } = editor.getAttributes("language")
  const answer = await askFor({
    title: gettext("Language of these words"),
    intro: gettext("For words that are not in the language of the article."),
    submit: gettext("Save"),
    fields: [
      {
        name: "lang",
        label: gettext("Language code"),
        help: gettext("Such as fr, mn, ru or zh-Hant."),
        value: lang ?? "",
        size: 12,
      },
    ],
    check,
    extra: lang ? [{ label: gettext("No language"), value: REMOVE }] : [],
  })
  if (!answer) return
  const chain = editor.chain().focus().extendMarkRange("language").unsetMark("language")
  if (answer !== REMOVE) {
    const code = answer.lang.trim()
    chain.setMark("language", { lang: code, dir: RIGHT_TO_LEFT.test(code) ? "rtl" : null })
  }
  chain.run()
}
