from typing import Any

from django.core.management.base import BaseCommand

from articles.demonstration.removal import remove


class Command(BaseCommand):
    help = "Takes the demonstration content away; what staff wrote stays."

    def handle(self, **options: Any) -> None:
        count = remove()
        self.stdout.write(
            f"{count} articles, pages, pictures and documents of the demonstration removed."
        )
