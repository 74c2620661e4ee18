"""Single mails that wait to be sent, one for each person."""

from django.core.management import call_command

from iria import letters, mail
from iria.models import Letter

WRITTEN = mail.Mail("Please confirm", "Press the button.\n" * 20, "<p>Press the button.</p>" * 20)


def main(people: str) -> None:
    """In a database that may be empty; letters of before are gone."""
    call_command("migrate", verbosity=0)
    Letter.objects.all().delete()
    for number in range(int(people)):
        letters.put("confirm", f"reader{number}@iria.example", WRITTEN)
