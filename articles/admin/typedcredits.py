"""The credit that somebody typed or that a file names."""

from articles.catalogue import naming
from articles.images.models import Credit


def standing_or_new(values: dict[str, str]) -> Credit:
    """One of these names that stands already, whatever its capitals, and with the licence if that
    was said; or else a new one, not saved yet. Raises ValidationError."""
    same = Credit.objects.usable()
    for name in ("photographer", "agency"):
        same = naming.same_name(same, values.get(name, ""), field=name)
    for name in ("licence", "licence_url"):
        if values.get(name):
            same = same.filter(**{name: values[name]})
    if standing := same.order_by("pk").first():
        return standing
    credit = Credit(**values)
    credit.full_clean()
    return credit
