"""What picture files say of themselves, and what renditions say of their picture."""

from articles.images.metadata.offering import offer
from articles.images.metadata.reading import read
from articles.images.metadata.writing import embedded, mark

__all__ = ["embedded", "mark", "offer", "read"]
