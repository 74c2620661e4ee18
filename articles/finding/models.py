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
