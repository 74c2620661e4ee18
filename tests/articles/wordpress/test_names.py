"""Names, titles and standfirsts are plain text here, in WordPress they are HTML."""

import pytest

from articles.catalogue.models import Author, Category, Tag
from articles.wordpress.records import slug_of
from articles.writing.models import Article
from tests.articles.wordpress.sites import bring, item

pytestmark = pytest.mark.django_db

HEADER = """<wp:author><wp:author_id>7</wp:author_id>
<wp:author_login>jane@old.example</wp:author_login>
<wp:author_display_name><![CDATA[Jane O&#039;Neil &amp; Co]]></wp:author_display_name></wp:author>
<wp:category><wp:term_id>8</wp:term_id>
<wp:category_nicename>security-defense</wp:category_nicename>
<wp:cat_name><![CDATA[Security &amp; Defense]]></wp:cat_name>
<wp:category_description><![CDATA[All <b>about</b> R&amp;D]]></wp:category_description>
</wp:category>"""


def test_names_have_no_entities(export):
    terms = [("post_tag", "rd", "<![CDATA[R&amp;D]]>")]

    bring(export(HEADER, item(10, "A", "a", terms=terms)))

    category = Category.objects.get(slug="security-defense")
    assert (category.name, category.description) == ("Security & Defense", "All about R&D")
    assert Tag.objects.get().name == "R&D"
    assert Author.objects.filter(name="Jane O'Neil & Co").exists()


def test_marks_in_a_title_and_a_standfirst_do_not_part_words(export):
    excerpt = "<![CDATA[The <em>Titanic</em>, CO<sub>2</sub> and more]]>"
    post = item(10, "<![CDATA[CO<sub>2</sub> and the <em>Titanic</em>]]>", "a").replace(
        "<excerpt:encoded></excerpt:encoded>", f"<excerpt:encoded>{excerpt}</excerpt:encoded>"
    )

    bring(export(post))

    article = Article.objects.get()
    assert article.title == "CO2 and the Titanic"
    assert article.standfirst == "The Titanic, CO2 and more"


@pytest.mark.parametrize(
    ("login", "slug"),
    [
        ("jane@old.example", "janeold-example"),
        ("Jane.Roe", "jane-roe"),
        ("jane roe", "jane-roe"),
        ("jane_roe", "jane_roe"),
        ("José Muñoz", "jose-munoz"),
        ("Weiß", "weiss"),
        ("иван", "иван"),
        ("Иван Ёлкин", "иван-ёлкин"),
        ("a+b--c", "ab-c"),
        ("x" * 60, "x" * 50),
    ],
)
def test_the_address_of_an_author_is_what_wordpress_made_of_the_login(login, slug):
    assert slug_of(login) == slug


def test_the_old_address_of_an_author_with_a_mail_address_leads_to_the_page(export, client):
    post = item(10, "A", "a").replace(">desk</dc", ">jane@old.example</dc")

    bring(export(HEADER, post))

    new = Author.objects.get(name="Jane O'Neil & Co").get_absolute_url()
    assert client.get("/author/janeold-example/")["Location"] == new
