"""How often articles were opened. Nothing about who opened them."""

from django.db import models


class HourlyViews(models.Model):
    """Views of one article within an hour. `hour` is its beginning; rows of hours that are over
    do not change any more."""

    article = models.ForeignKey(
        "articles.Article", models.CASCADE, db_index=False, related_name="hourly_views"
    )
    hour = models.DateTimeField()
    views = models.PositiveIntegerField()

    class Meta:
        app_label = "articles"
        constraints = [
            models.UniqueConstraint(fields=["article", "hour"], name="articles_hourlyviews_once")
        ]
        # What was read in a week is added up from the index alone.
        indexes = [
            models.Index(fields=["hour", "article", "views"], name="articles_hourlyviews_hour")
        ]

    def __str__(self) -> str:
        return f"{self.hour:%Y-%m-%d %H}: {self.views}"


class MonthlyViews(models.Model):
    """What older hours of one article add up to. `month` is its first day, in UTC."""

    article = models.ForeignKey(
        "articles.Article", models.CASCADE, db_index=False, related_name="monthly_views"
    )
    month = models.DateField()
    views = models.PositiveIntegerField()

    class Meta:
        app_label = "articles"
        constraints = [
            models.UniqueConstraint(fields=["article", "month"], name="articles_monthlyviews_once")
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}: {self.views}"
