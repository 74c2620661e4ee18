"""What readers see of the newsletter: subscribing, confirming, leaving. No page sets a cookie.
What a link in a mail opens shows a button, since mail scanners open every link."""

from typing import Any

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles.models import Article
from articles.reading.context import page_context
from iria import mail
from iria.origins import is_foreign
from iria.pagecache import LISTS, public_page, shows
from iria.throttling import network
from newsletter import archive, composing, entries, memberships, subscribing, wording
from newsletter.forms import SubscribeForm
from newsletter.models import Consent, Subscriber

ONE_CLICK = "One-Click"  # RFC 8058, 3.1
UNDO = signing.TimestampSigner(salt="newsletter-undo")
UNDO_WITHIN = 86_400  # seconds
SHOWN = 3


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def subscribe(request: HttpRequest) -> HttpResponse:
    return ask(request) if request.method == "POST" else front(request)


@public_page
def front(request: HttpRequest) -> HttpResponse:
    """The form, with a sample of what one gets."""
    form = SubscribeForm(request.institute)
    form.initial = {"page": request.path, "words": form.version}
    return render(request, "newsletter/subscribe.html", front_context(request, form))


def front_context(request: HttpRequest, form: SubscribeForm) -> dict[str, Any]:
    return page_context(
        request,
        form=form,
        title=wording.title(request.institute),
        promise=wording.promise(request.institute),
        **sample(request),
    )


def sample(request: HttpRequest) -> dict[str, Any]:
    """The last newsletter that is on the web; as long as there is none, the newest articles."""
    if last := archive.newest(request, 1):
        return {"last": last[0]}
    articles = list(Article.objects.public().defer("body").newest()[:SHOWN])
    shows(request, LISTS, *articles)
    return {"articles": articles}


def ask(request: HttpRequest) -> HttpResponse:
    form = SubscribeForm(request.institute, request.POST)
    asked_from = network(request.META["REMOTE_ADDR"])
    is_valid = form.is_valid()
    if is_foreign(request):
        form.add_error(None, _("This came from another site. Send it again from this page."))
    elif is_valid and not subscribing.may_ask(asked_from):
        form.add_error(
            None, _("Too many addresses were entered from your network. Try again in an hour.")
        )
    if form.errors:
        return _page(request, "subscribe", **front_context(request, form.renewed()))
    subscribing.ask(form, asked_from)
    return HttpResponseRedirect(reverse("newsletter-asked"))


@require_safe
@public_page
def asked(request: HttpRequest) -> HttpResponse:
    """The same for everybody."""
    context = page_context(request, sender=mail.sender(), robots="noindex")
    return render(request, "newsletter/asked.html", context)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the letter shows a button; only pressing it subscribes."""
    try:
        if request.method == "POST":
            subscribing.confirm(token, network(request.META["REMOTE_ADDR"]))
            return HttpResponseRedirect(reverse("newsletter-welcome"))
        consent = subscribing.consent_of(token)
    except subscribing.NotValid:
        form = SubscribeForm(request.institute)
        form.initial = {"page": request.path[:20], "words": form.version}
        return _page(request, "not_valid", status=410, **front_context(request, form))
    return _page(request, "confirm", address=consent.address, token=token)


@require_safe
@public_page
def welcome(request: HttpRequest) -> HttpResponse:
    articles = list(Article.objects.public().cards().newest()[:SHOWN])
    for card in articles:
        shows(request, *entries.tags_of(card))
    shows(request, LISTS)
    context = page_context(request, articles=articles, robots="noindex", sender=mail.sender())
    return render(request, "newsletter/welcome.html", context)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, key: str) -> HttpResponse:
    """GET shows a button. POST leaves: the button's, and a mail program's in one click (RFC
    8058), which gets 200 without cookie or redirect. Both work for ever."""
    if key == composing.KEY_MARK:
        return _page(request, "leave_test")
    subscriber = _subscriber(key)
    if request.method != "POST":
        return _page(request, "leave", subscriber=subscriber)
    if request.POST.get("List-Unsubscribe") == ONE_CLICK:
        memberships.leave(subscriber, Consent.End.ONE_CLICK)
        return HttpResponse(
            _("You will get no more mail."), content_type="text/plain; charset=utf-8"
        )
    subscriber = memberships.leave(subscriber, Consent.End.LINK)
    return _page(request, "left", subscriber=subscriber, undo=UNDO.sign(key))


@csrf_exempt
@require_POST
def undo(request: HttpRequest, key: str) -> HttpResponse:
    """For a day, from the page that somebody left on."""
    subscriber = _subscriber(key)
    try:
        is_ours = UNDO.unsign(request.POST.get("undo", ""), max_age=UNDO_WITHIN) == key
    except signing.BadSignature:
        is_ours = False
    done = is_ours and memberships.undo_leave(subscriber)
    return _page(request, "undone", subscriber=subscriber, done=done, status=200 if done else 410)


def _subscriber(key: str) -> Subscriber:
    subscriber = Subscriber.objects.filter(key=key).first()
    if subscriber is None:
        raise Http404
    return subscriber


def _page(request: HttpRequest, name: str, status: int = 200, **context: Any) -> HttpResponse:
    """A page for one person, kept by nobody."""
    whole = page_context(request, robots="noindex") | context | {"robots": "noindex"}
    response = render(request, f"newsletter/{name}.html", whole, status=status)
    patch_cache_control(response, private=True, no_store=True)
    # What an address of ours holds goes to no other site.
    response["Referrer-Policy"] = "no-referrer"
    return response
