"""Whether something uses a picture: a walk over all that names one, wherever it is defined."""

from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.fields.reverse_related import ForeignObjectRel

from articles.images.models import Image


def relations() -> list[ForeignObjectRel]:
    """Through which rows name pictures: texts, portraits, stand-ins, whatever protects them."""
    return [one for one in Image._meta.related_objects if one.on_delete is models.PROTECT]


def in_use() -> Q:
    """Of pictures that something names."""
    rows = (
        one.related_model._base_manager.filter(**{one.field.name: OuterRef("pk")}).order_by()
        for one in relations()
    )
    return reduce(or_, (Q(Exists(found)) for found in rows))
