"""A text held until the transaction ends, as whoever acts on it last saw it."""

from django.utils.translation import gettext as _

from articles.writing.tables.texts import Text


class Refused(Exception):
    """Says to staff why an act on a text was not done. Nothing was changed."""


def seen(text: Text) -> str:
    """What an editor has before the eyes: the newest revision and the state, "17.approved"."""
    return f"{text.latest_revision_id}.{text.state}"


def locked(text: Text) -> Text:
    """The row as it is now. Revisions are read afterwards: joined, PostgreSQL would look for them
    in the snapshot from before the wait, where the newest is not yet. Raises Refused for what
    went to the bin meanwhile: nothing is done to it there."""
    row = locked_anywhere(text)
    if row.deleted_at is not None:
        raise Refused(_("It is in the bin by now."))
    return row


def locked_anywhere(text: Text) -> Text:
    """`locked`, in the bin too. Whoever adds a row that names the text does not wait: PostgreSQL
    looks at that at the end, when each might hold what the other waits for."""
    return type(text).objects.select_for_update(of=("self",), no_key=True).get(pk=text.pk)
