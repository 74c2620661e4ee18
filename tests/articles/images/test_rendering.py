"""The second stage: made by workers, one picture by one of them, while the first is shown."""

import threading
from datetime import timedelta

import pytest
from django.core.files.storage import storages
from django.db import connections
from django.utils import timezone
from PIL import Image as Pillow

from articles.images import making, rendering
from articles.images.models import Image
from iria.pagecache import changes, current_number
from tests.makers import make_article, make_credit, make_image, picture_bytes, picture_file

SOON, LATER = timedelta(minutes=1), timedelta(days=1)


def all_names(image: Image) -> set[str]:
    folder = image.key[:2]
    return {f"{folder}/{name}" for name in storages["pictures"].listdir(folder)[1]}


def pass_time(span: timedelta) -> None:
    for image in Image.objects.exclude(renditions_due_at=None):
        image.renditions_due_at -= span
        image.save(update_fields=["renditions_due_at"])


@pytest.mark.django_db
def test_an_upload_has_few_renditions_and_a_worker_makes_the_others():
    image = make_image(picture_file(data=picture_bytes(2000, 1500)))
    first = all_names(image)

    done = rendering.run_due(20)

    image.refresh_from_db()
    assert len(first) == 5
    assert first < all_names(image)
    assert (done, rendering.run_due(20)) == (1, 0)
    assert image.rendition_stage == Image.Stage.ALL
    assert [one.width for one in image.renditions("whole", "avif")] == [480, 800, 1200, 1600]
    assert {name.rsplit(".")[-1] for name in all_names(image)} == {"avif", "webp", "jpg"}


@pytest.mark.django_db
def test_readers_see_the_first_until_all_are_made(client):
    image = make_image(picture_file(data=picture_bytes(2000, 1500)))
    url = make_article(lead_image=image, lead_alt="A field").get_absolute_url()
    before = client.get(url).content.decode()
    number = current_number()

    rendering.run_due(1)

    after = client.get(url).content.decode()
    assert "<picture>" not in before
    assert f"{image.rendition_hash}-whole-800.webp" in before
    assert 'width="1600" height="1200"' in before
    assert '<source type="image/avif"' in after
    assert 'width="1600" height="1200"' in after
    assert current_number() > number


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        lambda image: Image.objects.update(focal_x=0.1),
        lambda image: Image.objects.update(kind="map"),
        lambda image: type(image.credit).objects.update(photographer="Somebody Else"),
        lambda image: type(image.credit).objects.update(copyright_notice="© TASK"),
    ],
    ids=["focal point", "kind", "credit", "copyright"],
)
def test_what_is_written_into_renditions_makes_others(change):
    image = make_image(all_renditions=True)
    old = image.rendition_hash
    with changes():
        change(image)
        making.order(Image.objects.all())

    shown_meanwhile = Image.objects.get().rendition_hash
    rendering.run_due(1)

    image = Image.objects.get()
    assert shown_meanwhile == old
    assert image.rendition_hash != old
    assert {one.name for one in image.renditions("wide", "avif")} <= all_names(image)


@pytest.mark.django_db
def test_the_focal_point_stays_in_every_shape():
    data = picture_bytes(2000, 1000)
    with Pillow.open(picture_file(data=data)) as picture:
        picture.paste((255, 0, 0), (1900, 0, 2000, 1000))
        out = picture_file()
        picture.save(out, "PNG")
    out.seek(0)
    image = make_image(out, focal_x=0.97, focal_y=0.5, all_renditions=True)

    for shape in ("wide", "classic", "square"):
        with storages["pictures"].open(image.renditions(shape, "jpeg")[-1].name) as file:
            cut = Pillow.open(file).convert("RGB")
            red, green, _blue = cut.getpixel((cut.width - 5, cut.height // 2))
            assert red > 200 > 60 > green


@pytest.mark.django_db
def test_a_change_while_they_are_made_has_them_made_again():
    image = make_image()
    taken = rendering.claim()
    with changes():
        Image.objects.update(focal_x=0.9)
        making.order(Image.objects.all())

    rendering.render(taken)

    between = Image.objects.get()
    rendering.run_due(1)
    image.refresh_from_db()
    assert between.rendition_stage == Image.Stage.FIRST
    assert image.rendition_stage == Image.Stage.ALL
    assert image.rendition_hash == making.wanted(image)


@pytest.mark.django_db
def test_what_is_taken_down_while_they_are_made_leaves_no_file():
    image = make_image()
    taken = rendering.claim()
    Image.objects.update(taken_down_at=timezone.now())
    making.remove(image)

    rendering.render(taken)

    assert all_names(image) == set()
    assert rendering.run_due(1) == 0


@pytest.mark.django_db
def test_the_picture_of_a_worker_that_was_killed_comes_again():
    make_image()
    rendering.claim()

    at_once = rendering.run_due(1)
    pass_time(rendering.LEASE)

    assert (at_once, rendering.run_due(1)) == (0, 1)
    assert Image.objects.get().rendition_stage == Image.Stage.ALL


@pytest.mark.django_db
def test_a_picture_that_ends_its_worker_each_time_is_given_up():
    make_image()
    for _n in range(rendering.MOST_TRIES):
        rendering.claim()
        pass_time(rendering.LEASE)

    rendering.run_due(1)

    image = Image.objects.get()
    assert image.renditions_due_at is None
    assert "ended the worker" in image.rendition_error
    assert image.is_shown


@pytest.mark.django_db
def test_what_cannot_be_made_is_tried_less_and_less_often_and_said_at_the_desk(desk, monkeypatch):
    def fail(image: Image) -> str:
        raise OSError("encoder error")

    monkeypatch.setattr(making, "make_all", fail)
    make_image()
    waits = []
    while rendering.run_due(1):
        if (at := Image.objects.get().renditions_due_at) is not None:
            waits.append(round((at - timezone.now()) / SOON))
            pass_time(LATER)

    page = desk.get("/admin/articles/image/").content.decode()

    assert waits == [1, 4, 16, 64]
    assert "converted. Export it as a JPEG or PNG." in page
    assert Image.objects.get().is_shown


@pytest.mark.django_db
def test_an_original_that_is_missing_is_told():
    image = make_image()
    image.original.storage.delete(image.original.name)

    rendering.run_due(1)

    assert "missing in the storage" in Image.objects.get().rendition_error


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_take_the_same_picture(monkeypatch):
    for _n in range(6):
        make_image()
    made, both = [], threading.Barrier(2)
    monkeypatch.setattr(making, "make_all", lambda image: made.append(image.pk) or "f" * 16)
    monkeypatch.setattr(making, "wanted", lambda image: "f" * 16)

    def work() -> None:
        both.wait()
        while rendering.run_due(1):
            pass
        connections.close_all()

    workers = [threading.Thread(target=work) for _n in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert sorted(made) == sorted(Image.objects.values_list("pk", flat=True))


@pytest.mark.django_db
def test_removing_takes_the_files_of_all_hashes():
    image = make_image(all_renditions=True)
    other = make_image()
    with changes():
        Image.objects.filter(pk=image.pk).update(credit=make_credit("Another", "One"))
        making.order(Image.objects.filter(pk=image.pk))
    while rendering.run_due(1):
        pass

    making.remove(image)

    assert not [name for name in all_names(image) if image.key in name]
    assert all(storages["pictures"].exists(one.name) for one in other.renditions())
    assert image.original.storage.exists(image.original.name)
