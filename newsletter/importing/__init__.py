"""Subscribers out of a file: text (decoding), who stands in it (columns, parsing), what is kept
until it is imported (keeping), and the import (loading)."""
