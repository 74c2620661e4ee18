"""What a reader may see is said twice, of a set and of a row, and must be the same."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.models import Article, Page
from articles.writing import states
from articles.writing.tables.texts import State
from tests.makers import edit_article, make_article, make_page

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 29, 12, tzinfo=UTC)
# Around the moment itself, and around the hour that daylight saving leaves out.
moments = st.one_of(
    st.sampled_from([0, 1, -1]).map(lambda us: NOON + timedelta(microseconds=us)),
    st.datetimes(datetime(2026, 3, 28), datetime(2026, 3, 30), timezones=st.just(UTC)),
)


@pytest.mark.parametrize("make", [make_article, make_page])
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    state=st.sampled_from(State.values),
    go_live_at=st.one_of(st.none(), moments),
    deleted_at=st.one_of(st.none(), moments),
    at=moments,
)
def test_the_set_and_the_row_agree(make, state, go_live_at, deleted_at, at):
    model = Article if make is make_article else Page
    row = model.objects.first() or make()
    if state == State.APPROVED:
        go_live_at = go_live_at or NOON
    values = {"state": state, "go_live_at": go_live_at, "deleted_at": deleted_at}
    model.objects.filter(pk=row.pk).update(**values)
    row.refresh_from_db()

    in_set = model.objects.public(at=at).filter(pk=row.pk).exists()

    assert in_set == row.is_public(at)
    assert in_set == (state == State.APPROVED and deleted_at is None and go_live_at <= at)


@pytest.mark.parametrize("state", states.LABELS)
def test_lists_by_state_hold_what_shows_that_state(state):
    now = datetime.now(UTC)
    drafts = [make_article("Draft", published=False), make_article("Later", published=False)]
    Article.objects.filter(pk=drafts[1].pk).update(state=State.REVIEW)
    make_article("Scheduled", at=now + timedelta(days=1))
    make_article("Published")
    make_article("Withdrawn")
    Article.objects.filter(title="Withdrawn").update(state=State.WITHDRAWN)

    edit_article(make_article("Changed"), title="Other")

    found = {row.title: states.state_of(row) for row in states.in_state(Article.objects, state)}
    titles = {states.REVIEW: "Later"}
    assert found[titles.get(state, state.title())] == state
    # What changed is among what is published.
    assert set(found.values()) <= {state, states.CHANGED}
