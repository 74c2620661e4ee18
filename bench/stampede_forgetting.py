"""Forgets every page: `python -m bench.inside stampede_forgetting`."""

from iria.pagecache import LISTS, SITE, changes, forget


def main() -> None:
    with changes():
        forget([SITE, LISTS])
