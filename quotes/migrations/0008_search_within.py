"""Indexes for searches within an interval of days or a language: without them each reads a whole table."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("quotes", "0007_families"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="quotation",
            index=models.Index(fields=["said_from"], name="quotation_said_from"),
        ),
        migrations.AddIndex(
            model_name="quotation",
            index=models.Index(fields=["said_to"], name="quotation_said_to"),
        ),
        migrations.AddIndex(
            model_name="wording",
            index=models.Index(fields=["language"], name="wording_language"),
        ),
    ]
