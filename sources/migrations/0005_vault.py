"""The bytes of saved copies move from their rows into the vault (docs/adr/0014), and back where this is undone."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from sources import vault

# One copy can have megabytes.
BATCH = 20


def move_out(apps, schema_editor):
    captures = apps.get_model("sources", "Capture").objects.using(schema_editor.connection.alias)
    for row in captures.filter(erased_at=None).only("sha256", "content").order_by("pk").iterator(chunk_size=BATCH):
        content = bytes(row.content)
        if vault.put(content) != row.sha256:
            raise ValueError(f"The bytes of saved copy {row.pk} are not those that were received: its hash is another.")
    schema_editor.execute("UPDATE sources_capture SET size = length(content)")


def move_back(apps, schema_editor):
    captures = apps.get_model("sources", "Capture").objects.using(schema_editor.connection.alias)
    for row in captures.filter(erased_at=None).only("sha256").order_by("pk").iterator(chunk_size=BATCH):
        captures.filter(pk=row.pk).update(content=vault.get(row.sha256))


class Migration(migrations.Migration):
    dependencies = [
        ("sources", "0004_capture_jobs"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="capture",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="capture",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="capture",
            name="delete_delete",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="capture",
            name="capture_is_append_only",
        ),
        migrations.AddField(
            model_name="capture",
            name="picture_sha256",
            field=models.CharField(blank=True, editable=False, max_length=64),
        ),
        migrations.AddField(
            model_name="capture",
            name="picture_type",
            field=models.CharField(blank=True, editable=False, max_length=40),
        ),
        migrations.AddField(
            model_name="capture",
            name="size",
            field=models.PositiveBigIntegerField(default=0, editable=False, verbose_name="bytes received"),
            preserve_default=False,
        ),
        # Undone, the column comes back empty and is filled again.
        migrations.AlterField(
            model_name="capture", name="content", field=models.BinaryField(default=b"", editable=False)
        ),
        migrations.RunPython(move_out, move_back),
        migrations.RemoveField(
            model_name="capture",
            name="content",
        ),
        migrations.AddField(
            model_name="capturehistoryevent",
            name="picture_sha256",
            field=models.CharField(blank=True, editable=False, max_length=64),
        ),
        migrations.AddField(
            model_name="capturehistoryevent",
            name="picture_type",
            field=models.CharField(blank=True, editable=False, max_length=40),
        ),
        migrations.AddField(
            model_name="capturehistoryevent",
            name="size",
            field=models.PositiveBigIntegerField(default=0, editable=False, verbose_name="bytes received"),
            preserve_default=False,
        ),
        migrations.AddIndex(
            model_name="capture",
            index=models.Index(fields=["sha256"], name="capture_sha256"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="capture",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sources_capturehistoryevent" ("address", "article_id", "captured_at", "captured_by_id", "charset", "erased_at", "erased_because", "erased_by_id", "extractor", "extractor_version", "id", "media_type", "method", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "picture_sha256", "picture_type", "pretence", "sha256", "size") VALUES (NEW."address", NEW."article_id", NEW."captured_at", NEW."captured_by_id", NEW."charset", NEW."erased_at", NEW."erased_because", NEW."erased_by_id", NEW."extractor", NEW."extractor_version", NEW."id", NEW."media_type", NEW."method", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."picture_sha256", NEW."picture_type", NEW."pretence", NEW."sha256", NEW."size"); RETURN NULL;',
                    hash="bf5cbd34fe9a3bb42d4563152b53e3ae8d156ace",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_ba00c",
                    table="sources_capture",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="capture",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."address" IS DISTINCT FROM (NEW."address") OR OLD."article_id" IS DISTINCT FROM (NEW."article_id") OR OLD."captured_at" IS DISTINCT FROM (NEW."captured_at") OR OLD."captured_by_id" IS DISTINCT FROM (NEW."captured_by_id") OR OLD."charset" IS DISTINCT FROM (NEW."charset") OR OLD."erased_at" IS DISTINCT FROM (NEW."erased_at") OR OLD."erased_because" IS DISTINCT FROM (NEW."erased_because") OR OLD."erased_by_id" IS DISTINCT FROM (NEW."erased_by_id") OR OLD."extractor" IS DISTINCT FROM (NEW."extractor") OR OLD."extractor_version" IS DISTINCT FROM (NEW."extractor_version") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."media_type" IS DISTINCT FROM (NEW."media_type") OR OLD."method" IS DISTINCT FROM (NEW."method") OR OLD."picture_sha256" IS DISTINCT FROM (NEW."picture_sha256") OR OLD."picture_type" IS DISTINCT FROM (NEW."picture_type") OR OLD."pretence" IS DISTINCT FROM (NEW."pretence") OR OLD."sha256" IS DISTINCT FROM (NEW."sha256") OR OLD."size" IS DISTINCT FROM (NEW."size"))',
                    func='INSERT INTO "sources_capturehistoryevent" ("address", "article_id", "captured_at", "captured_by_id", "charset", "erased_at", "erased_because", "erased_by_id", "extractor", "extractor_version", "id", "media_type", "method", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "picture_sha256", "picture_type", "pretence", "sha256", "size") VALUES (NEW."address", NEW."article_id", NEW."captured_at", NEW."captured_by_id", NEW."charset", NEW."erased_at", NEW."erased_because", NEW."erased_by_id", NEW."extractor", NEW."extractor_version", NEW."id", NEW."media_type", NEW."method", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."picture_sha256", NEW."picture_type", NEW."pretence", NEW."sha256", NEW."size"); RETURN NULL;',
                    hash="a9abdd253fc34d0c410c638f8dfc23936f05ed78",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e3941",
                    table="sources_capture",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="capture",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sources_capturehistoryevent" ("address", "article_id", "captured_at", "captured_by_id", "charset", "erased_at", "erased_because", "erased_by_id", "extractor", "extractor_version", "id", "media_type", "method", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "picture_sha256", "picture_type", "pretence", "sha256", "size") VALUES (OLD."address", OLD."article_id", OLD."captured_at", OLD."captured_by_id", OLD."charset", OLD."erased_at", OLD."erased_because", OLD."erased_by_id", OLD."extractor", OLD."extractor_version", OLD."id", OLD."media_type", OLD."method", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."picture_sha256", OLD."picture_type", OLD."pretence", OLD."sha256", OLD."size"); RETURN NULL;',
                    hash="afa94539b9e3c108ab3600873547a05e0274f17f",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_4cc5d",
                    table="sources_capture",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="capture",
            trigger=pgtrigger.compiler.Trigger(
                name="capture_is_append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF current_setting('verbatim.erasing_capture', true) = OLD.id::text\n               AND NEW.text = '' AND NEW.sha256 = OLD.sha256\n               AND NEW.metadata = '{}'::jsonb AND NEW.unread = '[]'::jsonb\n               AND NEW.erased_at IS NOT NULL AND NEW.article_id = OLD.article_id\n               AND NOT EXISTS (\n                   SELECT 1 FROM quotes_occurrence o JOIN quotes_quotation q ON q.id = o.quotation_id\n                   WHERE o.capture_id = OLD.id AND q.status <> 'withdrawn'\n               ) THEN\n                RETURN NEW;\n            END IF;\n            RAISE EXCEPTION 'a saved copy is never changed: capture %', OLD.id\n                USING ERRCODE = 'check_violation', CONSTRAINT = 'capture_is_append_only';\n        ",
                    hash="ae047317d36ba8c4fb9f89f16cd850b5ea040f04",
                    operation="UPDATE",
                    pgid="pgtrigger_capture_is_append_only_91811",
                    table="sources_capture",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="capture",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("picture_sha256", ""), ("picture_type", "")),
                    models.Q(
                        ("method", "manual"),
                        ("picture_sha256__regex", "^[0-9a-f]{64}$"),
                        models.Q(("picture_type", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="capture_picture_facts_together",
            ),
        ),
    ]
