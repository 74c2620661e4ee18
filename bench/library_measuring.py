"""What the library's screens cost: `python -m bench.inside library_measuring`. Prints JSON as
desk_measuring does."""

import json
from collections.abc import Iterator

from django.conf import settings
from django.test import override_settings
from django.urls import reverse

from articles.models import Image
from bench.desk_measuring import FILES, Screen, getting, measured, signed_in


def main() -> None:
    with override_settings(STORAGES=settings.STORAGES | {"staticfiles": FILES}):
        editor = signed_in("editor@iria.example")
        rows = [[one.name, *measured(getting(editor, one))] for one in screens()]
    print(json.dumps(rows))


def screens() -> Iterator[Screen]:
    url, shown = reverse("admin:articles_image_changelist"), 'id="result_list"'
    image = Image.objects.exclude(credit=None).earliest("pk")
    word = image.title.split()[0]
    yield Screen("grid", url, {}, shown)
    yield Screen("grid: page 2", url, {"p": 2}, shown)
    yield Screen("grid: by title", url, {"o": "2"}, shown)
    yield Screen("search: a word", url, {"q": word}, shown)
    yield Screen("search: an agency and a word", url, {"q": f"{image.credit.agency} {word}"}, word)
    yield Screen("search: a file name", url, {"q": image.file_name}, shown)
    yield Screen("filter: no credit", url, {"missing": "credit"}, shown)
    yield Screen("filter: not used", url, {"used": "no"}, "Not used")
    yield Screen("filter: one agency", url, {"agency": image.credit.agency}, shown)
    form = reverse("admin:articles_image_change", args=[image.pk])
    yield Screen("form of a picture", form, {}, image.file_name)
    pick = reverse("admin:articles_image_pick")
    yield Screen("picker of the editor", pick, {"page": 1}, "results")
    yield Screen("picker: a word", pick, {"q": word, "page": 1}, "results")
