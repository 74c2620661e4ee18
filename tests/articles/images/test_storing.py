"""Pictures in storages that are no folders, and files that are there whole or not at all."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage, storages
from environs import Env

from articles.images import making
from articles.images.models import Image
from iria import storing
from tests.makers import make_image


class Bucket(InMemoryStorage):
    """As one of S3: no files, and folders that are nothing but beginnings of names."""

    def listdir(self, path: str) -> tuple[list[str], list[str]]:
        return super().listdir(path) if self.exists(path) else ([], [])


@pytest.fixture
def buckets(settings, monkeypatch) -> None:
    bucket = {"BACKEND": f"{__name__}.Bucket", "OPTIONS": {"base_url": "https://cdn.example/"}}
    settings.STORAGES = settings.STORAGES | {"pictures": bucket, "originals": bucket}
    monkeypatch.setattr(Image._meta.get_field("original"), "storage", storages["originals"])


@pytest.mark.django_db
def test_renditions_need_no_folder(buckets, client):
    image = make_image(all_renditions=True)
    name = image.renditions("whole", "avif")[0].name

    served = client.get(f"/media/{name}")

    assert storages["pictures"].url(name) == f"https://cdn.example/{name}"
    assert b"".join(served.streaming_content)[4:12] == b"ftypavif"
    assert served["Content-Type"] == "image/avif"
    making.remove(image)
    assert not storages["pictures"].exists(name)


def test_a_file_gets_its_name_when_it_is_whole(tmp_path):
    storage = storing.WholeFiles(tmp_path)

    class Broken(ContentFile):
        def chunks(self, chunk_size: int | None = None):
            yield b"half"
            raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        storage.save("ab/x.webp", Broken(b""))
    before = storage.exists("ab/x.webp")
    storage.save("ab/x.webp", ContentFile(b"one"))
    storage.save("ab/x.webp", ContentFile(b"the same"))

    assert not before
    assert (tmp_path / "ab/x.webp").read_bytes() == b"the same"
    assert len(list(tmp_path.glob("ab/x.webp"))) == 1


def storages_of(monkeypatch, **variables: str) -> dict:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    return storing.storages(Env(), Path("/media"), "/media/")


def test_buckets_are_named_by_the_environment(monkeypatch):
    found = storages_of(
        monkeypatch,
        PICTURES_BUCKET="open",
        ORIGINALS_BUCKET="closed",
        S3_ENDPOINT_URL="http://127.0.0.1:9000",
        PICTURES_URL="https://cdn.example/open",
    )

    assert found["pictures"]["OPTIONS"]["custom_domain"] == "cdn.example/open"
    assert not found["pictures"]["OPTIONS"]["querystring_auth"]
    assert "immutable" in found["pictures"]["OPTIONS"]["object_parameters"]["CacheControl"]
    assert found["originals"]["OPTIONS"]["bucket_name"] == "closed"
    assert storing.hosts(Env()) == ["https://cdn.example"]


def test_originals_never_share_the_public_bucket(monkeypatch):
    with pytest.raises(ImproperlyConfigured, match="belong together"):
        storages_of(monkeypatch, PICTURES_BUCKET="open")
    with pytest.raises(ImproperlyConfigured, match="belong together"):
        storages_of(monkeypatch, PICTURES_BUCKET="open", ORIGINALS_BUCKET="open")


def test_without_buckets_there_are_folders(monkeypatch):
    found = storages_of(monkeypatch)

    assert found["pictures"]["OPTIONS"]["location"] == Path("/media/pictures")
    assert found["originals"]["OPTIONS"]["base_url"] is None
    assert storing.hosts(Env()) == []
