"""A picture is taken down at the desk, with another in its place, and brought back."""

from playwright.sync_api import expect

from iria.models import User
from tests.journeys.conftest import Open, Site
from tests.makers import make_article, make_credit, make_image


def test_readers_see_another_picture_at_once_and_the_first_again(
    open_browser: Open, live_site: Site, staff: User
) -> None:
    image = make_image(title="Minister", alt="The minister")
    make_image(title="Hall", alt="A hall", credit=make_credit("Bo Stand", "NATO"))
    article = make_article("The visit", lead_image=image, lead_alt="The minister")
    context = open_browser(staff)
    desk, reader = context.new_page(), context.new_page()
    public = live_site.url + article.get_absolute_url()

    desk.goto(f"{live_site.url}/admin/articles/image/{image.pk}/change/")
    desk.get_by_role("link", name="Take down…").click()
    expect(desk.get_by_role("link", name="The visit")).to_be_visible()
    desk.get_by_role("button", name="Take down").click()
    expect(desk.get_by_role("alert")).to_contain_text("Reason: This field is required.")
    desk.get_by_label("Reason").fill("The agency asks.")
    desk.get_by_role("button", name="In its place: Choose a picture").click()
    desk.get_by_role("dialog").get_by_role("button", name="Hall").click()
    expect(desk.locator(".picture-field")).to_contain_text("Bo Stand/NATO")
    desk.get_by_role("button", name="Take down").click()

    expect(desk.locator(".taken-down")).to_contain_text("The agency asks.")
    reader.goto(public)
    lead = reader.locator(".lead-picture")
    expect(lead.get_by_role("img", name="A hall")).to_be_visible()
    expect(lead).to_contain_text("(Image Credit: Bo Stand/NATO)")

    desk.get_by_role("link", name="Bring back…").click()
    desk.get_by_role("button", name="Bring back").click()
    expect(desk.get_by_role("link", name="Take down…")).to_be_visible()
    reader.reload()
    expect(lead.get_by_role("img", name="The minister")).to_be_visible()
