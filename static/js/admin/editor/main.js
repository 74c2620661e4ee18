// Makes an editor of each body on the page.

import { createEditor } from "iria/editor"

for (const textarea of document.querySelectorAll("textarea[data-body-editor]"))
  if (!textarea.id.includes("__prefix__")) createEditor(textarea)
