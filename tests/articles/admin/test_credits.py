"""Credits at the desk: how often they are used, likely doubles, merging, removing."""

import pytest
from django.urls import reverse
from lxml import html as lxml_html

from articles.models import Credit, Image
from articles.writing import crediting, refiling
from iria import log
from iria.models import CacheTag
from tests.articles.admin.test_catalogue import act, said
from tests.makers import (
    client_of,
    edit_article,
    make_article,
    make_credit,
    make_image,
    make_member,
    picture_file,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unscaled")]
LIST = reverse("admin:articles_credit_changelist")
FIGURE = '<figure data-image="{}" data-alt="A hall"></figure>'


def change_url(credit: Credit) -> str:
    return reverse("admin:articles_credit_change", args=[credit.pk])


def row_of(desk, credit: Credit) -> list[str]:
    """What the list says: licence, pictures, articles, of them public."""
    page = lxml_html.fromstring(desk.get(LIST).content)
    (row,) = page.xpath(f"//tr[.//input[@value='{credit.pk}']]")
    return [cell.text_content().strip() for cell in row.xpath("./td[contains(@class,'field-')]")]


def test_the_list_counts_pictures_and_articles_each_once(desk):
    credit = make_credit("", "TASS", licence="agency")
    lead, hall, unused = (make_image(credit=credit) for _ in range(3))
    both = FIGURE.format(hall.key) + FIGURE.format(lead.key)
    make_article("Two of its pictures", lead_image=lead, body=both)
    make_article("A draft", published=False, body=FIGURE.format(hall.key))
    binned = make_article("Binned", published=False, lead_image=lead)
    type(binned).objects.filter(pk=binned.pk).update(deleted_at=binned.created_at)
    Image.objects.filter(pk=unused.pk).update(deleted_at=unused.created_at)

    assert row_of(desk, credit) == ["Agency licence", "2", "2", "1"]


def test_what_only_waiting_changes_show_is_not_public_yet(desk):
    credit, other = make_credit("", "TASS"), make_credit("", "NATO")
    old, new = make_image(credit=credit), make_image(credit=other)
    article = make_article(lead_image=old)

    edit_article(article, lead_image=new.pk)

    assert row_of(desk, credit)[1:] == ["1", "1", "1"]
    assert row_of(desk, other)[1:] == ["1", "1", "0"]


def test_the_list_can_be_sorted_by_how_often_each_is_used(desk):
    seldom, often = make_credit("", "Seldom"), make_credit("", "Often")
    make_article(lead_image=make_image(credit=often))
    make_image(credit=often)
    make_image(credit=seldom)

    orders = [
        [str(row) for row in desk.get(LIST, {"o": o}).context["cl"].result_list]
        for o in ("3", "-3", "4", "-4")
    ]

    assert orders == [["Seldom", "Often"], ["Often", "Seldom"]] * 2


def test_it_is_filtered_by_licence_and_agency(desk):
    make_credit("Ada", "TASS", licence="agency")
    make_credit("Bo", "NATO", licence="handout")

    found = [
        [str(row) for row in desk.get(LIST, query).context["cl"].result_list]
        for query in ({"licence__exact": "handout"}, {"agency": "TASS"})
    ]

    assert found == [["Bo/NATO"], ["Ada/TASS"]]


def test_the_list_takes_as_many_queries_for_many_as_for_few(desk, django_assert_num_queries):
    def fill(number: int) -> None:
        for n in range(number):
            credit = make_credit("", f"Agency {Credit.objects.count()}")
            article = make_article(f"Article {n}", lead_image=make_image(credit=credit))
            edit_article(article, lead_image=make_image(credit=credit).pk)

    fill(2)
    desk.get(LIST)
    with django_assert_num_queries(13) as few:
        desk.get(LIST)
    fill(6)
    with django_assert_num_queries(len(few)):
        desk.get(LIST)


def test_likely_doubles_stand_over_the_list_with_a_way_to_merge_them(desk):
    one, other = make_credit("", "TASS"), make_credit("", "Tass.")
    make_credit("", "NATO")

    page = lxml_html.fromstring(desk.get(LIST).content)
    (form,) = page.xpath("//section[@id='doubles']//form")
    asked = desk.post(form.get("action"), dict(form.form_values()) | ticked(form))

    assert "NATO" not in page.get_element_by_id("doubles").text_content()
    assert asked.status_code == 200
    assert {option.pk for option in list(asked.context["choices"])[:2]} == {one.pk, other.pk}


def ticked(form) -> dict[str, list[str]]:
    return {"_selected_action": form.xpath(".//input[@name='_selected_action']/@value")}


def test_who_may_not_change_credits_is_told_of_no_doubles():
    make_credit("", "TASS")
    make_credit("", "Tass.")

    page = client_of(make_member("Author")).get(LIST).content.decode()

    assert 'id="doubles"' not in page


def test_saving_one_that_reads_the_same_is_warned_of_and_not_refused(desk):
    make_credit("Sofya Sandurskaya", "TASS")
    typed = {"agency": "Sofya Sandurskaya / Tass"}

    response = desk.post(reverse("admin:articles_credit_add"), typed, follow=True)

    assert Credit.objects.filter(agency="Sofya Sandurskaya / Tass").exists()
    assert "reads the same: “Sofya Sandurskaya/TASS”" in said(response)
    assert f'href="{LIST}#doubles"' in said(response)


def test_merging_moves_the_pictures_and_is_logged(desk):
    gone, stays = make_credit("", "Tass."), make_credit("", "TASS")
    picture = make_image(credit=gone)
    Image.objects.update(renditions_due_at=None)
    CacheTag.objects.all().delete()

    response = act(desk, "merge", gone, stays, into=stays.pk)

    picture.refresh_from_db()
    gone.refresh_from_db()
    assert said(response) == "1 merged into “TASS”."
    assert (picture.credit, gone.merged_into) == (stays, stays)
    # Their files say whose they are.
    assert picture.renditions_due_at is not None
    assert {f"credit:{gone.pk}", f"credit:{stays.pk}", "credits"} <= set(
        CacheTag.objects.values_list("tag", flat=True)
    )
    assert [line.change_message for line in log.lines(stays)] == [
        "“Tass.” was merged into it; pictures moved: 1."
    ]
    leads = desk.get(change_url(gone), follow=True)
    assert leads.redirect_chain == [(change_url(stays), 302)]


def test_merging_twice_leads_to_the_last(db):
    first, second, third = (make_credit("", name) for name in ("TASS.", "Tass", "TASS"))

    crediting.merge(first, second)
    crediting.merge(second, third)

    first.refresh_from_db()
    assert first.merged_into == third
    with pytest.raises(refiling.NoLongerThere):
        crediting.merge(first, third)
    with pytest.raises(ValueError, match="another"):
        crediting.merge(third, third)


def test_one_with_a_picture_is_not_removed(desk):
    used, unused = make_credit("", "TASS"), make_credit("", "NATO")
    make_image(credit=used)

    response = act(desk, "remove", used, unused)

    assert "“TASS” is still used in 1 place." in said(response)
    assert "“NATO” is removed." in said(response)
    assert list(Credit.objects.usable()) == [used]


def test_a_form_that_was_open_brings_no_merged_credit_back(db):
    gone, stays = make_credit("", "Tass"), make_credit("", "TASS")
    opened = Credit.objects.get(pk=gone.pk)
    crediting.merge(gone, stays)
    opened.licence = "agency"

    crediting.save(opened)

    assert list(Credit.objects.usable()) == [stays]


def test_a_name_that_was_merged_leads_to_what_stands_when_it_is_typed_again(desk):
    gone, stays = make_credit("", "Tass."), make_credit("", "TASS")
    crediting.merge(gone, stays)

    desk.post(reverse("admin:articles_image_upload"), {"file": picture_file(), "agency": "tass."})

    assert Image.objects.get().credit == stays
    assert Credit.objects.count() == 2
