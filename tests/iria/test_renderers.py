from django import forms
from django.utils.translation import gettext_lazy

from iria import renderers


class Plain(forms.Form):
    name = forms.CharField(widget=forms.TextInput({"autocomplete": "name"}))


def test_an_empty_field_is_the_same_each_time_and_has_its_own_name():
    class Other(forms.Form):
        town = forms.CharField(required=False)

    first, second = str(Plain()["name"]), str(Plain()["name"])

    assert first == second
    assert 'name="name"' in first
    assert 'autocomplete="name"' in first
    assert 'name="town"' in str(Other()["town"])


def test_ids_differ_where_the_forms_say_so():
    assert 'id="foot_name"' in str(Plain(auto_id="foot_%s")["name"])
    assert 'id="id_name"' in str(Plain()["name"])


def test_nothing_that_somebody_typed_is_kept():
    str(Plain()["name"])
    kept = renderers._rendered.cache_info().currsize

    html = str(Plain({"name": "Sofya Sand"})["name"])

    assert 'value="Sofya Sand"' in html
    assert renderers._rendered.cache_info().currsize == kept


def test_words_of_a_language_are_not_kept():
    class Said(forms.Form):
        name = forms.CharField(widget=forms.TextInput({"aria-label": gettext_lazy("Date")}))

    kept = renderers._rendered.cache_info().currsize

    assert 'aria-label="Date"' in str(Said()["name"])
    assert renderers._rendered.cache_info().currsize == kept
