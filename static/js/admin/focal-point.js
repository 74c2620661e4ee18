// The point of a picture that stays in sight wherever it is cut: set by a click on the picture, by
// the arrow keys, or in the two fields; the shapes beside them show what is left.

import { make } from "./editor/dom.js"
import { fill, gettext } from "./editor/words.js"

const SHAPES = { "16:9": 16 / 9, "4:3": 4 / 3, "1:1": 1 }
const KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }
const LEAP = 10 // percent, with Shift

const fields = ["x", "y"].map((axis) => document.getElementById(`id_focal_${axis}`))
const frame = document.querySelector(".preview-frame")
const picture = frame?.querySelector("img")

const within = (number) => Math.min(Math.max(number, 0), 100)
const values = () => fields.map((field) => within(Number.parseFloat(field.value) || 0))

/**
 * As the server cuts: the point stands as near to the middle of the part as it goes. Gives what
 * CSS calls the position of the picture, in percent: the share of what is cut off.
 */
function position(point, whole, part) {
  if (part >= whole) return 50
  const start = (point / 100) * whole - part / 2
  return (100 * Math.min(Math.max(start, 0), whole - part)) / (whole - part)
}

/** The largest part of a picture that has this shape. */
function largest(width, height, shape) {
  return width / height > shape ? [height * shape, height] : [width, width / shape]
}

function shapes() {
  return Object.entries(SHAPES).map(([name, shape]) => {
    const image = make("img", { src: picture.src, alt: "" })
    image.style.aspectRatio = String(shape)
    const box = make("figure", {}, image, make("figcaption", { text: name }))
    return { box, image, shape }
  })
}

function start() {
  const marker = make("button", {
    type: "button",
    class: "focal-marker",
    "aria-label": gettext("Focal point: move it with the arrow keys, with Shift in larger steps"),
  })
  const said = make("p", { class: "visually-hidden", role: "status" })
  const cut = shapes()
  const row = make("div", { class: "focal-shapes" }, ...cut.map(({ box }) => box))

  function draw() {
    const [x, y] = values()
    marker.style.left = `${x}%`
    marker.style.top = `${y}%`
    const whole = [picture.naturalWidth || 1, picture.naturalHeight || 1]
    for (const { image, shape } of cut) {
      const part = largest(...whole, shape)
      const at = [x, y].map((point, axis) => position(point, whole[axis], part[axis]))
      image.style.objectPosition = `${at[0]}% ${at[1]}%`
    }
  }

  function set(x, y) {
    for (const [axis, value] of [x, y].entries()) {
      fields[axis].value = Math.round(within(value) * 10) / 10
      fields[axis].dispatchEvent(new Event("input", { bubbles: true }))
    }
    const [left, top] = values()
    said.textContent = fill(gettext("{left} % from the left, {top} % from the top"), { left, top })
  }

  frame.addEventListener("click", ({ clientX, clientY, detail }) => {
    if (!detail) return // Enter on the marker
    const { left, top, width, height } = picture.getBoundingClientRect()
    set((100 * (clientX - left)) / width, (100 * (clientY - top)) / height)
    marker.focus()
  })
  marker.addEventListener("keydown", (event) => {
    const way = KEYS[event.key]
    if (!way) return
    event.preventDefault()
    const step = event.shiftKey ? LEAP : 1
    const [x, y] = values()
    set(x + way[0] * step, y + way[1] * step)
  })
  for (const field of fields) field.addEventListener("input", draw)
  picture.addEventListener("load", draw)
  frame.classList.add("is-live")
  frame.append(marker)
  fields[0].closest("fieldset").append(row, said)
  draw()
}

if (picture && fields.every(Boolean)) start()
