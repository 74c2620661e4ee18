"""`converted(text)`: a conversion whose pictures have the keys picture00001, picture00002 …"""

from __future__ import annotations

from itertools import count

from articles.wordpress.markup import Converted, Surroundings, convert


def converted(content: str, **around: object) -> Converted:
    numbers = count(1)
    return convert(
        content,
        resolve=lambda use: f"picture{next(numbers):05}",
        surroundings=Surroundings(**around),
    )


def html(content: str, **around: object) -> str:
    return converted(content, **around).html


def figure(number: int, *, alt: str = "", caption: str = "") -> str:
    key = f"picture{number:05}"
    return (
        f'<figure data-image="{key}" data-alt="{alt}"><figcaption>{caption}</figcaption></figure>'
    )
