"""A site on which nothing is set takes its name, its about text and its footer from the export."""

import pytest

from articles.writing.models import MenuItem
from iria.models import Institute
from tests.articles.wordpress.sites import bring, item, said
from tests.makers import make_page

pytestmark = pytest.mark.django_db

ABOUT = "<h2>Who</h2><p>We <em>write</em>.</p><p>We read.</p>"


def pages() -> list[str]:
    return [
        item(3, "Contact", "contact", kind="page", terms=[]),
        item(2, "About", "about", kind="page", terms=[], content=ABOUT),
        item(4, "Team", "team", kind="page", terms=[], parent=2),
        item(5, "Quiet", "quiet", kind="page", terms=[], status="draft"),
    ]


def footer() -> list[str]:
    return [entry.text for entry in MenuItem.objects.filter(menu="footer")]


def test_a_fresh_site_takes_name_about_and_footer(export):
    report = bring(export(*pages()))

    institute = Institute.objects.get()
    assert (institute.name, institute.short_name) == ("Old site", "Old site")
    assert institute.about == "We write.\n\nWe read."
    assert footer() == ["Contact", "About"]
    assert "name: Old site" in said(report)
    assert "page in the footer – “Contact”, “About”" in said(report)


def test_a_title_of_a_short_and_a_long_name_gives_both(export):
    path = export(*pages())
    title = "<title>IRIA - Insights &amp;amp; Analysis</title><description>{}</description>"
    text = path.read_text()
    path.write_text(text.replace("<title>Old site</title>", title.format("On the world")))

    bring(path)

    institute = Institute.objects.get()
    assert (institute.short_name, institute.name) == ("IRIA", "Insights & Analysis")
    assert institute.tagline == "On the world"


def test_an_about_text_that_is_too_long_is_taken_as_far_as_it_fits(export):
    body = f"<p>First.</p><p>{'x' * 999}</p>"

    bring(export(item(2, "About", "about", kind="page", terms=[], content=body)))

    assert Institute.objects.get().about == "First."


def test_what_staff_set_stays(export):
    Institute.objects.create(pk=1, name="Ours")

    report = bring(export(*pages()))

    assert Institute.objects.get().name == "Ours"
    assert footer() == []
    assert "Taken from the export" not in said(report)


def test_a_footer_that_staff_made_stays(export):
    MenuItem.objects.create(menu="footer", page=make_page("Ours"))

    bring(export(*pages()))

    assert footer() == ["Ours"]


def test_a_second_import_adds_nothing(export):
    bring(export(*pages()))
    MenuItem.objects.all().delete()

    bring(export(*pages()))

    assert footer() == []
