"""A picture library for the editor's page, without tables: the contracts of the endpoints."""

from dataclasses import dataclass, field
from io import BytesIO
from threading import Event

from PIL import Image

PAGE = 12
COLOURS = ["#3b5b6d", "#8a5a3c", "#51663f", "#6d3b52", "#2f4858", "#87763d"]


def picture(key: str, number: int, **values: str | bool) -> dict[str, object]:
    """What the pick endpoint says about a picture."""
    agency = "TASS" if number % 2 else "Xinhua"
    return {
        "key": key,
        "src": f"/picture/{key}.png",
        "width": 480,
        "height": 320,
        "title": f"Picture {number}",
        "alt": f"Scene number {number}",
        "caption": f"The <em>caption</em> of picture {number}.",
        "credit": f"Sofya Sandurskaya/{agency}",
        "credit_line": f"(Image Credit: Sofya Sandurskaya/{agency})",
        "missing": False,
    } | values


@dataclass
class Library:
    pictures: dict[str, dict[str, object]] = field(default_factory=dict)
    uploads: list[dict[str, str]] = field(default_factory=list)
    refusal: dict[str, list[str]] | None = None
    signed_out: bool = False
    refused: set[str] = field(default_factory=set)  # names of files
    twins: dict[str, str] = field(default_factory=dict)  # name of a file → key of the first
    held: dict[str, Event] = field(default_factory=dict)  # by the name of a file: until it is set

    @classmethod
    def of(cls, keys: list[str]) -> "Library":
        return cls({key: picture(key, number) for number, key in enumerate(keys, 1)})

    def pick(self, query: dict[str, str]) -> dict[str, object]:
        if "keys" in query:
            keys = query["keys"].split(",")
            found = [self.pictures[key] for key in keys if key in self.pictures]
            return {"results": found, "more": False}
        words = query.get("q", "").lower()
        found = [one for one in self.pictures.values() if words in str(one).lower()]
        start = PAGE * (int(query.get("page", "1")) - 1)
        return {"results": found[start : start + PAGE], "more": len(found) > start + PAGE}

    def upload(self, fields: dict[str, str]) -> tuple[str, dict[str, object]]:
        name = fields["file"]
        if name in self.held:
            self.held[name].wait(10)
        if name in self.refused:
            return "400 Bad Request", {"errors": {"file": ["This file is not a picture."]}}
        if name in self.twins and "again" not in fields:
            same = self.pictures[self.twins[name]]
            said = f"This picture is in the library already: “{same['title']}”."
            return "409 Conflict", {"errors": {"file": [said]}, "same": same}
        if self.refusal:
            return "400 Bad Request", {"errors": self.refusal}
        self.uploads.append(fields)
        key = f"upload{len(self.uploads):06d}"
        names = [fields.get("photographer", ""), fields.get("agency", "")]
        credit = "/".join(name for name in names if name)
        self.pictures[key] = picture(
            key,
            len(self.pictures) + 1,
            title=fields["file"],
            alt=fields.get("alt", ""),
            caption=fields.get("caption", ""),
            credit=credit,
            credit_line=f"(Image Credit: {credit})" if credit else "",
        )
        return "201 Created", self.pictures[key]


def png(key: str, size: tuple[int, int] = (480, 320)) -> bytes:
    image = Image.new("RGB", size, COLOURS[sum(key.encode()) % len(COLOURS)])
    buffer = BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()
