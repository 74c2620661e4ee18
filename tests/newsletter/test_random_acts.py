"""Whatever readers, staff and workers do, in whatever order: nobody is mailed who does not want
it, nobody twice, what is in doubt is not sent again, and the account adds up at each moment."""

from collections.abc import Callable
from datetime import timedelta
from itertools import count

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from iria.models import User
from newsletter import delivery
from newsletter.models import Campaign
from tests.newsletter.readers import ADDRESSES
from tests.newsletter.world import EACH, ONCE, World

# The same acts each time, so that a change that breaks nothing fails nowhere.
SETTINGS = settings(
    max_examples=32,
    stateful_step_count=25,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
someone = st.sampled_from(ADDRESSES)
few = st.integers(1, 3)
GOING = ["leave", "leave_and_undo", "erase", "block", "complain"]
ANSWERS = ["250", "250", "450", "550", "away", "broken off"]
answer = st.sampled_from(["250", "450", "450", "broken off"])
mails = st.sampled_from([0, 0, 1, 1, 2, 3])


class Acts(RuleBasedStateMachine):
    staff: User

    def __init__(self) -> None:
        super().__init__()
        self.world = World(self.staff)
        self.frame = transaction.atomic()
        self.frame.__enter__()
        self.inhabited = self.world.inhabited()
        self.inhabited.__enter__()

    def teardown(self) -> None:
        try:
            assert self.world.end() == []
        finally:
            self.inhabited.__exit__(None, None, None)
            transaction.set_rollback(True)
            self.frame.__exit__(None, None, None)

    @initialize()
    def a_list_and_a_campaign(self) -> None:
        self.world.load(ADDRESSES)
        self.world.start_campaign()

    @rule(address=someone)
    def subscribe(self, address: str) -> None:
        self.world.subscribe(address)

    @rule(
        act=st.sampled_from(["leave", "leave_and_undo", "erase", "block", "complain"]), who=someone
    )
    def go(self, act: str, who: str) -> None:
        getattr(self.world, act)(who)

    @rule(addresses=st.lists(someone, min_size=1, max_size=4, unique=True))
    def load(self, addresses: list[str]) -> None:
        self.world.load(addresses)

    @rule()
    def start_campaign(self) -> None:
        if Campaign.objects.exclude(state__in=["sent", "cancelled"]).count() < 2:
            self.world.start_campaign()

    @rule(act=st.sampled_from(["pause", "resume", "resume", "cancel"]))
    def steer(self, act: str) -> None:
        self.world.steer(act)

    @rule(limit=few, answers=st.lists(st.sampled_from(ANSWERS), max_size=4))
    def work(self, limit: int, answers: list[str]) -> None:
        self.world.answers.extend(answers)
        self.world.work(limit)

    @rule()
    def work_on(self) -> None:
        self.world.work_on()

    @rule(act=st.sampled_from(GOING), who=st.none() | someone, answer=answer, mails=mails)
    def somebody_goes_meanwhile(self, act: str, who: str | None, answer: str, mails: int) -> None:
        """Or, where `who` is None, the very person who is being mailed."""
        self._meanwhile(lambda address: getattr(self.world, act)(who or address), answer, mails)

    @rule(act=st.sampled_from(["pause", "cancel"]), answer=answer, mails=mails)
    def staff_steer_meanwhile(self, act: str, answer: str, mails: int) -> None:
        self._meanwhile(lambda _address: self.world.steer(act), answer, mails)

    @rule(is_slow=st.booleans(), limit=few, answer=answer, mails=mails)
    def another_works_meanwhile(self, is_slow: bool, limit: int, answer: str, mails: int) -> None:
        after = delivery.LEASE * 2 if is_slow else timedelta(0)
        self._meanwhile(lambda _address: self.world.another_worker(limit, after), answer, mails)

    def _meanwhile(self, happens: Callable[[str], object], answer: str, mails: int) -> None:
        """During the mail of this number, or the last of all (0); it is answered so."""
        numbers = count(1)

        def each(address: str) -> None:
            is_it = next(numbers) == mails if mails else not self.world.is_somebody_waiting()
            if is_it:
                self.world.answers.append(answer)
                happens(address)
            else:
                self.world.meanwhile.append(each)

        self.world.ready()
        self.world.meanwhile.append(each)
        self.world.work_until_it_happened()

    @rule(point=st.sampled_from(ONCE))
    def crash_around_the_mails(self, point: str) -> None:
        self._crash(point, 0)

    @rule(point=st.sampled_from(EACH), mails=few)
    def crash_around_a_mail(self, point: str, mails: int) -> None:
        self._crash(point, mails - 1)

    @rule(point=st.sampled_from(EACH), answer=answer)
    def crash_after_an_answer(self, point: str, answer: str) -> None:
        self.world.answers.append(answer)
        self._crash(point, 1)

    def _crash(self, point: str, after: int) -> None:
        self.world.ready()
        self.world.crash = (point, after)
        self.world.work(4)

    @rule(minutes=st.sampled_from([2, 20, 24 * 60]))
    def wait(self, minutes: int) -> None:
        self.world.now += timedelta(minutes=minutes)

    @invariant()
    def all_is_well(self) -> None:
        assert self.world.look() == []


@pytest.mark.django_db
def test_nobody_is_mailed_against_their_will_or_twice_whatever_happens(editor):
    Acts.staff = editor
    run_state_machine_as_test(Acts, settings=SETTINGS)
