from pathlib import Path

from django import forms
from django.conf import settings
from js_asset import Media

from articles.writing.editor import BodyField, BodyWidget, PictureWidget

SCRIPTS = Path(settings.BASE_DIR) / "static" / "js" / "admin"
URLS = {"pick_url": "/pick/?a=1&b=2", "upload_url": "/upload/"}


class TextForm(forms.Form):
    body = BodyField(required=False, widget=BodyWidget(**URLS, find_url="/find/"))
    lead = forms.CharField(required=False, widget=PictureWidget(**URLS))


def imports(widget: forms.Widget) -> dict[str, str]:
    return widget.media._importmap._data["imports"]


def test_the_import_map_names_every_module_but_those_a_page_begins_with() -> None:
    modules = {path.stem for path in (SCRIPTS / "editor").glob("*.js")} - {"main"}

    found = imports(TextForm().fields["body"].widget)

    names = {f"iria/{name}" for name in modules}
    assert found.keys() == names | {
        "iria/picker",
        "iria/upload-queue",
        "django-prose-editor/editor",
    }


def test_each_module_of_the_import_map_is_a_file() -> None:
    found = imports(TextForm().fields["body"].widget)

    own = [path for name, path in found.items() if name.startswith("iria/")]
    assert all((SCRIPTS.parent.parent / path).is_file() for path in own)


def test_the_picture_field_loads_nothing_of_the_editor() -> None:
    found = imports(TextForm().fields["lead"].widget)

    assert "django-prose-editor/editor" not in found
    assert "iria/picker" in found


def test_the_media_of_a_form_is_one_import_map_with_a_nonce() -> None:
    media = Media.from_media(TextForm().media, nonce="abc")

    html = str(media)

    assert html.count("importmap") == 1
    assert html.startswith('<script type="importmap" nonce="abc">')
    assert html.count("<script") == html.count('nonce="abc"') - html.count("<link")


def test_the_textarea_holds_the_html_and_the_addresses() -> None:
    html = str(TextForm(initial={"body": "<p>a &amp; b</p>"})["body"])

    assert "&lt;p&gt;a &amp;amp; b&lt;/p&gt;</textarea>" in html
    assert 'data-pick-url="/pick/?a=1&amp;b=2"' in html
    assert 'data-upload-url="/upload/"' in html
    assert 'data-find-url="/find/"' in html
    assert " data-body-editor" in html


def test_a_body_that_must_be_there_does_not_stop_the_browser() -> None:
    class Strict(forms.Form):
        body = BodyField(widget=BodyWidget(**URLS, find_url="/find/"))

    assert "required" not in str(Strict()["body"])
    assert Strict({"body": "<p> </p>"}).errors["body"] == ["This field is required."]


def test_what_is_sent_is_cleaned() -> None:
    form = TextForm({"body": '<p onclick="x()">a<script>b</script></p>'})

    assert form.is_valid()
    assert form.cleaned_data["body"] == "<p>a</p>"


def test_a_text_that_only_differs_in_spelling_has_not_changed() -> None:
    field = TextForm().fields["body"]

    assert not field.has_changed("<p>a</p>", "<p>a</p>\r\n")


def test_the_picture_field_is_a_plain_field_with_the_key_around_which_scripts_build() -> None:
    html = str(TextForm(initial={"lead": 'k"1'})["lead"])

    assert html.startswith("<div data-picture-field ")
    assert 'data-pick-url="/pick/?a=1&amp;b=2"' in html
    assert 'value="k&quot;1"' in html
