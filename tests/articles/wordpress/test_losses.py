"""What has no place here is told, once for all that share it."""

import pytest

from articles.images.models import Image
from articles.writing.models import Article
from tests.articles.wordpress.sites import attachment, bring, counts, item, said

pytestmark = pytest.mark.django_db

GALLERY = (
    '<!-- wp:gallery {"ids":[11]} --><figure class="wp-block-gallery">'
    '<figure class="wp-block-image"><img src="https://old.example/wp-content/uploads/2024/09/'
    'hall.png" data-id="11" alt="x"/><figcaption>The <em>old</em> hall.</figcaption></figure>'
    "</figure><!-- /wp:gallery -->"
)


def captioned(caption: str) -> str:
    element = f"<excerpt:encoded>{caption}</excerpt:encoded>"
    return attachment(11, "hall.png").replace("<excerpt:encoded></excerpt:encoded>", element)


def test_a_caption_in_a_gallery_goes_to_a_picture_that_has_none(export):
    report = bring(export(attachment(11, "hall.png"), item(10, "A", "a", content=GALLERY)))

    assert Image.objects.get().caption == "The <em>old</em> hall."
    assert "lost" not in said(report)


def test_a_caption_in_a_gallery_is_lost_aloud_where_the_picture_has_another(export):
    report = bring(export(captioned("A hall."), item(10, "A", "a", content=GALLERY)))

    assert Image.objects.get().caption == "A hall."
    assert "lost" in said(report)
    assert "“The old hall.” – “A”" in said(report)


def test_a_caption_that_a_gallery_gave_makes_no_lead_picture_change(export):
    lead = item(9, "Lead", "lead", meta={"_thumbnail_id": 11})
    path = export(lead, attachment(11, "hall.png"), item(10, "A", "a", content=GALLERY))
    bring(path)

    assert not bring(path).changed
    assert Article.objects.get(slug="lead").lead_caption == ""


def test_a_lead_picture_that_is_not_in_the_file_is_noted(export):
    report = bring(export(item(10, "A", "a", meta={"_thumbnail_id": 77})))

    assert "Lead pictures that are not in the file (1):\n  - A" in said(report)


def test_formats_and_own_taxonomies_are_noted_with_their_articles(export):
    terms = [("post_format", "post-format-aside", "Aside"), ("region", "asia", "Asia")]

    report = bring(export(item(10, "A", "a", terms=terms), item(11, "B", "b", terms=terms)))

    assert "post_format: Aside – “A”, “B”" in said(report)
    assert "region: Asia – “A”, “B”" in said(report)


@pytest.mark.parametrize("what", ["the page above it", "excerpt", "lead picture", "author"])
def test_what_a_page_has_no_place_for_is_noted(export, what):
    page = item(
        10, "Team", "team", kind="page", terms=[], parent=5, meta={"_thumbnail_id": 77}
    ).replace("<excerpt:encoded></excerpt:encoded>", "<excerpt:encoded>E</excerpt:encoded>")

    assert f"  - {what} – “Team”" in said(bring(export(page)))


def test_a_description_of_a_tag_is_noted(export):
    tag = (
        "<wp:tag><wp:term_id>9</wp:term_id><wp:tag_slug>gas</wp:tag_slug><wp:tag_name>Gas"
        "</wp:tag_name><wp:tag_description>On gas</wp:tag_description></wp:tag>"
    )

    assert "Descriptions of tags, not kept (1):\n  - Gas" in said(bring(export(tag)))


def test_what_is_cut_is_noted(export):
    picture = attachment(11, "hall.png", alt="y" * 600)

    report = bring(export(picture, item(10, "T" * 400, "a")))

    assert f"title: {'T' * 60}…" in said(report)
    assert f"alternative text: {'y' * 60}…" in said(report)
    assert len(Image.objects.get().alt) == 500


@pytest.mark.parametrize(
    ("address", "dead"),
    [
        ("https://old.example/wp-content/uploads/2024/09/report.pdf", True),
        ("/gone/", True),
        ("https://old.example/quiet/", True),
        ("https://old.example/?p=5", True),
        ("https://old.example/category/europe/", False),
        ("https://www.old.example/about/", False),
        ("https://old.example/", False),
        ("https://elsewhere.example/gone/", False),
        ("mailto:desk@old.example", False),
    ],
)
def test_a_link_to_what_is_not_here_is_noted_with_its_article(export, address, dead):
    path = export(
        item(10, "A", "a", content=f'<p><a href="{address}">x</a></p>'),
        item(2, "About", "about", kind="page", terms=[]),
        item(3, "Quiet", "quiet", kind="page", terms=[], status="draft"),
    )

    report = bring(path)
    before = counts()

    assert ("Links to what is not here" in said(report)) is dead
    assert not dead or "– “A”" in said(report)
    assert said(bring(path)).count("Links to what is not here") == dead
    assert counts() == before
