// Paragraph-like blocks of format 1: quotes, pull quotes, preformatted text, rules, lists.

import {
  Blockquote as BaseBlockquote,
  BulletList,
  HorizontalRule,
  ListItem,
  Node,
  OrderedList as BaseOrderedList,
  wrappingInputRule,
} from "django-prose-editor/editor"

const Blockquote = BaseBlockquote.extend({
  addAttributes: () => ({ cite: { default: null } }),
  addInputRules: () => [],
})

const PullQuote = Node.create({
  name: "pullQuote",
  group: "top",
  content: "paragraph+",
  defining: true,
  parseHTML: () => [{ tag: "aside" }],
  renderHTML: () => ["aside", 0],
  addCommands: () => ({
    togglePullQuote:
      () =>
      ({ commands }) =>
        commands.toggleWrap("pullQuote"),
  }),
  addKeyboardShortcuts() {
    return { "Mod-Alt-q": () => this.editor.commands.togglePullQuote() }
  },
})

const Preformatted = Node.create({
  name: "preformatted",
  group: "block",
  content: "text*",
  marks: "",
  code: true,
  defining: true,
  whitespace: "pre",
  parseHTML: () => [{ tag: "pre", preserveWhitespace: "full" }],
  renderHTML: () => ["pre", 0],
})

const Rule = HorizontalRule.extend({ addInputRules: () => [] })

// The stock one also stores `type` and sets a style.
const OrderedList = BaseOrderedList.extend({
  addAttributes: () => ({
    start: {
      default: 1,
      parseHTML: (element) => Number.parseInt(element.getAttribute("start") ?? "1", 10) || 1,
      renderHTML: ({ start }) => (start === 1 ? {} : { start }),
    },
  }),
  renderHTML: ({ HTMLAttributes }) => ["ol", HTMLAttributes, 0],
  addNodeView: null,
  // "1. " begins a list; "1990. " is a year.
  addInputRules() {
    return [wrappingInputRule({ find: /^\s*1[.)]\s$/, type: this.type })]
  },
}).configure({ enableListAttributes: false })

const Bullets = BulletList.extend({
  addInputRules() {
    return [wrappingInputRule({ find: /^\s*[-*•]\s$/, type: this.type })]
  },
})

// An item may begin with a list or quote, as imported ones do.
const Item = ListItem.extend({ content: "block+" })

export const blocks = [Blockquote, PullQuote, Preformatted, Rule, OrderedList, Bullets, Item]
