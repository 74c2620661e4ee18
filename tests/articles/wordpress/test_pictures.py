import pytest

from articles.wordpress.pictures import leads_to_picture
from tests.articles.wordpress.conversions import converted, figure, html

IMAGE = '<img class="size-full wp-image-5" src="a.jpg" alt="A ferry" />'


@pytest.mark.parametrize(
    "text",
    [
        IMAGE,
        f"<p>{IMAGE}</p>",
        f'<p><a href="https://valmar.test/wp-content/uploads/a.jpg">{IMAGE}</a></p>',
        f"<div><strong>{IMAGE}</strong></div>",
        f"<h2>{IMAGE}</h2>",
        f"<figure>{IMAGE}</figure>",
        f"<br />{IMAGE}<br />",
    ],
)
def test_a_picture_alone_becomes_a_figure(text: str) -> None:
    found = converted(text)

    assert found.html == figure(1, alt="A ferry")
    assert [(use.attachment, use.src) for use in found.pictures] == [(5, "a.jpg")]
    assert found.losses == []


def test_a_picture_within_a_text_follows_its_paragraph() -> None:
    assert html(f"One {IMAGE} two.\n\nThree") == (
        "<p>One two.</p>" + figure(1, alt="A ferry") + "<p>Three</p>"
    )


def test_a_picture_at_the_beginning_of_a_text_stays_before_it() -> None:
    assert html(f"{IMAGE}One") == figure(1, alt="A ferry") + "<p>One</p>"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"<ul><li>{IMAGE} x</li></ul>", "<ul><li><p>x</p></li></ul>"),
        (f"<blockquote>x {IMAGE}</blockquote>", "<blockquote><p>x</p></blockquote>"),
        (
            f"<table><tr><td>x{IMAGE}</td></tr></table>",
            "<table><tbody><tr><td><p>x</p></td></tr></tbody></table>",
        ),
    ],
)
def test_a_picture_in_a_container_comes_after_it(before: str, after: str) -> None:
    assert html(f"{before}End") == f"{after}{figure(1, alt='A ferry')}<p>End</p>"


def test_a_link_that_leads_elsewhere_is_reported() -> None:
    found = converted(f'<a href="https://shop.test/">{IMAGE}</a>')

    assert found.html == figure(1, alt="A ferry")
    assert found.pictures[0].link == "https://shop.test/"
    assert found.losses[0].snippet == "https://shop.test/"


@pytest.mark.parametrize(
    "href",
    [
        "https://valmar.test/wp-content/uploads/Quay.JPG",
        "https://valmar.test/?attachment_id=5",
        "https://valmar.test/2024/05/post/quay/",
        "#",
    ],
)
def test_links_to_the_picture_itself(href: str) -> None:
    assert leads_to_picture(href, "https://valmar.test/u/quay-300x200.jpg")


def test_links_to_anything_else() -> None:
    assert not leads_to_picture("https://valmar.test/report/", "https://valmar.test/u/quay.jpg")


@pytest.mark.parametrize(
    "text",
    [
        f'[caption id="attachment_5" width="3"]{IMAGE} The <em>Aurora</em>[/caption]',
        f'[wp_caption id="attachment_5"]{IMAGE} The <em>Aurora</em>[/wp_caption]',
        f'[caption id="attachment_5" width="3" caption="The <em>Aurora</em>"]{IMAGE}[/caption]',
        f'<p>[caption id="attachment_5"]<a href="#">{IMAGE}</a>\nThe <em>Aurora</em>[/caption]',
        f'<figure class="wp-caption">{IMAGE}<figcaption>The <em>Aurora</em></figcaption></figure>',
    ],
)
def test_captions_in_their_many_spellings(text: str) -> None:
    found = converted(text)

    assert found.html == figure(1, alt="A ferry", caption="The <em>Aurora</em>")
    assert found.pictures[0].attachment == 5


def test_the_number_of_a_caption_serves_where_the_picture_has_none() -> None:
    found = converted('[caption id="attachment_44"]<img src="a.jpg"> x[/caption]')

    assert found.pictures[0].attachment == 44


def test_a_caption_in_the_middle_of_a_text_splits_it() -> None:
    assert html(f"Before [caption]{IMAGE} in[/caption] after") == (
        "<p>Before</p>" + figure(1, alt="A ferry", caption="in") + "<p>after</p>"
    )


def test_a_caption_has_no_breaks_and_its_footnotes_follow() -> None:
    found = converted(f"[caption]{IMAGE} one<br>two[mfn]Note[/mfn][/caption]")

    assert found.html == figure(1, alt="A ferry", caption="one two") + "<p>Note</p>"
    assert "footnote" in found.losses[0].what


def test_two_pictures_in_one_frame_share_no_caption() -> None:
    found = converted(f"<figure>{IMAGE}{IMAGE}<figcaption>Both</figcaption></figure>")

    assert [use.caption for use in found.pictures] == ["", "Both"]


def test_a_gallery_asks_for_each_of_its_pictures() -> None:
    found = converted('[gallery columns="2" ids="7, 9,7"]')

    assert found.html == '<div data-gallery="picture00001 picture00002"></div>'
    assert [(use.attachment, use.in_gallery) for use in found.pictures] == [(7, True), (9, True)]


def test_a_gallery_without_numbers_shows_what_is_attached() -> None:
    found = converted('[gallery exclude="8"]', attached=[7, 8, 9])

    assert [use.attachment for use in found.pictures] == [7, 9]


def test_a_gallery_nobody_can_name_is_a_loss() -> None:
    found = converted('a [gallery id="3"] [gallery]')

    assert found.html == "<p>a</p>"
    assert [loss.snippet for loss in found.losses] == ['[gallery id="3"]', "[gallery]"]


def test_smileys_become_their_sign_and_beacons_nothing() -> None:
    text = (
        'a <img class="wp-smiley" src="s.gif" alt=":)"> '
        '<img src="https://s.w.org/images/core/emoji/14/72x72/1f680.png" alt="🚀">'
        '<img src="https://count.test/p" width="1" height="1"> b'
    )

    found = converted(text)

    assert found.html == "<p>a :) 🚀 b</p>"
    assert found.pictures == []


def test_a_picture_that_loads_late_is_named_by_its_real_address() -> None:
    text = (
        '<img src="data:image/gif;base64,R0" data-src="https://valmar.test/a.jpg" alt="A">'
        '<noscript><img src="https://valmar.test/a.jpg" alt="A"></noscript>'
    )

    found = converted(text)

    assert [use.src for use in found.pictures] == ["https://valmar.test/a.jpg"]


def test_a_picture_without_address_is_a_loss() -> None:
    found = converted('x <img alt="Gone">')

    assert found.html == "<p>x</p>"
    assert found.losses[0].what == "A picture without an address was left out."


def test_what_stands_in_an_attribute_cannot_leave_it() -> None:
    found = html("""<img src="a.jpg" alt='"><script>x</script>'>""")

    assert found == figure(1, alt="&quot;&gt;&lt;script&gt;x&lt;/script&gt;")
