"""Pictures that are noted with a public text and not shown in it yet, or not any more."""

from articles.text import references
from articles.writing.tables.articles import Article
from articles.writing.tables.texts import Text


def only_in_drafts(model: type[Text]) -> list[int]:
    """Ids of the rows of ArticleImage or PageImage whose picture only the changes that wait name:
    three queries, over the few public texts that have such changes."""
    waiting = model.objects.public().with_unpublished_changes()
    lead = ("lead_image",) if model is Article else ()
    found = waiting.only("body", "latest_revision", "live_revision", *lead)
    ids = []
    for text in found.prefetch_related("pictures__image"):
        shown = set(references.pictures(text.body))
        ids += [
            row.pk
            for row in text.pictures.all()
            if row.image.key not in shown and row.image_id != getattr(text, "lead_image_id", None)
        ]
    return ids
