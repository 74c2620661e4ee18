"""What is typed into the form of a text and not saved: kept, offered again, put in, compared; and
who else has the text open."""

import json
import re

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Article, Kept, Revision, Tag
from articles.text.keys import new_key
from articles.writing import keeping
from articles.writing.forms import seen
from iria.models import User
from tests.articles.admin.test_writing import ADD, author_client, change_url, said, typed
from tests.freezing import later
from tests.makers import (
    edit_article,
    make_article,
    make_author,
    make_category,
    make_editor,
    make_image,
    make_page,
    make_tag,
    make_user,
)

pytestmark = pytest.mark.django_db
KEEP_NEW = reverse("admin:articles_article_keep")
MAY_WRITE = ("view_article", "change_article", "add_article")


def keep_url(article: Article) -> str:
    return reverse("admin:articles_article_keep", args=[article.pk])


def signed_in(user: User, **options: object) -> Client:
    client = Client(**options)
    client.force_login(user, backend="iria.rights.RightsBackend")
    client.user = user
    return client


@pytest.fixture
def desk(editor) -> Client:
    return signed_in(editor)


def fields(**values: object) -> list[list[str]]:
    """As a page sends its form: a name again for each of several values."""
    return [
        [name, str(one)]
        for name, value in typed(**values).items()
        for one in (value if isinstance(value, list) else [value])
    ]


def tell(client: Client, url: str, tab: str, words: object = None, **more: object):
    values = {"tab": tab, "user": client.user.pk} | more
    if words is not None:
        values["fields"] = json.dumps(words)
    return client.post(url, values)


def shown(response) -> str:
    """The text of a page, or of the notices and offers on it."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def notices(response) -> list[str]:
    return response.context["keeping"]["notices"]


def offers(response) -> list[Kept]:
    return [offer.kept for offer in response.context["keeping"]["offers"]]


# Keeping


def test_what_is_typed_is_kept_and_is_no_version(desk, editor, client):
    article = make_article("Live")
    before = client.get(article.get_absolute_url()).content
    tab = new_key()

    answer = tell(desk, keep_url(article), tab, fields(title="Mine"), revision=seen(article))

    kept = Kept.objects.get()
    assert answer.status_code == 200
    assert re.fullmatch(r"\d\d:\d\d", answer.json()["kept"])
    assert (kept.user, kept.article, kept.revision) == (editor, article, seen(article))
    assert ("title", "Mine") in kept.fields
    assert Revision.objects.count() == 1
    assert client.get(article.get_absolute_url()).content == before


def test_what_is_typed_later_in_the_same_form_replaces_it(desk):
    article, tab = make_article(), new_key()

    tell(desk, keep_url(article), tab, fields(title="One"))
    tell(desk, keep_url(article), tab, fields(title="Two"))

    assert ("title", "Two") in Kept.objects.get().fields


def test_what_arrives_late_replaces_nothing_newer(desk):
    article, tab = make_article(), new_key()
    tell(desk, keep_url(article), tab, fields(title="Newer"))

    answer = tell(desk, keep_url(article), tab, fields(title="Older"), age="60000", late="1")

    assert answer.status_code == 200
    assert ("title", "Newer") in Kept.objects.get().fields


def test_what_arrives_late_is_of_the_time_when_it_was_typed(desk, monkeypatch):
    article = make_article()

    tell(desk, keep_url(article), new_key(), fields(title="Mine"), age="120000", late="1")

    kept = Kept.objects.get()
    assert (kept.seen_at - kept.typed_at).total_seconds() == pytest.approx(120, abs=5)
    assert not kept.is_open


def test_nothing_is_kept_of_a_form_that_is_again_as_it_stands(desk):
    article, tab = make_article(), new_key()
    tell(desk, keep_url(article), tab, fields(title="Mine"))

    answer = tell(desk, keep_url(article), tab, [])

    assert answer.json()["kept"] == ""
    assert (Kept.objects.get().typed_at, Kept.objects.get().fields) == (None, [])


def test_characters_that_no_text_holds_are_left_out(desk):
    article = make_article()

    answer = tell(desk, keep_url(article), new_key(), [["title", "A\0 tre\ud800aty\x01"]])

    assert answer.status_code == 200
    assert Kept.objects.get().fields == [("title", "A tre\ufffdaty")]


def test_more_than_four_megabytes_are_refused(desk, monkeypatch):
    monkeypatch.setattr(keeping, "MOST_BYTES", 1000)
    article = make_article()

    refused = tell(desk, keep_url(article), new_key(), [["body", "é" * 500]])
    kept = tell(desk, keep_url(article), new_key(), [["body", "é" * 100]])

    assert (refused.status_code, refused.json()) == (413, {"refused": "too large"})
    assert kept.status_code == 200
    assert Kept.objects.count() == 1


@pytest.mark.parametrize(
    "sent",
    ["", "no JSON", "17", '{"a": 1}', '["ab"]', '[["a"]]', '[["a", 1]]', '[["a", "b", "c"]]'],
)
def test_what_is_no_form_is_refused(desk, sent):
    article = make_article()

    answer = desk.post(keep_url(article), {"tab": new_key(), "user": desk.user.pk, "fields": sent})

    assert answer.status_code == 400
    assert not Kept.objects.exists()


@pytest.mark.parametrize("tab", ["", "short", "a" * 13, "ABCDEFGHIJKL", "a\0cdefghijkl"])
def test_a_tab_without_a_sound_name_is_refused(desk, tab):
    assert tell(desk, KEEP_NEW, tab, fields()).status_code == 400


def test_the_name_of_a_tab_is_of_one_text(desk):
    one, other, tab = make_article("One"), make_article("Other"), new_key()
    tell(desk, keep_url(one), tab, fields(title="Mine"))

    answer = tell(desk, keep_url(other), tab, fields(title="Elsewhere"))

    assert answer.status_code == 400
    assert Kept.objects.get().article == one


# Who may


def test_who_is_not_signed_in_hears_so_in_json(client):
    article = make_article()
    client.user = make_user()

    answer = tell(client, keep_url(article), new_key(), fields())

    assert (answer.status_code, answer.json()) == (401, {"refused": "signed out"})
    assert not Kept.objects.exists()


def test_who_has_no_desk_hears_the_same(editor):
    reader = signed_in(make_user(is_staff=False))

    assert tell(reader, KEEP_NEW, new_key(), fields()).status_code == 401


def test_words_are_not_mixed_when_another_has_signed_in(desk, editor):
    article = make_article()
    other = signed_in(make_editor(address="bo@example.org"))

    answer = other.post(keep_url(article), {"tab": new_key(), "user": editor.pk, "fields": "[]"})

    assert (answer.status_code, answer.json()["who"]) == (409, "Ed Itor")
    assert not Kept.objects.exists()


def test_an_author_keeps_nothing_for_the_articles_of_others(editor):
    author = author_client(*MAY_WRITE)
    others, mine = make_article(user=editor), make_article("Mine", user=author.user)

    answers = [tell(author, keep_url(one), new_key(), fields()) for one in (others, mine)]
    nowhere = author.post("/admin/articles/article/999/keep/", {"user": author.user.pk})

    assert [answer.status_code for answer in answers] == [403, 200]
    assert nowhere.status_code == 403
    assert Kept.objects.get().article == mine


def test_who_may_add_no_article_keeps_no_new_one():
    reader = author_client("view_article", "change_article")

    assert tell(reader, KEEP_NEW, new_key(), fields()).status_code == 403


def test_a_request_of_another_site_keeps_nothing(editor):
    strict = signed_in(editor, enforce_csrf_checks=True)

    assert tell(strict, KEEP_NEW, new_key(), fields()).status_code == 403
    assert not Kept.objects.exists()


def test_a_get_keeps_nothing(desk):
    assert desk.get(KEEP_NEW).status_code == 405


def test_nobody_reads_what_another_typed(desk, editor):
    article = make_article()
    tell(desk, keep_url(article), new_key(), fields(title="A secret"))
    kept = Kept.objects.get()
    other = signed_in(make_editor(address="bo@example.org"))

    form = other.get(change_url(article), {"kept": kept.pk})
    compared = other.get(reverse("admin:articles_article_kept", args=[kept.pk]))
    dropped = other.post(reverse("admin:articles_article_drop", args=[kept.pk]))
    taken = tell(other, keep_url(article), new_key(), fields(), instead=kept.pk)

    assert "A secret" not in form.content.decode()
    assert offers(form) == []
    assert (compared.status_code, dropped.status_code) == (404, 404)
    assert taken.status_code == 200
    assert Kept.objects.filter(pk=kept.pk).exists()


def test_who_may_no_longer_edit_the_article_reads_nothing_of_it(editor):
    author = author_client(*MAY_WRITE)
    mine = make_article(user=author.user)
    tell(author, keep_url(mine), new_key(), fields(title="Mine"))
    Article.objects.update(owner=editor)

    kept = reverse("admin:articles_article_kept", args=[Kept.objects.get().pk])

    assert author.get(kept).status_code == 404


# Coming back


def test_what_was_kept_is_offered_when_the_form_is_opened_again(desk):
    article = make_article("Live")
    tell(desk, keep_url(article), new_key(), fields(title="Mine"), revision=seen(article))

    page = desk.get(change_url(article))

    assert offers(page) == [Kept.objects.get()]
    assert "you typed something that is not saved" in shown(page)
    assert "Mine" not in shown(page)


def test_what_says_the_same_as_what_stands_is_not_offered(desk):
    author, category, tag, image = make_author(), make_category(), make_tag(), make_image()
    article = make_article(authors=[author], categories=[category], tags=[tag], lead_image=image)
    form = desk.get(change_url(article)).context["adminform"].form
    same = [["title", article.title], ["slug", article.slug], ["body", article.body]]
    same += [["kind", article.kind], ["language", "en"], ["comments_open", "on"]]
    same += [["byline", str(author.pk)], ["byline_role", ""], ["categories", str(category.pk)]]
    same += [["tags", str(tag.pk)], ["lead_image", image.key]]
    same += [["lead_alt", form["lead_alt"].value()]]
    tell(desk, keep_url(article), new_key(), same)
    tell(desk, keep_url(article), new_key(), [*same, ["tags", "+Another"]])

    found = offers(desk.get(change_url(article)))

    assert [("tags", "+Another") in kept.fields for kept in found] == [True]


def test_it_is_put_into_the_form_with_all_that_was_chosen(desk):
    author, tag, image = make_author(), make_tag(), make_image()
    article = make_article("Live")
    words = fields(
        title="Mine",
        body="<p>Long work</p><script>x</script>",
        byline=author.pk,
        byline_role="maps",
        tags=[tag.pk, "+Quite new"],
        lead_image=image.key,
        standfirst="In short",
        categories_box="eur",
    )
    tell(desk, keep_url(article), new_key(), words, revision=seen(article))
    kept = Kept.objects.get()

    page = desk.get(change_url(article), {"kept": kept.pk})

    form, text = page.context["adminform"].form, page.content.decode()
    assert form["title"].value() == "Mine"
    assert form["body"].value() == "<p>Long work</p>"
    assert form["byline"].value() == [(str(author.pk), "maps")]
    assert form["tags"].value() == [(str(tag.pk), ""), ("+Quite new", "")]
    assert form["lead_image"].value() == image.key
    assert form["revision"].value() == seen(article)
    assert f'name="kept_instead" value="{kept.pk}"' in text
    assert "categories_box" in text
    assert not Tag.objects.filter(name="Quite new").exists()
    assert Kept.objects.count() == 1


def test_a_new_article_that_was_never_saved_comes_back(desk):
    tell(desk, KEEP_NEW, new_key(), fields(title="A beginning"))

    page = desk.get(ADD)
    filled = desk.get(ADD, {"kept": Kept.objects.get().pk})

    assert len(offers(page)) == 1
    assert filled.context["adminform"].form["title"].value() == "A beginning"


def test_new_pages_are_not_offered_what_was_typed_for_an_article(desk):
    tell(desk, KEEP_NEW, new_key(), fields(title="A beginning"))

    assert offers(desk.get(reverse("admin:articles_page_add"))) == []


def test_what_was_put_into_a_form_is_kept_once(desk):
    article, tab = make_article(), new_key()
    tell(desk, keep_url(article), new_key(), fields(title="Mine"))
    before = Kept.objects.get()

    tell(desk, keep_url(article), tab, fields(title="Mine, more"), instead=before.pk)

    assert Kept.objects.get().tab == tab


def test_words_that_rest_on_an_older_version_say_so_and_cannot_replace_it_unseen(desk):
    article = make_article("Live")
    tell(desk, keep_url(article), new_key(), fields(title="Mine"), revision=seen(article))
    edit_article(article, make_user(name="Bo Editor"), title="Theirs")
    page = desk.get(change_url(article), {"kept": Kept.objects.get().pk})
    revision = page.context["adminform"].form["revision"].value()

    refused = desk.post(change_url(article), typed(title="Mine", revision=revision, _save=""))

    assert "was saved after you began to type" in shown(page)
    assert "Bo Editor saved this text" in shown(refused)
    assert article.revisions.count() == 2


def test_it_is_compared_with_what_stands_and_makes_no_tags(desk):
    article = make_article("Live", body="<p>What stands.</p>")
    words = fields(title="Mine", body="<p>What I typed.</p>", tags=["+Quite new"], slug="a b")
    tell(desk, keep_url(article), new_key(), words, revision=seen(article))
    url = reverse("admin:articles_article_kept", args=[Kept.objects.get().pk])

    page = desk.get(url)

    for words in ("stands", "typed", "Mine", "Quite new"):
        assert words in shown(page)
    assert not Tag.objects.exists()


def test_words_that_no_form_takes_can_still_be_compared_and_put_in(desk):
    article = make_article("Live", lead_image=make_image())
    words = [["title", ""], ["language", "xx"], ["lead_image", "gone"], ["byline", "999"]]
    tell(desk, keep_url(article), new_key(), [*words, ["body", "<p>Work.</p>"], ["kind", "?"]])
    kept = Kept.objects.get()

    compared = desk.get(reverse("admin:articles_article_kept", args=[kept.pk]))
    filled = desk.get(change_url(article), {"kept": kept.pk})

    assert "Work." in shown(compared)
    assert filled.context["adminform"].form["body"].value() == "<p>Work.</p>"


def test_it_is_thrown_away_by_a_press(desk):
    article = make_article()
    tell(desk, keep_url(article), new_key(), fields(title="Mine"))
    url = reverse("admin:articles_article_drop", args=[Kept.objects.get().pk])

    looked = desk.get(url).status_code
    still = Kept.objects.exists()
    done = desk.post(url, follow=True)

    assert (looked, still) == (404, True)
    assert said(done) == "Thrown away."
    assert not Kept.objects.exists()
    assert done.redirect_chain == [(change_url(article), 302)]


def test_an_unknown_number_leaves_the_form_as_it_is(desk):
    article = make_article("Live")

    for number in ("999", "²", "9" * 40, "x"):
        page = desk.get(change_url(article), {"kept": number})
        assert page.context["adminform"].form["title"].value() == "Live"


# Saving


def test_a_save_forgets_what_was_kept_of_its_form_and_of_no_other(desk):
    article, tab, other = make_article("Live"), new_key(), new_key()
    tell(desk, keep_url(article), tab, fields(title="Mine"))
    tell(desk, keep_url(article), other, fields(title="Elsewhere"))

    data = typed(title="Mine", slug=article.slug, revision=seen(article), kept_tab=tab, _save="")
    desk.post(change_url(article), data)

    assert [kept.tab for kept in Kept.objects.all()] == [other]


def test_a_saved_form_forgets_the_words_that_were_put_into_it(desk):
    tell(desk, KEEP_NEW, new_key(), fields(title="A beginning"))
    kept = Kept.objects.get()

    desk.post(ADD, typed(kept_tab=new_key(), kept_instead=kept.pk, _save=""))

    assert Article.objects.count() == 1
    assert not Kept.objects.exists()


def test_a_refused_save_forgets_nothing_and_keeps_the_name_of_its_tab(desk):
    tab = new_key()
    tell(desk, KEEP_NEW, tab, fields(title="A beginning"))

    refused = desk.post(ADD, typed(title="", kept_tab=tab, _save=""))

    assert Kept.objects.get().tab == tab
    assert refused.context["keeping"]["tab"] == tab
    assert offers(refused) == []


def test_a_save_over_a_newer_one_shows_both_texts(desk):
    article = make_article("Live", published=False)
    opened = seen(article)
    other = make_user(name="Bo Editor")
    edit_article(article, other, title="Theirs", body="<p>Their sentence.</p>")
    mine = typed(title="Mine", body="<p>My sentence.</p>", tags=["+New one"], revision=opened)

    refused = desk.post(change_url(article), mine | {"_save": ""})

    for words in ("Their", "My", "New one"):
        assert words in shown(refused)
    assert refused.context["adminform"].form["body"].value() == "<p>My sentence.</p>"
    assert not Tag.objects.exists()
    assert article.revisions.count() == 2


# Who else is here


def test_who_opens_a_text_is_told_who_has_it_open(desk):
    article = make_article()
    other = signed_in(make_user(name="Bo Editor", is_superuser=True))
    tell(other, keep_url(article), new_key())

    page = desk.get(change_url(article))

    opened = Kept.objects.get().opened_at
    assert notices(page) == [f"Bo Editor has this article open, since {opened:%H:%M}."]
    assert notices(page)[0] in shown(page)


def test_who_has_it_open_is_told_who_came(desk):
    article, tab = make_article(), new_key()
    tell(desk, keep_url(article), tab)
    other = signed_in(make_user(name="Bo Editor", is_superuser=True))
    tell(other, keep_url(article), new_key())
    tell(other, keep_url(article), new_key())

    heard = tell(desk, keep_url(article), tab).json()["notices"]

    assert len(heard) == 1
    assert heard[0].startswith("Bo Editor has this article open, since ")


def test_a_second_tab_of_the_same_person_is_told(desk):
    article = make_article()
    tell(desk, keep_url(article), new_key())

    assert notices(desk.get(change_url(article)))[0].startswith(
        "You have this article open in another tab too, since "
    )


def test_who_was_silent_for_three_quarters_of_a_minute_has_gone(desk, monkeypatch):
    article = make_article()
    tell(desk, keep_url(article), new_key())

    later(monkeypatch, seconds=44)
    still = notices(desk.get(change_url(article)))
    later(monkeypatch, seconds=2)
    gone = notices(desk.get(change_url(article)))

    assert (len(still), gone) == (1, [])


def test_a_page_that_is_closed_lets_go_and_its_words_stay(desk):
    article, empty, full = make_article(), new_key(), new_key()
    tell(desk, keep_url(article), empty)
    tell(desk, keep_url(article), full, fields(title="Mine"))

    left = [tell(desk, keep_url(article), tab, leaving="1").status_code for tab in (empty, full)]

    page = desk.get(change_url(article))
    assert left == [204, 204]
    assert notices(page) == []
    assert [kept.tab for kept in offers(page)] == [full]


def test_leaving_a_saved_form_brings_nothing_back(desk):
    article = make_article()

    tell(desk, keep_url(article), new_key(), leaving="1")

    assert not Kept.objects.exists()


def test_somebody_at_another_text_is_not_named(desk):
    other = signed_in(make_editor(address="bo@example.org"))
    tell(other, keep_url(make_article("Other")), new_key())
    tell(other, KEEP_NEW, new_key())

    assert notices(desk.get(change_url(make_article()))) == []
    assert notices(desk.get(ADD)) == []


def test_a_newer_version_is_told_of_while_one_types(desk):
    article, tab = make_article(), new_key()
    opened = seen(article)
    edit_article(article, make_user(name="Bo Editor"), title="Theirs")

    heard = tell(desk, keep_url(article), tab, revision=opened).json()["notices"]

    assert re.match(r"Bo Editor saved this article at \d\d:\d\d, after this page", heard[0])


def test_pages_are_kept_the_same_way(desk):
    page = make_page("About")
    url = reverse("admin:articles_page_keep", args=[page.pk])
    tell(desk, url, new_key(), [["title", "About us"], ["body", page.body], ["language", "en"]])

    form = desk.get(reverse("admin:articles_page_change", args=[page.pk]))

    assert offers(form) == [Kept.objects.get(page=page)]


# The whole


@pytest.mark.parametrize("others", [0, 1, 5])
def test_the_form_asks_once_who_else_is_there(desk, django_assert_max_num_queries, others):
    article = make_article()
    for n in range(others):
        other = signed_in(make_editor(address=f"other{n}@example.org"))
        tell(other, keep_url(article), new_key(), fields(title=f"No {n}"))

    with django_assert_max_num_queries(12) as asked:
        assert len(notices(desk.get(change_url(article)))) == others
    assert sum("articles_kept" in query["sql"] for query in asked.captured_queries) == 1


def test_to_tell_takes_few_queries(desk, django_assert_max_num_queries):
    article, tab = make_article(), new_key()
    tell(desk, keep_url(article), tab, fields(title="One"))

    with django_assert_max_num_queries(12):
        tell(desk, keep_url(article), tab, fields(title="Two"))


def test_old_rows_are_forgotten(monkeypatch, desk):
    article = make_article()
    tell(desk, keep_url(article), new_key())
    tell(desk, keep_url(article), new_key(), fields(title="Mine"))

    counts = []
    for hours in (0, 2, 29 * 24, 2 * 24):
        later(monkeypatch, hours=hours)
        keeping.forget_old(20)
        counts.append(Kept.objects.count())

    assert counts == [2, 1, 1, 0]
    assert Article.objects.count() == 1


def test_kept_words_without_a_language_or_with_none_of_ours_are_compared_in_that_of_the_text(desk):
    article = make_article("Live", language="ru")
    for number, words in enumerate(
        ([["title", "Typed"]], [["title", "Typed"], ["language", "klingon"]])
    ):
        tell(desk, keep_url(article), f"tabtabtabta{number}", words)

    pages = [
        desk.get(reverse("admin:articles_article_kept", args=[kept.pk]))
        for kept in Kept.objects.all()
    ]

    assert [response.status_code for response in pages] == [200, 200]
    assert all("Typed" in shown(response) for response in pages)
