"""The log of the desk is Django's table, which has no index for the history of a row nor for what
somebody did last."""

from django.db import migrations

INDEXES = {
    'iria_log_of_row': '(object_id, content_type_id)',
    'iria_log_of_user': '(user_id, action_time DESC)',
}


class Migration(migrations.Migration):

    dependencies = [
        ('iria', '0006_roles'),
        ('admin', '0003_logentry_add_action_flag_choices'),
    ]

    operations = [
        migrations.RunSQL(
            f'CREATE INDEX {name} ON django_admin_log {columns}', f'DROP INDEX {name}'
        )
        for name, columns in INDEXES.items()
    ]
