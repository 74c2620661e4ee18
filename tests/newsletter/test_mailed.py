"""Mails of a campaign in the hands of others: scanners, strangers, hostile words."""

import re
from email import message_from_bytes
from email.policy import default as default_policy

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html as lxml_html

from articles.models import Article
from iria.models import Institute
from newsletter import campaigns, composing, delivery
from newsletter.models import Campaign, Consent, Delivery, Subscriber, Suppression
from tests.iria.smtp import counting_server
from tests.makers import make_article, make_author, make_editor
from tests.newsletter.making import add_subscriber, make_campaign

pytestmark = pytest.mark.django_db(transaction=True)


def mailed(settings, *articles: Article, **fields: object) -> list[bytes]:
    """The bytes of the mails of a campaign."""
    campaign = make_campaign(*articles, **fields)
    campaigns.schedule(campaign, timezone.now(), make_editor())
    with counting_server(settings) as server:
        while delivery.run_due(20):
            pass
        return list(server.messages)


def parts(raw: bytes) -> tuple[str, str]:
    message = message_from_bytes(raw, policy=default_policy)
    return tuple(message.get_body((kind,)).get_content() for kind in ("html", "plain"))


def rows() -> dict[str, list]:
    models = (Subscriber, Consent, Suppression, Delivery, Campaign)
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in models}


def test_scanners_that_open_every_link_of_every_mail_change_nothing(settings):
    for n in range(2):
        add_subscriber(f"reader{n}@example.org")
    mails = mailed(settings, make_article("One", body='<p><a href="https://a.example/">a</a></p>'))
    before, links = rows(), set()
    for raw in mails:
        html, text = parts(raw)
        message = message_from_bytes(raw, policy=default_policy)
        found = [
            *lxml_html.fromstring(html).xpath("//a/@href"),
            *re.findall(r"https?://\S+", text),
        ]
        found += re.findall(r"<(https?://[^>]+)>", message["List-Unsubscribe"])
        links |= {link.removeprefix(settings.SITE_URL) for link in found}
    paths = sorted(link for link in links if link.startswith("/"))

    answers = {
        getattr(Client(), method)(path).status_code
        for _scanner in range(100)
        for path in paths
        if "/leave/" in path or _scanner == 0
        for method in ("get", "head")
    }

    assert len([path for path in paths if "/leave/" in path]) == 2
    assert answers == {200}
    assert rows() == before


def test_the_link_of_a_test_says_what_it_is_and_lets_nobody_leave(client):
    ada = add_subscriber()
    path = reverse("newsletter-leave", args=[composing.KEY_MARK])

    pages = [client.get(path), client.post(path, {"List-Unsubscribe": "One-Click"})]

    ada.refresh_from_db()
    assert [page.status_code for page in pages] == [200, 200]
    assert all("sent to try it out" in page.content.decode() for page in pages)
    assert ada.state == "subscribed"


HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)> {{ 7|add:7 }} %s {0}"


def test_hostile_words_are_shown_as_words_wherever_they_stand(settings):
    Institute.objects.create(pk=1, name=f"Institute {HOSTILE}", short_name="I <b>R</b>\r\nBcc: x")
    add_subscriber(name=HOSTILE)
    article = make_article(
        HOSTILE, standfirst=HOSTILE, authors=[make_author("Eve <i>Ill</i>")], body="<p>Text.</p>"
    )
    other = make_article("Another", standfirst=HOSTILE)

    alone, both = (
        mailed(settings, *articles, subject=HOSTILE, preheader=HOSTILE, introduction=HOSTILE)[0]
        for articles in ([article], [article, other])
    )

    for raw in (alone, both):
        message = message_from_bytes(raw, policy=default_policy)
        html, text = parts(raw)
        tree = lxml_html.fromstring(html)
        assert message["Subject"] == HOSTILE
        assert message["Bcc"] is None
        assert not tree.xpath("//script | //img[@onerror] | //*[@src='x'] | //i | //b")
        assert "{{ 7|add:7 }}" in " ".join(tree.itertext())
        assert HOSTILE[:25] in " ".join(text.split())


def test_the_mark_of_the_key_in_a_text_is_never_somebody_s_key(settings):
    """Whoever writes the mark into an article gets no reader's link into everybody's mail."""
    ada = add_subscriber()
    words = f"Look: {composing.KEY_MARK}."
    article = make_article("One", body=f"<p>{words}</p>", standfirst=words)

    html, text = parts(mailed(settings, article, introduction=words)[0])

    for body in (" ".join(lxml_html.fromstring(html).itertext()), text):
        for found in re.finditer(re.escape(ada.key), body):
            assert body[: found.start()].endswith("/newsletter/leave/")


def test_the_demonstration_is_removed_but_for_what_was_mailed(settings, unscaled, capsys):
    call_command("load_demo", verbosity=0)
    add_subscriber()
    kept, *others = Article.objects.order_by("pk")
    mailed(settings, kept)

    call_command("remove_demo")

    assert others
    assert [article.pk for article in Article.objects.all()] == [kept.pk]
    assert Delivery.objects.get().state == "sent"
