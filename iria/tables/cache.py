from django.db import models


class CacheCounter(models.Model):
    """One row (id 1). Its number orders the commits that changed what readers see."""

    number = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="iria_cachecounter_one_row")
        ]

    def __str__(self) -> str:
        return str(self.number)


class CacheTag(models.Model):
    """The number of the last commit that changed what carries this tag."""

    tag = models.CharField(max_length=60, unique=True)
    number = models.PositiveBigIntegerField(db_index=True)

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.tag} {self.number}"


class CacheMoment(models.Model):
    """A time at which pages with this tag change by themselves: a publication that is due."""

    tag = models.CharField(max_length=60)
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tag", "at"], name="iria_cachemoment_once")]

    def __str__(self) -> str:
        return f"{self.tag} {self.at:%Y-%m-%d %H:%M:%S}"
