"""What stands where a picture was placed: what its use says of it, or what another one that stands
in for it says of itself."""

from dataclasses import dataclass

from articles.images.models import Image


@dataclass(frozen=True, slots=True)
class Placed:
    """`image` is None where none was placed and where it was taken down without another in its
    place, which `is_removed` tells. `caption` is HTML (articles.text.cleaning, inline)."""

    image: Image | None
    alt: str = ""
    caption: str = ""
    is_removed: bool = False

    @property
    def credit_line(self) -> str:
        return self.image.credit_line if self.image else ""


def placed(image: Image | None, alt: str, caption: str = "") -> Placed:
    """Alternative text and caption of the use describe the picture that was chosen for it, so
    they go with it."""
    if image is None or image.taken_down_at is None:
        return Placed(image, alt or (image.alt if image else ""), caption)
    other = image.shown
    if other is None:
        return Placed(None, is_removed=True)
    return Placed(other, other.alt, other.caption)
