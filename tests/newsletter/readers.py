"""What readers and staff do, and what each reader wants by it, known apart from the tables."""

from contextlib import suppress

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from iria import letters, people
from iria.models import Letter, User
from newsletter import campaigns, memberships, subscribing, suppression, views
from newsletter.importing import loading
from newsletter.importing.loading import Agreement
from newsletter.importing.parsing import Person
from newsletter.models import Campaign, Subscriber
from tests.newsletter.making import ask, link_in

ADDRESSES = [f"reader{number}@example.org" for number in range(6)]


class Readers:
    """`fate` is none, wanted, left, erased, blocked or complained, by address. `wrong` holds a
    sentence for whatever must not have happened."""

    def __init__(self, staff: User) -> None:
        self.staff, self.client = staff, Client()
        self.fate = dict.fromkeys(ADDRESSES, "none")
        self.ever_unwanted: set[str] = set()
        self.wrong: list[str] = []

    def known(self, address: str) -> Subscriber | None:
        return Subscriber.objects.filter(address_key=address).first()

    def fare(self, address: str, fate: str) -> None:
        self.fate[address] = fate
        if fate != "wanted":
            self.ever_unwanted.add(address)

    def subscribe(self, address: str) -> None:
        newest = Letter.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        ask(self.client, address, network=f"192.0.2.{ADDRESSES.index(address)}")
        subscribing.run_due(100)
        letter = Letter.objects.filter(kind="confirm", pk__gt=newest).first()
        link = letter and link_in(letter)
        letters.run_due(100)
        if not link:
            return
        answer = self.client.post(link)
        if self.fate[address] == "blocked":
            self.wrong.append(f"{address} was asked to confirm, though blocked")
        elif answer.status_code == 302:
            self.fare(address, "wanted")

    def leave(self, address: str) -> None:
        if subscriber := self.known(address):
            link = reverse("newsletter-leave", args=[subscriber.key])
            self.client.post(link, {"List-Unsubscribe": "One-Click"})
            if self.fate[address] != "blocked":
                self.fare(address, "left")

    def leave_and_undo(self, address: str) -> None:
        subscriber = self.known(address)
        if subscriber is None:
            return
        self.leave(address)
        link = reverse("newsletter-undo", args=[subscriber.key])
        answer = self.client.post(link, {"undo": views.UNDO.sign(subscriber.key)})
        if answer.status_code == 200 and self.fate[address] == "blocked":
            self.wrong.append(f"{address} came back, though blocked")
        elif answer.status_code == 200:
            self.fare(address, "wanted")

    def erase(self, address: str) -> None:
        is_known = self.known(address)
        people.erase(address, None)
        if is_known and self.fate[address] != "blocked":
            self.fare(address, "erased")

    def block(self, address: str) -> None:
        if subscriber := self.known(address):
            memberships.block(subscriber)
            self.fare(address, "blocked")

    def complain(self, address: str) -> None:
        if self.fate[address] == "wanted":
            suppression.suppress(address, suppression.Cause.COMPLAINT)
            self.fare(address, "complained")

    def load(self, addresses: list[str]) -> None:
        listed = [Person(number, address, address) for number, address in enumerate(addresses)]
        loading.load(listed, Agreement("Sign-up sheet", self.staff, timezone.now()))
        for address in addresses:
            if self.fate[address] == "none":
                self.fare(address, "wanted")

    def start_campaign(self) -> None:
        campaign = Campaign.objects.create(subject="The week", introduction="All of it.")
        campaigns.schedule(campaign, timezone.now(), self.staff)

    def steer(self, act: str) -> None:
        """Pauses, resumes or cancels the newest campaign, where that may be done."""
        if campaign := Campaign.objects.first():
            with suppress(campaigns.NotNow):
                getattr(campaigns, act)(campaign)
