"""How the lines that articles have for themselves are tried."""

from django.contrib.contenttypes.models import ContentType

from articles.models import Article
from tests.makers import make_category
from tests.permissions.texts import texts
from tests.permissions.trying import do, look
from tests.permissions.typed import fresh, in_state, ticked, tomorrow, typed
from tests.permissions.world import World


def compared(world: World) -> dict[str, int]:
    return {"after": world.text("article", "changed").latest_revision_id}


def category(world: World) -> str:
    return str(world.once("target", lambda: make_category("Target")).pk)


LIST = "articles_article_changelist"
ARTICLES = [
    *texts("article"),
    look(
        "two versions beside each other",
        "articles_article_compare",
        in_state("article", "changed"),
        query=compared,
    ),
    look(
        "find a draft to link to",
        "articles_article_find",
        query={"q": "draft"},
        shows=lambda w: w.text("article", "draft").key,
    ),
    look(
        "find a live article to link to",
        "articles_article_find",
        query={"q": "live"},
        shows=lambda w: w.text("article", "live").key,
    ),
    look(
        "find a draft to pick",
        "articles_article_pick",
        query={"term": "draft"},
        shows=lambda w: f'"{w.text("article", "draft").pk}"',
    ),
    look(
        "find a live article to pick",
        "articles_article_pick",
        query={"term": "live"},
        shows=lambda w: f'"{w.text("article", "live").pk}"',
    ),
    look(
        "find one to pick for an article",
        "articles_article_pick",
        in_state("article", "draft"),
        query={"term": "live"},
        shows=lambda w: f'"{w.text("article", "live").pk}"',
    ),
    do(
        "pick a live article",
        "articles_article_change",
        in_state("article", "draft"),
        send=lambda w: typed("article", "draft", picks=w.text("article", "live").pk)(w),
        done=lambda _w, t: t.article_picks.exists(),
    ),
    look(
        "the public address of a draft",
        "view_on_site",
        lambda w: [
            ContentType.objects.get_for_model(Article).pk,
            w.text("article", "draft").pk,
        ],
        leads="/articles/",
    ),
    do(
        "pin by the form",
        "articles_article_change",
        in_state("article", "live"),
        send=typed("article", "live", pinned="on"),
        done=lambda _w, t: t.pinned,
    ),
    do(
        "ask with the schedule that it be mailed",
        "articles_article_schedule",
        in_state("article", "draft"),
        send=lambda w: tomorrow(w) | {"mail": "on"},
        done=lambda _w, t: t.mail_when_published,
    ),
    do(
        "pin",
        LIST,
        send=ticked("article", "live", "pin"),
        done=lambda w, _: fresh(w.text("article", "live")).pinned,
    ),
    do(
        "unpin",
        LIST,
        send=ticked("article", "pinned", "unpin"),
        done=lambda w, _: not fresh(w.text("article", "pinned")).pinned,
    ),
    do(
        "duplicate",
        LIST,
        send=ticked("article", "live", "duplicate"),
        done=lambda _w, _t: Article.objects.filter(title__endswith="(copy)"),
    ),
    do(
        "refile a draft",
        LIST,
        send=lambda w: ticked("article", "draft", "refile", category=category(w), how="add")(w),
        done=lambda w, _: fresh(w.text("article", "draft")).categories.exists(),
    ),
    do(
        "refile what is live",
        LIST,
        send=lambda w: ticked("article", "live", "refile", category=category(w), how="add")(w),
        done=lambda w, _: fresh(w.text("article", "live")).categories.exists(),
    ),
    look(
        "mail by the list",
        LIST,
        send=ticked("article", "live", "mail"),
        leads="/admin/newsletter/campaign/add/",
    ),
]
PAGES = [
    *texts("page"),
    look(
        "two versions beside each other",
        "articles_page_compare",
        in_state("page", "changed"),
        query=lambda w: {"after": w.text("page", "changed").latest_revision_id},
    ),
]
