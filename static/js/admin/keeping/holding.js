// hold(form, isGranted): a press of a button that sends the form goes through once the promise
// that isGranted() gives is true.

export function hold(form, isGranted) {
  let isSure = false

  async function ask(submitter) {
    if (!(await isGranted())) return
    isSure = true
    form.requestSubmit(submitter)
  }

  // Before all others: they see a press that is held back as one that was not.
  addEventListener(
    "submit",
    (event) => {
      if (event.target !== form) return
      if (!isSure) {
        event.preventDefault()
        event.stopImmediatePropagation()
        ask(event.submitter)
      }
      isSure = false
    },
    { capture: true },
  )
}
