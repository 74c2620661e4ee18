"""A text held until the transaction ends, as whoever acts on it last saw it."""

from articles.writing.tables.texts import Text


class Refused(Exception):
    """Says to staff why an act on a text was not done. Nothing was changed."""


def seen(text: Text) -> str:
    """What an editor has before the eyes: the newest revision and the state, "17.approved"."""
    return f"{text.latest_revision_id}.{text.state}"


def locked(text: Text) -> Text:
    """The row as it is now. Revisions are read afterwards: joined, PostgreSQL would look for them
    in the snapshot from before the wait, where the newest is not yet."""
    return type(text).objects.select_for_update(of=("self",)).get(pk=text.pk)
