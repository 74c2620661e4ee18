"""How the lines of pictures, credits, filing, menus and comments are tried."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from articles.comments import stamps
from articles.models import Article, Author, Category, Credit, Document, Image, MenuItem, Tag
from articles.writing import revisions, takedown
from tests.makers import (
    make_author,
    make_category,
    make_credit,
    make_document,
    make_image,
    make_tag,
    picture_file,
)
from tests.pdfs import pdf_file
from tests.permissions.trying import Line, do, look
from tests.permissions.typed import fresh, is_gone
from tests.permissions.world import World

FILED: dict[str, tuple[Any, Callable[[str], Any]]] = {
    "category": (Category, make_category),
    "tag": (Tag, make_tag),
    "author": (Author, make_author),
}


def image(world: World) -> Image:
    return world.once("image", make_image)


def credit(world: World) -> Credit:
    return world.once("credit", make_credit)


def other_credit(world: World) -> Credit:
    return world.once("other credit", lambda: make_credit("Other", "Agency"))


def document(world: World) -> Document:
    return world.once("document", make_document)


def item(world: World) -> MenuItem:
    return world.once("item", lambda: MenuItem.objects.create(label="News", address="/news/"))


def draft(world: World) -> Article:
    return world.text("article", "draft")


def filled(address: str, of: Callable[[World], Any] | None, /, **values: Any) -> Callable:
    """The form at an address as its page holds it, with these values."""

    def fields(world: World) -> dict[str, Any]:
        args = [of(world).pk] if of else []
        typed = {key: v(world) if callable(v) else v for key, v in values.items()}
        return world.form(reverse(f"admin:{address}", args=args), **typed)

    return fields


def screens(
    model: str, of: Callable[[World], Any], typed: dict[str, str], **new: Any
) -> list[Line]:
    """List, form and history of rows that nobody deletes; `typed` is what a save changes."""
    n, kind = f"articles_{model}", type_of(model)
    value = next(iter(typed))
    return [
        look("the list", f"{n}_changelist"),
        look("the form", f"{n}_change", of),
        look("the history", f"{n}_history", of),
        look("the form of a new one", f"{n}_add"),
        do(
            "add one",
            f"{n}_add",
            send=filled(f"{n}_add", None, **typed, **new),
            done=lambda _w, _r: kind.objects.filter(**typed),
        ),
        do(
            "change it",
            f"{n}_change",
            of,
            send=filled(f"{n}_change", of, **typed),
            done=lambda _w, row: getattr(row, value) == typed[value],
        ),
        do("delete it", f"{n}_delete", of, send={"post": "yes"}, done=is_gone),
    ]


def type_of(model: str) -> Any:
    own = {"image": Image, "credit": Credit, "document": Document, "menuitem": MenuItem}
    return own.get(model) or FILED[model][0]


def filing(model: str) -> list[Line]:
    make = FILED[model][1]
    n = f"articles_{model}"

    def one(world: World) -> Any:
        return world.once((model, 1), lambda: make("First name"))

    def two(world: World) -> Any:
        return world.once((model, 2), lambda: make("Second name"))

    def ticked(action: str) -> Callable[[World], dict[str, Any]]:
        return lambda w: {"action": action, "_selected_action": one(w).pk, "into": two(w).pk}

    lines = screens(model, one, {"name": "Typed name"})
    return [
        *lines,
        do(
            "merge",
            f"{n}_changelist",
            send=ticked("merge"),
            done=lambda w, _: fresh(one(w)).merged_into_id,
        ),
        do(
            "remove",
            f"{n}_changelist",
            send=ticked("remove"),
            done=lambda w, _: fresh(one(w)).deleted_at,
        ),
    ]


def search(model: str, field: str) -> Line:
    query = {"app_label": "articles", "model_name": model, "field_name": field}
    return look(f"{model}: {field}", "autocomplete", query=query)


PICTURES = [
    *screens("image", image, {"alt": "Typed words"}, upload=lambda _w: picture_file())[:-1],
    do(
        "delete it",
        "articles_image_delete",
        image,
        done=lambda _w, row: row.deleted_at is not None,
    ),
]
CREDITS = screens("credit", credit, {"agency": "Typed agency"})


def unused_credit(world: World) -> Credit:
    return world.once("unused credit", lambda: make_credit("", "Nobody's"))


def gone(world: World) -> Image:
    """A picture that was taken down."""

    def make() -> Image:
        row = make_image(title="Gone")
        takedown.take_down(row, None, why="The agency asks.", stand_in=None)
        return row

    return world.once("gone", make)


MERGING = [
    do(
        "merge",
        "articles_credit_changelist",
        send=lambda w: {
            "action": "merge",
            "_selected_action": other_credit(w).pk,
            "into": credit(w).pk,
        },
        done=lambda w, _: fresh(other_credit(w)).merged_into_id,
    ),
    do(
        "remove",
        "articles_credit_changelist",
        send=lambda w: {"action": "remove", "_selected_action": unused_credit(w).pk},
        done=lambda w, _: fresh(unused_credit(w)).deleted_at,
    ),
]
TAKEDOWN = [
    look("be asked: take it down", "articles_image_take_down", image),
    do(
        "take it down",
        "articles_image_take_down",
        image,
        send={"why": "The agency asks."},
        done=lambda _w, row: row.taken_down_at,
    ),
    look("be asked: another in its place", "articles_image_stand_in", gone),
    do(
        "another in its place",
        "articles_image_stand_in",
        gone,
        send=lambda w: {"stand_in": image(w).key},
        done=lambda _w, row: row.stand_in_id,
    ),
    look("be asked: bring it back", "articles_image_bring_back", gone),
    do(
        "bring it back",
        "articles_image_bring_back",
        gone,
        done=lambda _w, row: row.taken_down_at is None,
    ),
]
DOCUMENTS = [
    *screens("document", document, {"title": "Typed title"}, upload=lambda _w: pdf_file(pages=5)),
    do(
        "replace the file",
        "articles_document_change",
        document,
        send=filled("articles_document_change", document, upload=lambda _w: pdf_file(pages=5)),
        done=lambda _w, row: row.page_count == 5,
    ),
    do(
        "remove",
        "articles_document_changelist",
        send=lambda w: {"action": "remove", "_selected_action": document(w).pk},
        done=lambda w, _: fresh(document(w)).deleted_at,
    ),
    do(
        "attach one to a draft",
        "articles_article_change",
        draft,
        send=filled("articles_article_change", draft, documents=lambda w: document(w).pk),
        done=lambda w, row: revisions.content_of(row).documents == [document(w).pk],
    ),
    look(
        "read one that no public article offers",
        "document",
        lambda w: [document(w).key, document(w).name],
    ),
]
PICKING = [
    look("pictures to pick", "articles_image_pick", shows='"results"'),
    do(
        "upload from the editor",
        "articles_image_upload",
        send=lambda _w: {"file": picture_file(), "alt": "Uploaded"},
        done=lambda _w, _r: Image.objects.filter(alt="Uploaded"),
    ),
    look("the form of many files", "articles_image_many"),
    do(
        "upload many files",
        "articles_image_many",
        send=lambda _w: {"files": [picture_file("many.png")], "again": "1"},
        done=lambda _w, _r: Image.objects.filter(file_name="many.png"),
    ),
    look("be asked before it is deleted", "articles_image_delete", image),
    do(
        "set the credit of several",
        "articles_image_changelist",
        send=lambda w: {
            "action": "set_credit",
            "_selected_action": [image(w).pk],
            "asked": "1",
            "credit": other_credit(w).pk,
        },
        done=lambda w, _r: fresh(image(w)).credit_id == other_credit(w).pk,
    ),
]
SEARCHES = [
    search("articlecategory", "category"),
    search("articletag", "tag"),
    search("articledocument", "document"),
    search("byline", "author"),
    search("category", "parent"),
    search("image", "credit"),
    search("author", "portrait"),
    search("author", "user"),
    search("menuitem", "category"),
    search("menuitem", "page"),
]
MENUS = [
    *screens("menuitem", item, {"label": "Typed label"}, address="/typed/")[:-1],
    do(
        "delete it",
        "articles_menuitem_delete",
        item,
        send={"post": "yes"},
        done=is_gone,
    ),
    do(
        "delete several",
        "articles_menuitem_changelist",
        send=lambda w: {
            "action": "delete_selected",
            "_selected_action": item(w).pk,
            "post": "yes",
        },
        done=lambda w, _: not MenuItem.objects.filter(pk=item(w).pk).exists(),
    ),
]


def decided(state: str) -> Callable[[World], dict[str, Any]]:
    return lambda world: {"action": f"to_{state}", "_selected_action": world.comment().pk}


def token(world: World) -> list[str]:
    """Of a letter to this person, that somebody sent on or kept."""
    return [stamps.deciding(world.comment(), world.user.pk if world.user else 0)]


C = "articles_comment"
COMMENTS = [
    look("the list", f"{C}_changelist", shows=lambda w: w.comment().text),
    look("the history", f"{C}_history", World.comment),
    *(
        do(
            f"decide: {state}",
            f"{C}_changelist",
            query={"state": "all"},
            send=decided(state),
            done=lambda w, _, state=state: fresh(w.comment()).state == state,
        )
        for state in ("approved", "refused", "spam", "deleted")
    ),
    look("the page of a link in a letter", "comment-decide", token),
    do(
        "decide by a link in a letter",
        "comment-decide",
        token,
        send={"state": "approved"},
        done=lambda w, _: fresh(w.comment()).state == "approved",
    ),
    look("a form of a comment", f"{C}_change", World.comment),
    do(
        "write a comment at the desk",
        f"{C}_add",
        send={"text": "Words of staff", "name": "Ada"},
        done=lambda w, _: type(w.comment()).objects.filter(text="Words of staff"),
    ),
    do(
        "change the words of a reader",
        f"{C}_change",
        World.comment,
        send={"text": "Other words"},
        done=lambda _w, comment: comment.text != "A thoughtful word.",
    ),
    do(
        "delete one for good",
        f"{C}_delete",
        World.comment,
        send={"post": "yes"},
        done=is_gone,
    ),
]
