"""Every page of the desk that is ours: what axe finds, whether the keyboard reaches all of it, and
whether it fits a phone."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from articles.models import Comment, EmptySearch
from articles.writing import binning, noting, previews, publishing, reviewing, scheduling, takedown
from iria.models import OldAddress, User
from tests.iria.test_letters import write
from tests.journeys.accessibility import violations
from tests.journeys.conftest import Open, Site
from tests.makers import (
    edit_article,
    make_article,
    make_author,
    make_category,
    make_document,
    make_image,
    make_page,
    make_tag,
    make_views,
)
from tests.newsletter.making import add_subscriber, make_campaign

# What can be reached: of several radio buttons of one name one, nothing within a frame.
CONTROLS = """() => {
  const all = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]"
  const radios = new Set()
  const isShut = (one) => one.closest("details:not([open])") && one.tagName !== "SUMMARY"
  const isHeard = (one) => {
    if (one.disabled || one.tabIndex < 0 || one.closest("[inert]") || isShut(one)) return false
    if (!one.checkVisibility({ visibilityProperty: true })) return false
    return one.type !== "radio" || (!radios.has(one.name) && radios.add(one.name))
  }
  return [...document.querySelectorAll(all)].filter(isHeard).map((one, number) => {
    one.dataset.control = number
    const { outerHTML, type, name } = one
    return [String(number), outerHTML.slice(0, 90), type === "radio" ? name : ""]
  })
}"""
# Notes what has had the focus; of radio buttons of one name one stands for all.
WATCH = """() => {
  window.reached = new Set()
  document.addEventListener("focusin", ({ target }) => {
    window.reached.add(target.dataset.control)
    if (target.type === "radio") window.reached.add(target.name)
  })
}"""
TABS = 25  # between two looks
MOST_LOOKS = 16


def unreached(page: Page) -> list[str]:
    """Controls that the Tab key never comes to."""
    controls = page.evaluate(CONTROLS)
    page.evaluate(WATCH)
    missing = controls
    for _look in range(MOST_LOOKS):
        for _press in range(TABS):
            page.keyboard.press("Tab")
        reached = set(page.evaluate("[...window.reached]"))
        missing = [one for one in controls if not {one[0], one[2]} & reached]
        if not missing:
            break
    return [html for _key, html, _name in missing]


@pytest.fixture
def paths(staff: User) -> list[str]:
    """With something on each of them."""
    image, category, document = make_image(), make_category(), make_document()
    named = {"lead_image": image, "categories": [category], "authors": [make_author()]}
    live = edit_article(
        make_article("Live", tags=[make_tag()], user=staff, **named), staff, title="B"
    )
    make_views(live, 3)
    draft = reviewing.submit(make_article("Draft", published=False, user=staff), staff, note="Hm?")
    noting.add(draft, staff, "Call the ministry.", is_todo=True)
    previews.make(draft, staff, "Ada Reader")
    later = scheduling.schedule(
        make_article("Later", published=False), staff, at=timezone.now() + timedelta(days=1)
    )
    down = make_image()
    takedown.take_down(down, staff, why="The agency asks.", stand_in=image)
    gone = publishing.withdraw(make_article("Gone"), staff, reason="An error.")
    binning.put_away(make_article("Binned", published=False), staff)
    page = make_page()
    Comment.objects.create(article=live, name="Ada", text="Hm.", created_at=timezone.now())
    EmptySearch.objects.create(words="lost words")
    letter, subscriber, campaign = write(), add_subscriber(), make_campaign(live)
    OldAddress.objects.create(path="/old/", path_key="a", target="/new/", target_key="b")
    versions = list(live.revisions.values_list("pk", flat=True))
    article = f"articles/article/{live.pk}"
    return [
        "",
        "articles/article/?q=live",
        "articles/article/add/",
        "articles/article/bin/",
        f"{article}/change/",
        f"{article}/history/",
        f"{article}/versions/{versions[-1]}/",
        f"{article}/compare/?before={versions[-1]}&after={versions[0]}",
        f"{article}/withdraw/",
        f"{article}/submit/",
        f"articles/article/{draft.pk}/change/",
        f"articles/article/{draft.pk}/notes/",
        f"articles/article/{draft.pk}/preview/",
        f"articles/article/{draft.pk}/send-back/",
        f"articles/article/{draft.pk}/take-back/",
        f"articles/article/{draft.pk}/bin/",
        f"articles/article/{draft.pk}/publish-anyway/",
        f"articles/article/{later.pk}/change/",
        f"articles/article/{later.pk}/schedule/",
        f"articles/article/{later.pk}/unschedule/",
        f"articles/article/{gone.pk}/change/",
        "articles/author/",
        f"articles/category/{category.pk}/change/",
        "articles/comment/",
        "articles/credit/",
        "articles/document/",
        "articles/emptysearch/",
        "articles/document/add/",
        f"articles/document/{document.pk}/change/",
        f"articles/image/{image.pk}/change/",
        f"articles/image/{image.pk}/take-down/",
        f"articles/image/{down.pk}/change/",
        f"articles/image/{down.pk}/stand-in/",
        f"articles/image/{down.pk}/bring-back/",
        "articles/image/",
        "articles/image/many/",
        f"articles/image/{image.pk}/delete/",
        "articles/menuitem/add/",
        "articles/page/",
        f"articles/page/{page.pk}/change/",
        "articles/tag/",
        "iria/institute/1/change/",
        "admin/logentry/",
        "iria/letter/",
        f"iria/letter/{letter.pk}/change/",
        "iria/oldaddress/",
        "iria/user/",
        "iria/user/add/",
        f"iria/user/{staff.pk}/change/",
        "auth/group/",
        "auth/group/add/",
        "people/",
        "newsletter/campaign/",
        f"newsletter/campaign/{campaign.pk}/change/",
        f"newsletter/campaign/{campaign.pk}/preview/",
        "newsletter/subscriber/",
        f"newsletter/subscriber/{subscriber.pk}/change/",
        "newsletter/subscriber/import/",
        "password_change/",
    ]


@pytest.mark.once
def test_on_a_wide_page_axe_finds_nothing_and_the_keyboard_reaches_all(
    open_browser: Open, live_site: Site, staff: User, paths: list[str]
) -> None:
    page = open_browser(staff, bypass_csp=True).new_page()
    found = {}
    for path in paths:
        page.goto(f"{live_site.url}/admin/{path}")
        found[path] = unreached(page) + violations(page)

    assert {path: lines for path, lines in found.items() if lines} == {}


@pytest.mark.once
def test_on_a_phone_in_the_dark_all_can_be_read_and_no_page_is_wider(
    open_browser: Open, live_site: Site, staff: User, paths: list[str]
) -> None:
    page = open_browser(staff, bypass_csp=True, color_scheme="dark").new_page()
    page.set_viewport_size({"width": 360, "height": 800})
    found = {}
    for path in paths:
        page.goto(f"{live_site.url}/admin/{path}")
        width = page.evaluate("document.documentElement.scrollWidth")
        found[path] = violations(page) + [f"{width} px wide"] * (width > 360)

    assert {path: lines for path, lines in found.items() if lines} == {}
