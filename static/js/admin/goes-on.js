// A long import takes several requests: each page sends the next one. Its button does so too.

document.querySelector("form[data-goes-on]")?.requestSubmit()
