"""What changes what readers see, each as the desk does it. An act takes a source of chance and may
find nothing to act on."""

import io
import random
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from django.core.files.base import ContentFile
from django.db.models import QuerySet
from django.utils import timezone
from PIL import Image as Pillow

from articles.catalogue import naming
from articles.comments import moderation
from articles.comments.models import Comment
from articles.images import uploads
from articles.models import Article, Author, Category, Credit, Image, MenuItem, Tag
from articles.writing import binning, crediting, publishing, refiling, revisions, takedown
from articles.writing.content import ArticleContent
from iria.models import Institute
from iria.pagecache import SITE, changes, forget

FILED = (Category, Tag, Author)
APPROVED, DELETED = Comment.State.APPROVED, Comment.State.DELETED


def begin(chance: random.Random) -> None:
    """What acts need to act on."""
    for model in FILED:
        for number in range(6):
            naming.add(model, f"{model.__name__} {number}")
    for number in range(3):
        credit = Credit.objects.create(photographer=f"Photographer {number}")
        file = io.BytesIO()
        Pillow.new("RGB", (640, 400), (number * 80, 90, 90)).save(file, "PNG")
        uploads.add(ContentFile(file.getvalue(), "a.png"), None, alt="A field", credit=credit)
    for _ in range(8):
        publish_new(chance)


def one_of(rows: QuerySet, chance: random.Random) -> object | None:
    pks = list(rows.order_by("pk").values_list("pk", flat=True))
    # Somebody else may act on one of them meanwhile.
    found = (rows.filter(pk=pk).first() for pk in chance.sample(pks, len(pks)))
    return next(filter(None, found), None)


def some(rows: QuerySet, chance: random.Random) -> list[int]:
    """Ids of up to two of them, in any state."""
    pks = list(rows.order_by("pk").values_list("pk", flat=True))
    return chance.sample(pks, min(len(pks), chance.randrange(3)))


def name(chance: random.Random, what: object) -> str:
    return f"{what} {chance.randrange(10**9)}"


def new(chance: random.Random) -> Article:
    content = ArticleContent(
        title=name(chance, "Article"),
        slug="",
        body=f"<p>{name(chance, 'Text')}</p>" * 5,
        categories=[one_of(Category.objects.usable(), chance).pk],
        tags=[one_of(Tag.objects.usable(), chance).pk],
        byline=[[one_of(Author.objects.usable(), chance).pk, ""]],
        lead_image=chance.choice([None, *Image.objects.values_list("pk", flat=True)]),
        picks=some(Article.objects.all(), chance),
    )
    return revisions.create(Article, content, None)


def publish_new(chance: random.Random) -> None:
    publishing.publish(new(chance), None)


def edit(chance: random.Random) -> None:
    if article := one_of(Article.objects.public(), chance):
        content = revisions.content_of(article)
        revisions.save(article, replace(content, title=name(chance, "Edited")), None)
        publishing.publish(Article.objects.get(pk=article.pk), None)


def schedule(chance: random.Random) -> None:
    """It passes while others act."""
    at = timezone.now() + timedelta(seconds=chance.uniform(0.3, 3))
    publishing.publish(new(chance), None, at=at)


def withdraw(chance: random.Random) -> None:
    if article := one_of(Article.objects.public(), chance):
        publishing.withdraw(article, None, reason=name(chance, "Reason"))


def put_away(chance: random.Random) -> None:
    if article := one_of(Article.objects.public(), chance):
        binning.put_away(article, None)


def bring_back(chance: random.Random) -> None:
    if article := one_of(Article.objects.filter(deleted_at__isnull=False), chance):
        binning.bring_back(article, None)


def comment(chance: random.Random) -> None:
    if article := one_of(Article.objects.public(), chance):
        row = Comment.objects.create(
            article=article, name="Reader", text=name(chance, "Comment"), created_at=timezone.now()
        )
        moderation.decide([row.pk], APPROVED, None)


def delete_comment(chance: random.Random) -> None:
    if row := one_of(Comment.objects.filter(state=APPROVED), chance):
        moderation.decide([row.pk], DELETED, None)


def rename(chance: random.Random) -> None:
    row = one_of(chance.choice(FILED).objects.usable(), chance)
    row.name = name(chance, "Renamed")
    if chance.random() < 0.5:
        row.slug = row.name.lower().replace(" ", "-")
    refiling.save(row)


def merge(chance: random.Random) -> None:
    model = chance.choice(FILED)
    rows = list(model.objects.usable().order_by("pk"))
    if len(rows) > 3:
        refiling.merge(*chance.sample(rows, 2))
    else:
        naming.add(model, name(chance, model.__name__))


def credit(chance: random.Random) -> None:
    row = one_of(Credit.objects.all(), chance)
    row.photographer = name(chance, "Photographer")
    crediting.save(row)


def take_down(chance: random.Random) -> None:
    if image := one_of(Image.objects.filter(taken_down_at=None), chance):
        takedown.take_down(image, None, why=name(chance, "Reason"), stand_in=None)


def show_again(chance: random.Random) -> None:
    if image := one_of(Image.objects.exclude(taken_down_at=None), chance):
        takedown.bring_back(image, None)


def menu(chance: random.Random) -> None:
    with changes():
        if chance.random() < 0.5 and (item := MenuItem.objects.order_by("pk").first()):
            item.delete()
        else:
            MenuItem.objects.create(label=name(chance, "Menu"), address="/credits/")
        forget([SITE])


def institute(chance: random.Random) -> None:
    with changes():
        row = Institute.objects.first() or Institute.current()
        row.name = name(chance, "Institute")
        row.save()
        forget([SITE])


ACTS: dict[Callable[[random.Random], None], int] = {
    **{publish_new: 3, edit: 6, schedule: 4, withdraw: 3, put_away: 2, bring_back: 2},
    **{comment: 5, delete_comment: 2, rename: 4, merge: 2, credit: 3},
    **{take_down: 2, show_again: 2, menu: 2, institute: 1},
}
