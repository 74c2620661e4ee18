"""What the groups of staff may do with documents, and who may delete pictures. Rights that an
administrator took from them stay taken: only these are given."""

from typing import Any

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

RIGHTS = {
    'Author': ('view_document', 'add_document'),
    'Editor': ('view_document', 'add_document', 'change_document', 'delete_image'),
    'Picture desk': ('delete_image',),
    'Administrator': ('view_document', 'add_document', 'change_document', 'delete_image'),
}


def give(apps: Any, schema_editor: Any) -> None:
    create_permissions(installed.get_app_config('articles'), verbosity=0, apps=apps)
    permissions = apps.get_model('auth', 'Permission').objects.filter(
        content_type__app_label='articles'
    )
    for group in apps.get_model('auth', 'Group').objects.filter(name__in=RIGHTS):
        group.permissions.add(*permissions.filter(codename__in=RIGHTS[group.name]))


class Migration(migrations.Migration):

    dependencies = [
        ('iria', '0007_log_indexes'),
        ('articles', '0001_initial'),
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
