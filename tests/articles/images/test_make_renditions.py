"""`manage.py make_renditions`: all that is due, by one process or several."""

import os
import subprocess
import sys
from io import StringIO

import pytest
from django.conf import settings
from django.core.files.storage import storages
from django.core.management import CommandError, call_command

from articles.images import making, rendering
from articles.images.models import Image
from tests.iria.test_crash import database_url
from tests.makers import make_image


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("make_renditions", *arguments, stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_it_makes_what_is_due_and_then_nothing():
    for _n in range(3):
        make_image()

    assert "Made: 3. Failed: 0." in run()
    assert "Made: 0. Failed: 0." in run("--all")
    assert set(Image.objects.values_list("rendition_stage", flat=True)) == {Image.Stage.ALL}


@pytest.mark.django_db
def test_all_takes_what_would_be_made_otherwise_now():
    image, _other = make_image(all_renditions=True), make_image(all_renditions=True)
    Image.objects.filter(pk=image.pk).update(focal_x=0.2)

    assert "Made: 0." in run()
    assert "Made: 1." in run("--all")
    image.refresh_from_db()
    assert image.rendition_hash == making.wanted(image)


@pytest.mark.django_db
def test_what_could_not_be_made_is_named_and_fails_the_command():
    broken, _good = make_image(title="A broken one"), make_image()
    broken.original.storage.delete(broken.original.name)

    with pytest.raises(CommandError, match=r"A broken one .*: Its file is missing"):
        run()

    assert Image.objects.filter(rendition_stage=Image.Stage.ALL).count() == 1


@pytest.mark.django_db
def test_what_others_are_making_is_left_to_them():
    make_image(), make_image()
    rendering.claim()

    said = run("--all")

    assert "Made: 1." in said
    assert "1 more are being made by others" in said


@pytest.mark.django_db
def test_ended_half_way_it_goes_on_where_it_was(monkeypatch):
    for _n in range(3):
        make_image()
    made, save = [], storages["pictures"].save

    def stop_at_fifty(name: str, content: object) -> str:
        made.append(name)
        if len(made) == 20:
            raise KeyboardInterrupt
        return save(name, content)

    with monkeypatch.context() as patch:
        patch.setattr(storages["pictures"], "save", stop_at_fifty)
        with pytest.raises(CommandError, match="Run it again to go on") as stopped:
            run()

    assert stopped.value.returncode == 130
    left = Image.objects.exclude(rendition_stage=Image.Stage.ALL).count()
    assert f"Made: {left}." in run()
    assert not rendering.ordered().exists()


@pytest.mark.django_db(transaction=True)
def test_several_processes_of_two_commands_share_the_pictures(tmp_path):
    for _n in range(6):
        make_image()
    environment = os.environ | {"DATABASE_URL": database_url(), "MEDIA_ROOT": str(tmp_path)}
    command = [sys.executable, "manage.py", "make_renditions", "--all", "--workers", "2"]

    commands = [
        subprocess.Popen(
            command,
            env=environment,
            cwd=settings.BASE_DIR,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for _n in range(2)
    ]
    said = [one.communicate(timeout=120)[0] for one in commands]

    assert [one.returncode for one in commands] == [0, 0], said
    assert sum(int(text.split("Made: ")[1].split(".")[0]) for text in said) == 6
    assert set(Image.objects.values_list("rendition_stage", flat=True)) == {Image.Stage.ALL}
