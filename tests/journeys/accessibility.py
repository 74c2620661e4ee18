"""What axe finds on a page, a line each."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# What colours and width change; the rest is the same in the dark and on a phone.
OF_LOOKS = ("color-contrast", "scrollable-region-focusable")
# Colours that are still on their way from light to dark are in no look.
SETTLED = """() => Promise.all(document.getAnimations()
  .filter(one => one instanceof CSSTransition)
  .map(one => one.finished.catch(() => null))).then(() => null)"""


def violations(page: Page, *rules: str) -> list[str]:
    """Of these rules of axe; where none is named, of all in the light and of those of looks in the
    dark, so a page is to be looked at in both."""
    if not rules and page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches"):
        rules = OF_LOOKS
    page.evaluate(SETTLED)
    options = {"resultTypes": ["violations"]} | ({"runOnly": list(rules)} if rules else {})
    found = Axe().run(page, options=options).response["violations"]
    return [f"{one['id']}: {node['html'][:120]}" for one in found for node in one["nodes"]]
