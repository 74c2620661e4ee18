"""Fills the words by which staff find articles, for those that stand already."""

import json

from django.db import migrations
from django.db.models import F

from articles.finding import desk, wordindex

CHUNK = 500


def fill(apps, schema_editor):
    articles = apps.get_model('articles', 'Article').objects
    ids = list(articles.order_by('pk').values_list('pk', flat=True))
    for start in range(0, len(ids), CHUNK):
        write(apps, schema_editor.connection, ids[start : start + CHUNK])


def write(apps, connection, ids):
    models = {
        name: apps.get_model('articles', name)
        for name in ('Article', 'Byline', 'Author', 'DeskDocument')
    }
    articles = models['Article'].objects.filter(pk__in=ids)
    texts = {
        pk: list(said)
        for pk, *said in articles.values_list('pk', 'title', 'standfirst', 'slug')
    }
    bylines = models['Byline'].objects.filter(article__in=ids)
    for article, name in bylines.values_list('article', 'author__name'):
        texts[article].append(name)
    waiting = articles.filter(latest_revision__gt=F('live_revision'))
    for article, data in waiting.values_list('pk', 'latest_revision__data'):
        draft = json.loads(data)
        texts[article] += [draft.get(name, '') for name in ('title', 'standfirst', 'slug')]
        texts[article] += names(models['Author'], draft)
    rows = {pk: desk.document(said) for pk, said in texts.items()}
    models['DeskDocument'].objects.bulk_create(
        models['DeskDocument'](article_id=pk, words=words) for pk, words in rows.items()
    )
    wordindex.write(connection, rows)


def names(authors, draft):
    """Of those that the draft names, as they are called today."""
    ids = {author for author, _role in draft.get('byline', [])}
    found = authors.objects.filter(pk__in=ids)
    return [merged or name for name, merged in found.values_list('name', 'merged_into__name')]


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0007_desk_lists'),
    ]

    operations = [
        # What was filled goes with the table.
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
