from django.db import models
from django.utils.translation import gettext_lazy as _

from newsletter.tables.campaigns import Campaign


class FollowUp(models.Model):
    """What became of the wish that an article be mailed when it is published: one row an
    article, ever. It outlasts its campaign, so that none is made twice."""

    article = models.OneToOneField(
        "articles.Article", models.CASCADE, related_name="follow_up", verbose_name=_("article")
    )
    # The one that was made for it or, where `was_mailed`, one of the staff's own.
    campaign = models.ForeignKey(
        Campaign, models.SET_NULL, null=True, related_name="+", verbose_name=_("campaign")
    )
    was_mailed = models.BooleanField(_("mailed by staff before"), default=False)
    made_at = models.DateTimeField(_("made"))

    class Meta:
        verbose_name = _("mail of an article")
        verbose_name_plural = _("mails of articles")
        indexes = [
            models.Index(
                fields=["made_at"],
                name="newsletter_followup_mailed",
                condition=models.Q(was_mailed=True),
            )
        ]

    def __str__(self) -> str:
        return str(self.article)
