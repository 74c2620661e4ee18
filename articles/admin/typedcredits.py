"""The credit that somebody typed or that a file names."""

from django.db.models import F

from articles.catalogue import naming
from articles.images.models import Credit


def standing_or_new(values: dict[str, str]) -> Credit:
    """One of these names that stands already, whatever its capitals, and with the licence if that
    was said, or the one that it was merged into; or else a new one, not saved yet. Raises
    ValidationError."""
    same = Credit.objects.filter(deleted_at=None).select_related("merged_into")
    for name in ("photographer", "agency"):
        same = naming.same_name(same, values.get(name, ""), field=name)
    for name in ("licence", "licence_url"):
        if values.get(name):
            same = same.filter(**{name: values[name]})
    if standing := same.order_by(F("merged_into").asc(nulls_first=True), "pk").first():
        return standing.merged_into or standing
    credit = Credit(**values)
    credit.full_clean()
    return credit
