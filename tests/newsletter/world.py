"""A small world of readers, staff and workers. Each mail that goes out is held against what its
reader is known to want."""

import base64
import hashlib
import itertools
import re
from collections import Counter, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from iria import transports
from iria.models import User
from iria.pagecache import SITE
from newsletter import campaigns, composing, delivery, planning
from newsletter.models import Campaign, Chunk, Delivery, Subscriber
from tests.newsletter.readers import Readers

# Points at which a worker dies: those it passes once in a step of its own, and with each mail.
ONCE = ("before the claim's commit", "after the claim", "before the chunk is given back")
EACH = ("before the commit of a step", "after the intent", "before the answer", "after the answer")
WORDS = composing.Composed("The week", composing.KEY_MARK, "", [SITE], 0)
MAIL = re.compile(rb"^Message-ID:\s*<(?P<campaign>[^.>]+)\.(?P<pk>\d+)@", re.MULTILINE)


class Crash(BaseException):
    """The worker is gone: nothing of it catches this."""


class World(Readers):
    def __init__(self, staff: User) -> None:
        super().__init__(staff)
        self.now = datetime(2026, 11, 25, 8, tzinfo=UTC)
        self.keys = itertools.count()
        self.doubtful: set[int] = set()
        self.taken: Counter[tuple[str, str]] = Counter()
        self.taken_rows: Counter[int] = Counter()
        self.answers: deque[str] = deque()
        # What happens during the next mail, with its address.
        self.meanwhile: deque[Callable[[str], object]] = deque()
        self.held: set[int] = set()
        self.crash: tuple[str, int] | None = None

    def clock(self) -> datetime:
        self.now += timedelta(milliseconds=1)
        return self.now

    def new_key(self) -> str:
        """Of a subscriber: the same in each run, since people are planned in their order."""
        number = hashlib.sha256(str(next(self.keys)).encode()).digest()
        return base64.urlsafe_b64encode(number).decode()[:22]

    # Workers

    def is_somebody_waiting(self) -> bool:
        return Delivery.objects.filter(state="waiting", campaign__state="sending").exists()

    def ready(self) -> None:
        """Somebody waits for a mail, if anybody wants one."""
        if not self.is_somebody_waiting():
            self.start_campaign()
        while planning.begin_due() or planning.plan_due():
            pass

    def work(self, limit: int) -> int:
        try:
            return self._run(limit)
        except Crash:
            return 1
        finally:
            self.crash = None
            self.answers.clear()
            self.meanwhile.clear()

    def work_on(self) -> None:
        """Until nothing is due."""
        while not self.wrong and self.work(4):
            pass

    def work_until_it_happened(self) -> None:
        while self.meanwhile and not self.wrong and self._run(4):
            pass
        self.meanwhile.clear()
        self.answers.clear()

    def another_worker(self, limit: int, after: timedelta) -> None:
        """Sends mails in the middle of one of the first."""
        self.now += after
        answers, self.answers = self.answers, deque()
        self._run(limit)
        self.answers = answers

    def _run(self, limit: int) -> int:
        held = Chunk.objects.filter(leased_until__gte=self.now, lease_token__isnull=False)
        self.held = set(held.values_list("pk", flat=True))
        return delivery.run_due(limit)

    def passes(self, point: str) -> None:
        if self.crash and self.crash[0] == point:
            self.crash = (point, self.crash[1] - 1)
            if self.crash[1] < 0:
                raise Crash

    # The mail server

    def __enter__(self) -> "World":
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def send(self, envelope: transports.Envelope, message: bytes) -> None:
        found = MAIL.search(message)
        if b"Feedback-ID:" not in message or found is None:
            return
        pk, address = int(found["pk"]), envelope.recipient
        self._judge(pk, address)
        if self.meanwhile:
            self.meanwhile.popleft()(address)
        self.passes("before the answer")
        answer = self.answers.popleft() if self.answers else "250"
        refusals = {"450": transports.NotNow, "550": transports.Refused}
        refusals |= {"away": transports.Unreachable, "broken off": transports.Unclear}
        if answer in ("250", "broken off"):
            self._take(pk, found["campaign"].decode(), address)
        if answer in refusals:
            raise refusals[answer](answer)
        self.passes("after the answer")

    def _judge(self, pk: int, address: str) -> None:
        row = Delivery.objects.select_related("chunk", "campaign").get(pk=pk)
        if self.fate[address] != "wanted":
            self.wrong.append(f"{address} is mailed: {self.fate[address]}")
        if pk in self.doubtful:
            self.wrong.append(f"{address} is mailed again, in doubt whether for the first time")
        if row.state != "sending":
            self.wrong.append(f"{address} is mailed without an intent: {row.state}")
        if row.campaign.state != "sending":
            self.wrong.append(f"{address} is mailed of a campaign that is {row.campaign.state}")
        if row.chunk.lease_token != self.hands[-1]:
            self.wrong.append(f"{address} is mailed by a worker that does not hold the chunk")

    def _take(self, pk: int, campaign: str, address: str) -> None:
        self.taken_rows[pk] += 1
        self.taken[campaign, address] += 1
        if self.taken[campaign, address] > 1:
            self.wrong.append(f"{address} has the same mail twice")

    # What holds at each moment

    def look(self) -> list[str]:
        """What is wrong by now."""
        for campaign in Campaign.objects.all():
            counts = campaigns.counts(campaign)
            if sum(counts.values()) != campaign.total:
                self.wrong.append(f"{counts} do not add up to {campaign.total}")
        for row in Delivery.objects.all():
            self._look_at(row)
        return self.wrong

    def _look_at(self, row: Delivery) -> None:
        if row.state == "uncertain":
            self.doubtful.add(row.pk)
        was_taken = bool(self.taken_rows[row.pk])
        if row.state == "sent" and not was_taken:
            self.wrong.append(f"{row} is called sent")
        if was_taken and row.state not in ("sent", "sending", "uncertain"):
            self.wrong.append(f"{row} was sent and is called {row.state}")
        if row.state == "suppressed" and row.address and row.address not in self.ever_unwanted:
            self.wrong.append(f"{row} is not sent, though wanted all the time")

    def end(self) -> list[str]:
        """Days later, with a server that answers and staff who resume: what is wrong then."""
        for _day in range(4):
            for campaign in Campaign.objects.filter(state="paused"):
                campaigns.resume(campaign)
            self.work_on()
            self.now += timedelta(days=1)
        for campaign in Campaign.objects.exclude(state__in=["sent", "cancelled"]):
            self.wrong.append(f"A campaign never ends: {campaign.state}")
        for row in Delivery.objects.filter(state__in=["waiting", "sending"]):
            self.wrong.append(f"{row} never ends: {row.state}")
        return self.look()

    @contextmanager
    def inhabited(self) -> Iterator[None]:
        """The code of workers runs in it: by its clock, to its server, and crashes as it says."""
        self.hands: list[object] = []
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(timezone, "now", self.clock)
            patch.setattr(transports, "opened", lambda: self)
            patch.setattr(planning, "CHUNK", 3)
            # What it says is not the point here.
            patch.setattr(composing, "compose", lambda *_: WORDS)
            patch.setattr(Subscriber._meta.get_field("key"), "_get_default", self.new_key)
            patch.setattr(delivery, "claim", self._claiming(delivery.claim))
            patch.setattr(delivery, "step", self._stepping(delivery.step))
            patch.setattr(delivery, "_send", self._holding(delivery._send))
            patch.setattr(delivery, "_give_back", self._giving(delivery._give_back))
            yield

    def _claiming(self, claim: Callable) -> Callable:
        def claiming() -> delivery.Claim | None:
            with transaction.atomic():
                claimed = claim()
                if claimed:
                    self.passes("before the claim's commit")
            if claimed and claimed.chunk.pk in self.held:
                self.wrong.append("A chunk is taken out of another's hands")
            return claimed

        return claiming

    def _holding(self, send: Callable) -> Callable:
        def holding(claimed: delivery.Claim, limit: int) -> int:
            self.passes("after the claim")
            self.hands.append(claimed.token)
            try:
                return send(claimed, limit)
            finally:
                self.hands.pop()

        return holding

    def _stepping(self, step: Callable) -> Callable:
        def stepping(*args: object) -> delivery.Job | None:
            with transaction.atomic():
                job = step(*args)
                self.passes("before the commit of a step")
            self.passes("after the intent")
            return job

        return stepping

    def _giving(self, give_back: Callable) -> Callable:
        def giving(*args: object, **kwargs: object) -> None:
            self.passes("before the chunk is given back")
            give_back(*args, **kwargs)

        return giving
