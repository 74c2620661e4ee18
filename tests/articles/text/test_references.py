from articles.text import references
from tests.articles.text.samples import ARTICLE, OTHER_PICTURE, PICTURE, SAMPLE


def test_pictures_are_named_once_in_their_order():
    html = (
        '<div data-gallery="bbbbbbbbbbbb aaaaaaaaaaaa"></div>'
        '<figure data-image="cccccccccccc" data-alt=""><figcaption></figcaption></figure>'
        '<figure data-alt="" data-image="aaaaaaaaaaaa"><figcaption></figcaption></figure>'
    )

    assert references.pictures(html) == ["bbbbbbbbbbbb", "aaaaaaaaaaaa", "cccccccccccc"]


def test_articles_are_named_once_in_their_order():
    html = (
        '<p><a data-article="bbbbbbbbbbbb">x</a> <a data-article="aaaaaaaaaaaa">y</a>'
        '<span data-footnote="">n <a data-article="cccccccccccc">z</a></span>'
        '<a data-article="bbbbbbbbbbbb">x</a></p>'
    )

    assert references.articles(html) == ["bbbbbbbbbbbb", "aaaaaaaaaaaa", "cccccccccccc"]


def test_text_that_looks_like_a_reference_is_none():
    html = '<p>&lt;figure data-image="aaaaaaaaaaaa"&gt; data-article="aaaaaaaaaaaa"</p>'

    assert references.pictures(html) == []
    assert references.articles(html) == []


def test_what_is_no_key_is_none():
    html = '<figure data-image="short"></figure><a data-article="../etc">x</a>'

    assert references.pictures(html) == []
    assert references.articles(html) == []


def test_the_references_of_the_sample():
    assert references.pictures(SAMPLE) == [PICTURE, OTHER_PICTURE]
    assert references.articles(SAMPLE) == [ARTICLE]
