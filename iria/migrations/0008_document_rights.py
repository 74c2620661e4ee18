"""What the groups of staff may do with documents. Rights that an administrator took from them
stay taken: only these are given."""

from typing import Any

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

RIGHTS = {
    'Author': ('view', 'add'),
    'Editor': ('view', 'add', 'change'),
    'Administrator': ('view', 'add', 'change'),
}


def give(apps: Any, schema_editor: Any) -> None:
    create_permissions(installed.get_app_config('articles'), verbosity=0, apps=apps)
    permissions = apps.get_model('auth', 'Permission').objects.filter(
        content_type__app_label='articles', content_type__model='document'
    )
    for group in apps.get_model('auth', 'Group').objects.filter(name__in=RIGHTS):
        names = [f'{right}_document' for right in RIGHTS[group.name]]
        group.permissions.add(*permissions.filter(codename__in=names))


class Migration(migrations.Migration):

    dependencies = [
        ('iria', '0007_log_indexes'),
        ('articles', '0001_initial'),
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
