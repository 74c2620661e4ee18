"""The page of the form, the writer's own view of a comment, and deciding from a letter. None is
kept by a cache or shown to search engines."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from articles.comments import moderation, opening, stamps
from articles.comments.forms import CommentForm
from articles.comments.models import Comment
from articles.reading.context import page_context
from articles.writing.models import Article
from iria.models import User
from iria.origins import is_foreign
from iria.throttling import allowed, network

MOST = 6  # comments of a network
WITHIN = 600  # seconds


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def comment(request: HttpRequest, slug: str) -> HttpResponse:
    """GET shows the form, for an answer with `?to=KEY`; POST takes the comment in."""
    article = Article.objects.public().filter(slug=slug).first()
    if article is None:
        raise Http404
    if request.method != "POST":
        stamp = stamps.of_now(article.key)
        initial = {"stamp": stamp, "to": request.GET.get("to", "")}
        return _form_page(request, article, CommentForm(article, initial=initial))
    form = CommentForm(article, request.POST)
    if not _may_be_sent(request, form):
        return _form_page(request, article, form.renewed())
    written = moderation.take_in(form, network(request.META["REMOTE_ADDR"]))
    return HttpResponseRedirect(reverse("comment-own", args=[slug, stamps.own(written)]))


def _may_be_sent(request: HttpRequest, form: CommentForm) -> bool:
    """Adds to the form what stands against it beside its own errors."""
    is_valid = form.is_valid()
    if not opening.is_open(form.article, request.institute):
        form.add_error(None, _("Comments were closed meanwhile. Copy your text if you need it."))
    elif is_foreign(request):
        form.add_error(None, _("This came from another site. Send it again from this page."))
    elif is_valid and not allowed("comment", network(request.META["REMOTE_ADDR"]), MOST, WITHIN):
        form.add_error(None, _("Too many comments came from your network. Wait ten minutes."))
    return not form.errors


def _form_page(request: HttpRequest, article: Article, form: CommentForm) -> HttpResponse:
    to = form["to"].value()
    answered = article.comments.approved().filter(key=to[:12]).first() if to else None
    context = {
        "article": article,
        "form": form,
        "answered": answered,
        "comments_open": opening.is_open(article, request.institute),
        "refused": form.is_bound,
    }
    return _page(request, "articles/comments/form.html", context)


@require_safe
def own(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """What the writer sees of the own comment, whatever became of it."""
    written = _by_key(stamps.own_key(token))
    if written.article.slug != slug or written.state == Comment.State.DELETED:
        raise Http404
    context = {"comment": written, "article": written.article}
    return _page(request, "articles/comments/own.html", context)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, token: str) -> HttpResponse:
    """Out of a letter, without signing in: GET shows the comment, POST decides. The right to
    decide is looked at again."""
    found = stamps.decided(token)
    key, user_id = found or ("", 0)
    written = _by_key(key)
    user = User.objects.filter(pk=user_id, is_active=True, is_staff=True).first()
    if user is None or not user.has_perm("articles.change_comment"):
        raise Http404
    done = False
    states = (Comment.State.APPROVED, Comment.State.REFUSED, Comment.State.SPAM)
    if request.method == "POST" and request.POST.get("state") in states:
        if is_foreign(request):
            raise Http404
        moderation.decide([written.pk], request.POST["state"], user)
        written.refresh_from_db()
        done = True
    context = {"comment": written, "article": written.article, "token": token, "done": done}
    return _page(request, "articles/comments/decide.html", context)


def _by_key(key: str | None) -> Comment:
    """What was erased has no text, and nothing is left to see or decide."""
    comments = Comment.objects.select_related("article").exclude(text="")
    written = comments.filter(key=key or "").first()
    if written is None:
        raise Http404
    return written


def _page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    response = render(request, template, page_context(request, robots="noindex") | context)
    patch_cache_control(response, private=True, no_store=True)
    return response
