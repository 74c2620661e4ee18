"""What was done to many subscribers at once, in the log of the desk."""

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest

from newsletter.models import Subscriber


def log(request: HttpRequest, flag: int, what: str, said: str) -> None:
    LogEntry.objects.create(
        user=request.user,
        content_type=ContentType.objects.get_for_model(Subscriber),
        object_repr=what[:200],
        action_flag=flag,
        change_message=said,
    )
