"""The keys of the names that were there already. Apart from their column: its triggers speak at the end."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from quotes.sounds import name_keys


def fill(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    names = apps.get_model("quotes", "SpeakerName").objects
    batch = []
    for name in names.only("pk", "text").iterator():
        name.keys = name_keys(name.text)
        batch.append(name)
        if len(batch) == 1000:
            names.bulk_update(batch, ["keys"])
            batch = []
    names.bulk_update(batch, ["keys"])


class Migration(migrations.Migration):
    dependencies = [("quotes", "0009_inbox")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
