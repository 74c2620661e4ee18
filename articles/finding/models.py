from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class SearchDocument(models.Model):
    """What search knows of an article that is approved. Written with the publication; readers
    see it only while `published_at` has passed, which is null for what is not approved."""

    article = models.OneToOneField("articles.Article", models.CASCADE, related_name="search")
    language = models.CharField(max_length=35)
    published_at = models.DateTimeField(null=True, db_index=True)
    title = models.TextField()
    standfirst = models.TextField(blank=True)
    text = models.TextField(blank=True)
    captions = models.TextField(blank=True)
    names = models.TextField(blank=True)

    class Meta:
        app_label = "articles"

    def __str__(self) -> str:
        return self.title


class SearchEntry(models.Model):
    """An article in the index of readers' search: one that is approved, scheduled or public. Its
    words stand in what articles.finding.hits keeps beside it.

    `key` is the second of the publication and the article's id, so that an order by it is newest
    first; `facets` are tokens as `articles.finding.tokens.filing` gives them."""

    key = models.BigIntegerField(primary_key=True)
    # Without a constraint of the database: who merges a category writes entries of articles whose
    # editors may publish at the same time, and would wait for them as they wait for it.
    article = models.OneToOneField(
        "articles.Article", models.CASCADE, related_name="search_entry", db_constraint=False
    )
    published_at = models.DateTimeField()
    facets = models.TextField()

    class Meta:
        app_label = "articles"

    def __str__(self) -> str:
        return f"{self.article_id}: {self.facets}"


class SearchWord(models.Model):
    """A stem that some article has or had, against which typing errors are compared. No reader
    sees one before it is found in what is public then."""

    word = models.CharField(max_length=30, primary_key=True)

    class Meta:
        app_label = "articles"

    def __str__(self) -> str:
        return self.word


class SearchTrigram(models.Model):
    """Three signs in a row of such a stem, with blanks at its ends, and how long the stem is."""

    trigram = models.CharField(max_length=3)
    length = models.PositiveSmallIntegerField()
    word = models.CharField(max_length=30)

    class Meta:
        app_label = "articles"
        constraints = [
            models.UniqueConstraint(
                fields=["trigram", "length", "word"], name="articles_searchtrigram_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.trigram} in {self.word}"


class EmptySearch(models.Model):
    """Words that readers looked for and that found nothing. Nothing of who asked."""

    words = models.CharField(_("words"), max_length=80, unique=True)
    count = models.PositiveIntegerField(_("times"), default=1)
    last_day = models.DateField(_("last asked"), default=timezone.localdate, db_index=True)

    class Meta:
        app_label = "articles"
        verbose_name = _("search without result")
        verbose_name_plural = _("searches without result")
        ordering = ["-count", "words"]

    def __str__(self) -> str:
        return self.words


class DeskDocument(models.Model):
    """The words by which staff find an article: those of the row and of the newest version, drafts
    and what was withdrawn too. No page for readers may look here."""

    article = models.OneToOneField(
        "articles.Article", models.CASCADE, primary_key=True, related_name="desk_document"
    )
    words = models.TextField()

    class Meta:
        app_label = "articles"

    def __str__(self) -> str:
        return self.words.strip()


class Related(models.Model):
    """Two articles with something in common, stored both ways. `closeness` is what tags,
    categories and words in common add up to, 0 where the other one was only the newest."""

    # Without a constraint of the database: it would lock the other article's row, whose editor
    # may publish at the same time and wait for this one. Readers are shown what is joined.
    article = models.ForeignKey(
        "articles.Article", models.CASCADE, related_name="related", db_constraint=False
    )
    other = models.ForeignKey(
        "articles.Article", models.CASCADE, related_name="near_to", db_constraint=False
    )
    closeness = models.PositiveSmallIntegerField()

    class Meta:
        app_label = "articles"
        constraints = [
            models.UniqueConstraint(fields=["article", "other"], name="articles_related_once"),
            models.CheckConstraint(
                condition=~models.Q(article=models.F("other")), name="articles_related_to_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.other_id} with {self.article_id}"
