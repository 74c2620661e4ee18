// What stands in the toolbar, in the desk's words.

import { insertEmbed } from "iria/embeds"
import { insertPicture } from "iria/figures"
import { canInsertFootnote, insertFootnote } from "iria/footnotes"
import { insertGallery } from "iria/galleries"
import { showHelp } from "iria/help"
import { placeRule } from "iria/placement"
import { insertTable } from "iria/table-dialog"
import { clearItem, historyItems, languageItem, linkItem, marksOfText } from "iria/text-items"
import { gettext } from "iria/words"

const blockSelect = () => ({
  name: "block",
  label: gettext("Kind of paragraph"),
  options: [
    { value: "0", label: gettext("Paragraph") },
    { value: "2", label: gettext("Section") },
    { value: "3", label: gettext("Subsection") },
    { value: "4", label: gettext("Minor heading") },
  ],
  value: (editor) => String(editor.getAttributes("heading").level ?? 0),
  choose: (editor, value) =>
    value === "0" ? editor.commands.setNode("paragraph") : editor.commands.makeHeading(Number(value)),
})

const blockItem = (name, icon, label, keys, command, node) => ({
  name,
  label,
  keys,
  icon,
  run: (editor) => editor.chain().focus()[command]().run(),
  active: (editor) => editor.isActive(node),
  enabled: (editor) => editor.can()[command](),
})

const blockItems = () => [
  blockItem("bullets", "bullets", gettext("Bulleted list"), "Mod-Shift-8", "toggleBulletList", "bulletList"),
  blockItem("numbers", "numbers", gettext("Numbered list"), "Mod-Shift-7", "toggleOrderedList", "orderedList"),
  blockItem("quote", "quote", gettext("Quote"), "Mod-Shift-b", "toggleBlockquote", "blockquote"),
  blockItem("pullquote", "pullquote", gettext("Pull quote"), "Mod-Alt-q", "togglePullQuote", "pullQuote"),
  { name: "rule", icon: "rule", label: gettext("Dividing line"), run: placeRule },
]

const pictureItems = (desk) => [
  {
    name: "picture",
    icon: "picture",
    label: gettext("Picture"),
    keys: "Mod-Alt-p",
    run: (editor) => insertPicture(editor, desk),
  },
  {
    name: "gallery",
    icon: "gallery",
    label: gettext("Gallery"),
    run: (editor) => insertGallery(editor, desk),
  },
]

const thingItems = (desk) => [
  ...(desk.pickUrl ? pictureItems(desk) : []),
  { name: "embed", icon: "embed", label: gettext("Video or post"), run: insertEmbed },
  { name: "table", icon: "table", label: gettext("Table"), run: insertTable },
  {
    name: "footnote",
    icon: "footnote",
    label: gettext("Footnote"),
    keys: "Mod-Alt-f",
    run: insertFootnote,
    enabled: canInsertFootnote,
  },
]

const helpItem = () => ({
  name: "help",
  icon: "help",
  label: gettext("Keyboard shortcuts"),
  run: (editor) => showHelp(editor),
})

/** The main toolbar. */
export const bodyItems = (desk) => [
  [blockSelect()],
  [...marksOfText(), clearItem()],
  [linkItem(desk), languageItem()],
  blockItems(),
  thingItems(desk),
  historyItems(),
  [helpItem()],
]
