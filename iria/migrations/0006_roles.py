from typing import Any

from django.db import migrations

from iria import roles


def install(apps: Any, schema_editor: Any) -> None:
    roles.install(apps)


class Migration(migrations.Migration):
    dependencies = [
        ("iria", "0005_comments_trusted_after"),
        ("articles", "0002_comments"),
        ("newsletter", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("admin", "0003_logentry_add_action_flag_choices"),
    ]

    # Groups that stand by then may have members: they are left.
    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
