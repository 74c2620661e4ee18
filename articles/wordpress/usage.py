"""Where what was imported is read today."""

from articles.writing.models import Article, ArticleImage, Page, PageImage
from iria import oldaddresses


def public_texts(host: str) -> dict[int, str]:
    """Number on the old site → path here."""
    found = {}
    for model in (Article, Page):
        rows = model.objects.public().filter(imported_from__startswith=f"{host}:")
        for row in rows.only("slug", "imported_from"):
            identity = row.imported_from.removeprefix(f"{host}:")
            if identity.isdigit():
                found[int(identity)] = oldaddresses.path_of(row)
    return found


def first_uses(host: str) -> dict[str, str]:
    """What a picture is found again by → path of the first public text that shows it."""
    found: dict[str, str] = {}
    for through, name, model in ((ArticleImage, "article", Article), (PageImage, "page", Page)):
        public = model.objects.public().only("slug").in_bulk()
        uses = through.objects.filter(image__imported_from__startswith=f"{host}:")
        pairs = uses.order_by(name, "image").values_list("image__imported_from", f"{name}_id")
        for imported_from, pk in pairs:
            if pk in public:
                identity = imported_from.removeprefix(f"{host}:")
                found.setdefault(identity, oldaddresses.path_of(public[pk]))
    return found
