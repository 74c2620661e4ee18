from typing import Any

from django.conf import settings
from django.core.management import CommandError
from django.core.management.base import BaseCommand

from articles.demonstration.loading import load


class Command(BaseCommand):
    help = "Writes the demonstration content. Not in production."

    def handle(self, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("SITE_URL is https: a real site gets no demonstration content.")
        load()
        if options["verbosity"]:
            self.stdout.write("The demonstration content is there.")
