from datetime import UTC, datetime

from iria.pages.answers import OVERHEAD, Page
from iria.pages.store import Store

NOW = datetime(2026, 11, 26, tzinfo=UTC)


def page(size: int = 1000, *tags: str) -> Page:
    return Page(
        status="200 OK",
        headers=[],
        bodies={"identity": b"x" * size},
        etag='W/"x"',
        tags=frozenset(tags),
        number=1,
        rendered_at=NOW,
        ends_at=NOW,
    )


def key(name: object) -> tuple[str, str, str]:
    return ("http", f"/{name}/", "")


def test_bytes_are_bounded_and_what_was_not_asked_for_goes_first():
    store = Store(10 * (OVERHEAD + 1000))
    for name in range(10):
        store.put(key(name), page())
    store.get(key(0))

    store.put(key("new"), page())

    assert store.get(key(0)) is not None
    assert store.get(key(1)) is None
    assert store.size == sum(page.size for page in store.pages.values()) <= store.most_bytes


def test_a_page_that_would_drive_out_many_is_not_kept():
    store = Store(80_000)

    store.put(key("long"), page(20_000))

    assert (store.size, store.get(key("long"))) == (0, None)


def test_pages_with_a_tag_are_dropped_and_nothing_is_left_of_them():
    store = Store(1_000_000)
    store.put(key(1), page(10, "a", "b"))
    store.put(key(2), page(10, "b"))
    store.put(key(3), page(10, "c"))

    store.drop_tagged({"a", "b", "unknown"})

    assert list(store.pages) == [key(3)]
    assert dict(store.keys) == {"c": {key(3)}}
    assert store.size == page(10).size


def test_a_page_that_is_put_again_counts_once():
    store = Store(1_000_000)
    for tag in ("a", "b"):
        store.put(key(1), page(10, tag))

    assert store.size == page(10).size
    assert list(store.keys) == ["b"]
