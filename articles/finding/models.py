from django.db import models


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
    folded = models.TextField(blank=True)

    class Meta:
        app_label = "articles"

    def __str__(self) -> str:
        return self.title


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
