"""Where files lie: in folders of this machine, or in buckets of a server that speaks S3."""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.core.files import File
from django.core.files.storage import FileSystemStorage
from environs import Env

FOR_EVER = "public, max-age=31536000, immutable"
Options = dict[str, Any]


class WholeFiles(FileSystemStorage):
    """A file is there whole or not at all, also where its writer is killed or another writes the
    same: it gets its name when it is written. Names hold what a file was made of, so the same
    name is the same content."""

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        return name

    def _save(self, name: str, content: File) -> str:
        part = super()._save(f"{name}.{secrets.token_hex(4)}.part", content)
        os.replace(self.path(part), self.path(name))
        return name


def storages(env: Env, media_root: Path, media_url: str) -> dict[str, Options]:
    """`pictures`: renditions, public, under names that hold a hash. `originals`: what was
    uploaded; no address leads there."""
    named = [env.str(name, "") for name in ("PICTURES_BUCKET", "ORIGINALS_BUCKET")]
    if any(named) and ("" in named or named[0] == named[1]):
        raise ImproperlyConfigured(
            "PICTURES_BUCKET and ORIGINALS_BUCKET belong together: one public, one private."
        )
    pictures = _pictures(env) or _folder("iria.storing.WholeFiles", media_root, media_url)
    return {
        "default": pictures,
        "pictures": pictures,
        "originals": _originals(env)
        or _folder("django.core.files.storage.FileSystemStorage", media_root, None),
    }


def hosts(env: Env) -> list[str]:
    """Hosts of pictures beside our own, for the content security policy."""
    if not env.str("PICTURES_BUCKET", ""):
        return []
    parts = urlsplit(env.str("PICTURES_URL", "") or env.str("S3_ENDPOINT_URL", ""))
    return [f"{parts.scheme}://{parts.netloc}"] if parts.netloc else ["https://*.amazonaws.com"]


def _folder(backend: str, media_root: Path, url: str | None) -> Options:
    name = "pictures" if url else "originals"
    return {"BACKEND": backend, "OPTIONS": {"location": media_root / name, "base_url": url}}


def _pictures(env: Env) -> Options | None:
    """Public, without signatures in addresses; what is written lies there for ever."""
    options: Options = {
        "querystring_auth": False,
        "file_overwrite": True,
        "object_parameters": {"CacheControl": FOR_EVER},
    }
    if url := env.str("PICTURES_URL", ""):
        parts = urlsplit(url)
        options |= {"custom_domain": f"{parts.netloc}{parts.path}".rstrip("/")}
        options |= {"url_protocol": f"{parts.scheme}:"}
    return _bucket(env, "PICTURES_BUCKET", options)


def _originals(env: Env) -> Options | None:
    return _bucket(env, "ORIGINALS_BUCKET", {"file_overwrite": False, "default_acl": "private"})


def _bucket(env: Env, name: str, options: Options) -> Options | None:
    bucket = env.str(name, "")
    if not bucket:
        return None
    server = {
        "bucket_name": bucket,
        "endpoint_url": env.str("S3_ENDPOINT_URL", "") or None,
        "region_name": env.str("S3_REGION", "") or None,
        "addressing_style": env.str("S3_ADDRESSING_STYLE", "") or None,
    }
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": server | options}
