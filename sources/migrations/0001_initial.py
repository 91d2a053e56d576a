"""The tables, with their constraints, indexes and triggers where they are created.

Written in this order by hand: a constraint or trigger that is added afterwards makes Django render every model again.
"""

import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import accounts.history


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="Publication",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("name_en", models.CharField(blank=True, max_length=200, verbose_name="name in English")),
                ("name_ar", models.CharField(blank=True, max_length=200, verbose_name="name in Arabic")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("newspaper", "Newspaper"),
                            ("agency", "News agency"),
                            ("broadcaster", "Broadcaster"),
                            ("platform", "Platform"),
                            ("institution", "Institution"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[
                            ("ar", "Arabic"),
                            ("en", "English"),
                            ("ru", "Russian"),
                            ("zh", "Chinese"),
                            ("fr", "French"),
                            ("es", "Spanish"),
                            ("it", "Italian"),
                            ("de", "German"),
                            ("fa", "Persian"),
                            ("tr", "Turkish"),
                            ("uk", "Ukrainian"),
                            ("he", "Hebrew"),
                        ],
                        max_length=8,
                        verbose_name="language",
                    ),
                ),
                ("homepage", models.URLField(blank=True, max_length=500, verbose_name="home page")),
                ("about", models.TextField(blank=True, verbose_name="about")),
            ],
            options={
                "verbose_name": "Outlet",
                "verbose_name_plural": "Outlets",
                "ordering": ["name"],
                "constraints": [
                    models.UniqueConstraint(fields=("name",), name="publication_name_once"),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="publication_has_name"
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "sources_publicationhistoryevent" ("about", "homepage", "id", "kind", "language", "name", "name_ar", "name_en", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."about", NEW."homepage", NEW."id", NEW."kind", NEW."language", NEW."name", NEW."name_ar", NEW."name_en", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                            hash="4d21844ce233a1856743e373567142f5ad96c4e9",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_3b259",
                            table="sources_publication",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "sources_publicationhistoryevent" ("about", "homepage", "id", "kind", "language", "name", "name_ar", "name_en", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."about", NEW."homepage", NEW."id", NEW."kind", NEW."language", NEW."name", NEW."name_ar", NEW."name_en", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                            hash="02820e5368da9e2a765d10a44f27400e29d4602a",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_061ea",
                            table="sources_publication",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "sources_publicationhistoryevent" ("about", "homepage", "id", "kind", "language", "name", "name_ar", "name_en", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."about", OLD."homepage", OLD."id", OLD."kind", OLD."language", OLD."name", OLD."name_ar", OLD."name_en", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                            hash="30033ec629118f4ab092ef719089e4082ecaf6e7",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_8157e",
                            table="sources_publication",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Article",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "canonical_address",
                    models.URLField(blank=True, max_length=2000, null=True, unique=True, verbose_name="address"),
                ),
                ("title", models.CharField(max_length=500, verbose_name="title")),
                ("authors", models.CharField(blank=True, max_length=500, verbose_name="authors")),
                (
                    "language",
                    models.CharField(
                        choices=[
                            ("ar", "Arabic"),
                            ("en", "English"),
                            ("ru", "Russian"),
                            ("zh", "Chinese"),
                            ("fr", "French"),
                            ("es", "Spanish"),
                            ("it", "Italian"),
                            ("de", "German"),
                            ("fa", "Persian"),
                            ("tr", "Turkish"),
                            ("uk", "Ukrainian"),
                            ("he", "Hebrew"),
                        ],
                        max_length=8,
                        verbose_name="language",
                    ),
                ),
                (
                    "published_from",
                    models.DateField(blank=True, null=True, verbose_name="published: first possible day"),
                ),
                ("published_to", models.DateField(blank=True, null=True, verbose_name="published: last possible day")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("live", "Live"),
                            ("updated", "Updated"),
                            ("corrected", "Corrected by the outlet"),
                            ("retracted", "Retracted by the outlet"),
                            ("gone", "No longer there"),
                        ],
                        default="live",
                        max_length=12,
                        verbose_name="state",
                    ),
                ),
                ("notice_address", models.URLField(blank=True, max_length=2000, verbose_name="address of the notice")),
                ("notice_date", models.DateField(blank=True, null=True, verbose_name="date of the notice")),
                (
                    "recorded_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                (
                    "publication",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="articles",
                        to="sources.publication",
                        verbose_name="Outlet",
                    ),
                ),
            ],
            options={
                "verbose_name": "Article",
                "verbose_name_plural": "Articles",
                "ordering": ["-published_from", "-id"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("title", ""), _negated=True), name="article_has_title"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("published_from", None), ("published_to", None)),
                            models.Q(
                                ("published_from__isnull", False),
                                ("published_from__lte", models.F("published_to")),
                                ("published_to__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="article_published_interval",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "live"), _negated=True),
                            models.Q(("notice_address", ""), ("notice_date", None)),
                            _connector="OR",
                        ),
                        name="article_live_has_no_notice",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "sources_articlehistoryevent" ("authors", "canonical_address", "id", "language", "notice_address", "notice_date", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publication_id", "published_from", "published_to", "recorded_at", "state", "title") VALUES (NEW."authors", NEW."canonical_address", NEW."id", NEW."language", NEW."notice_address", NEW."notice_date", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."publication_id", NEW."published_from", NEW."published_to", NEW."recorded_at", NEW."state", NEW."title"); RETURN NULL;',
                            hash="dd27a78cdcba001f859c20a5c623ab0d4bed3066",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_0de75",
                            table="sources_article",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "sources_articlehistoryevent" ("authors", "canonical_address", "id", "language", "notice_address", "notice_date", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publication_id", "published_from", "published_to", "recorded_at", "state", "title") VALUES (NEW."authors", NEW."canonical_address", NEW."id", NEW."language", NEW."notice_address", NEW."notice_date", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."publication_id", NEW."published_from", NEW."published_to", NEW."recorded_at", NEW."state", NEW."title"); RETURN NULL;',
                            hash="ac0d20d9a02f516fc7c5dd7ac5e8fef073a4c295",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_168af",
                            table="sources_article",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "sources_articlehistoryevent" ("authors", "canonical_address", "id", "language", "notice_address", "notice_date", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publication_id", "published_from", "published_to", "recorded_at", "state", "title") VALUES (OLD."authors", OLD."canonical_address", OLD."id", OLD."language", OLD."notice_address", OLD."notice_date", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."publication_id", OLD."published_from", OLD."published_to", OLD."recorded_at", OLD."state", OLD."title"); RETURN NULL;',
                            hash="b5128bec6f6cdc0c1b8bce1c34c1d24f6c7ddcad",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_10a2a",
                            table="sources_article",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Feed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("address", models.URLField(max_length=1000, unique=True, verbose_name="address")),
                ("title", models.CharField(blank=True, max_length=300, verbose_name="title")),
                ("active", models.BooleanField(default=True, verbose_name="active")),
                ("etag", models.CharField(blank=True, editable=False, max_length=300)),
                ("last_modified", models.CharField(blank=True, editable=False, max_length=100)),
                ("checked_at", models.DateTimeField(editable=False, null=True, verbose_name="last looked at")),
                ("next_check_at", models.DateTimeField(editable=False, null=True)),
                ("failures", models.PositiveIntegerField(default=0, editable=False, verbose_name="failures in a row")),
                ("last_error", models.TextField(blank=True, editable=False, verbose_name="last error")),
                (
                    "publication",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="feeds",
                        to="sources.publication",
                        verbose_name="Outlet",
                    ),
                ),
            ],
            options={
                "verbose_name": "Feed (RSS)",
                "verbose_name_plural": "Feeds (RSS)",
                "ordering": ["publication", "address"],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "sources_feedhistoryevent" ("active", "address", "checked_at", "etag", "failures", "id", "last_error", "last_modified", "next_check_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publication_id", "title") VALUES (NEW."active", NEW."address", NEW."checked_at", NEW."etag", NEW."failures", NEW."id", NEW."last_error", NEW."last_modified", NEW."next_check_at", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."publication_id", NEW."title"); RETURN NULL;',
                            hash="caa64f6726bc322569ffab70f8b37bd1d5554275",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_52b0b",
                            table="sources_feed",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "sources_feedhistoryevent" ("active", "address", "checked_at", "etag", "failures", "id", "last_error", "last_modified", "next_check_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publication_id", "title") VALUES (NEW."active", NEW."address", NEW."checked_at", NEW."etag", NEW."failures", NEW."id", NEW."last_error", NEW."last_modified", NEW."next_check_at", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."publication_id", NEW."title"); RETURN NULL;',
                            hash="b6895be4ea9825c85983ad22a835c294bba3e4be",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_707bd",
                            table="sources_feed",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "sources_feedhistoryevent" ("active", "address", "checked_at", "etag", "failures", "id", "last_error", "last_modified", "next_check_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publication_id", "title") VALUES (OLD."active", OLD."address", OLD."checked_at", OLD."etag", OLD."failures", OLD."id", OLD."last_error", OLD."last_modified", OLD."next_check_at", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."publication_id", OLD."title"); RETURN NULL;',
                            hash="439d80705bcafd6541aa1f04a18604b92678d30b",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_fa9e8",
                            table="sources_feed",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Capture",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("captured_at", models.DateTimeField(verbose_name="saved at")),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("fetched", "Fetched"),
                            ("file", "From a file"),
                            ("pasted", "Pasted"),
                            ("manual", "Recorded by hand"),
                        ],
                        max_length=10,
                        verbose_name="method",
                    ),
                ),
                ("address", models.URLField(blank=True, max_length=2000, verbose_name="address received from")),
                ("content", models.BinaryField()),
                ("media_type", models.CharField(default="text/plain", editable=False, max_length=100)),
                ("charset", models.CharField(default="utf-8", editable=False, max_length=40)),
                ("headers", models.JSONField(blank=True, default=dict, editable=False)),
                ("sha256", models.CharField(editable=False, max_length=64, verbose_name="SHA-256")),
                ("text", models.TextField(verbose_name="text")),
                ("blocks", models.JSONField(blank=True, default=list, editable=False)),
                ("extractor", models.CharField(editable=False, max_length=40)),
                ("extractor_version", models.CharField(editable=False, max_length=20)),
                ("erased_at", models.DateTimeField(editable=False, null=True, verbose_name="erased at")),
                ("erased_because", models.TextField(blank=True, editable=False, verbose_name="erased because")),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="captures",
                        to="sources.article",
                        verbose_name="Article",
                    ),
                ),
                (
                    "captured_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="saved by",
                    ),
                ),
                (
                    "erased_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "Saved copy",
                "verbose_name_plural": "Saved copies",
                "ordering": ["-captured_at", "-id"],
                "permissions": [("erase_capture", "Can erase a saved copy by law")],
                "constraints": [
                    models.UniqueConstraint(fields=("article", "sha256", "method"), name="capture_once_per_content"),
                    models.CheckConstraint(
                        condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")), name="capture_sha256_is_hex"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("text", ""), _negated=True), ("erased_at__isnull", False), _connector="OR"
                        ),
                        name="capture_has_text_unless_erased",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("erased_at", None), ("erased_because", ""), ("erased_by", None)),
                            models.Q(
                                ("erased_at__isnull", False),
                                ("erased_by__isnull", False),
                                models.Q(("erased_because", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="capture_erasure_facts_together",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "sources_capturehistoryevent" ("address", "article_id", "captured_at", "captured_by_id", "charset", "erased_at", "erased_because", "erased_by_id", "extractor", "extractor_version", "headers", "id", "media_type", "method", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256") VALUES (NEW."address", NEW."article_id", NEW."captured_at", NEW."captured_by_id", NEW."charset", NEW."erased_at", NEW."erased_because", NEW."erased_by_id", NEW."extractor", NEW."extractor_version", NEW."headers", NEW."id", NEW."media_type", NEW."method", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."sha256"); RETURN NULL;',
                            hash="34e39d921341228ffa500807d339373a31f37f9a",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_ba00c",
                            table="sources_capture",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."address" IS DISTINCT FROM (NEW."address") OR OLD."article_id" IS DISTINCT FROM (NEW."article_id") OR OLD."captured_at" IS DISTINCT FROM (NEW."captured_at") OR OLD."captured_by_id" IS DISTINCT FROM (NEW."captured_by_id") OR OLD."charset" IS DISTINCT FROM (NEW."charset") OR OLD."erased_at" IS DISTINCT FROM (NEW."erased_at") OR OLD."erased_because" IS DISTINCT FROM (NEW."erased_because") OR OLD."erased_by_id" IS DISTINCT FROM (NEW."erased_by_id") OR OLD."extractor" IS DISTINCT FROM (NEW."extractor") OR OLD."extractor_version" IS DISTINCT FROM (NEW."extractor_version") OR OLD."headers" IS DISTINCT FROM (NEW."headers") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."media_type" IS DISTINCT FROM (NEW."media_type") OR OLD."method" IS DISTINCT FROM (NEW."method") OR OLD."sha256" IS DISTINCT FROM (NEW."sha256"))',
                            func='INSERT INTO "sources_capturehistoryevent" ("address", "article_id", "captured_at", "captured_by_id", "charset", "erased_at", "erased_because", "erased_by_id", "extractor", "extractor_version", "headers", "id", "media_type", "method", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256") VALUES (NEW."address", NEW."article_id", NEW."captured_at", NEW."captured_by_id", NEW."charset", NEW."erased_at", NEW."erased_because", NEW."erased_by_id", NEW."extractor", NEW."extractor_version", NEW."headers", NEW."id", NEW."media_type", NEW."method", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."sha256"); RETURN NULL;',
                            hash="2e48ad7b5d00a94085ff9f43502e62e143de73d4",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_e3941",
                            table="sources_capture",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "sources_capturehistoryevent" ("address", "article_id", "captured_at", "captured_by_id", "charset", "erased_at", "erased_because", "erased_by_id", "extractor", "extractor_version", "headers", "id", "media_type", "method", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256") VALUES (OLD."address", OLD."article_id", OLD."captured_at", OLD."captured_by_id", OLD."charset", OLD."erased_at", OLD."erased_because", OLD."erased_by_id", OLD."extractor", OLD."extractor_version", OLD."headers", OLD."id", OLD."media_type", OLD."method", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."sha256"); RETURN NULL;',
                            hash="ba5afe7783c220c3872de93492faf8a7a2f031f6",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_4cc5d",
                            table="sources_capture",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="capture_is_append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n            IF current_setting('verbatim.erasing_capture', true) = OLD.id::text\n               AND NEW.text = '' AND length(NEW.content) = 0 AND NEW.sha256 = OLD.sha256\n               AND NEW.erased_at IS NOT NULL AND NEW.article_id = OLD.article_id THEN\n                RETURN NEW;\n            END IF;\n            RAISE EXCEPTION 'a saved copy is never changed: capture %', OLD.id\n                USING ERRCODE = 'check_violation', CONSTRAINT = 'capture_is_append_only';\n        ",
                            hash="59514c0f33fa0cfdde0ac50c41992490187eec59",
                            operation="UPDATE",
                            pgid="pgtrigger_capture_is_append_only_91811",
                            table="sources_capture",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="capture_is_never_deleted",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n            RAISE EXCEPTION 'a saved copy is never deleted: capture %', OLD.id\n                USING ERRCODE = 'restrict_violation', CONSTRAINT = 'capture_is_never_deleted';\n        ",
                            hash="6d7b804b7eb62a9a81bcf7ec730ea88ee7d0e6fa",
                            operation="DELETE",
                            pgid="pgtrigger_capture_is_never_deleted_581f6",
                            table="sources_capture",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PublicationHistoryevent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_db_role", models.TextField(db_default=accounts.history.SessionUser(), editable=False)),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("name_en", models.CharField(blank=True, max_length=200, verbose_name="name in English")),
                ("name_ar", models.CharField(blank=True, max_length=200, verbose_name="name in Arabic")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("newspaper", "Newspaper"),
                            ("agency", "News agency"),
                            ("broadcaster", "Broadcaster"),
                            ("platform", "Platform"),
                            ("institution", "Institution"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[
                            ("ar", "Arabic"),
                            ("en", "English"),
                            ("ru", "Russian"),
                            ("zh", "Chinese"),
                            ("fr", "French"),
                            ("es", "Spanish"),
                            ("it", "Italian"),
                            ("de", "German"),
                            ("fa", "Persian"),
                            ("tr", "Turkish"),
                            ("uk", "Ukrainian"),
                            ("he", "Hebrew"),
                        ],
                        max_length=8,
                        verbose_name="language",
                    ),
                ),
                ("homepage", models.URLField(blank=True, max_length=500, verbose_name="home page")),
                ("about", models.TextField(blank=True, verbose_name="about")),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history_events",
                        to="sources.publication",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="eec716283bc37da30828f5c58e77c48a321431ff",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_39a02",
                            table="sources_publicationhistoryevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CaptureHistoryevent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_db_role", models.TextField(db_default=accounts.history.SessionUser(), editable=False)),
                ("id", models.BigIntegerField()),
                ("captured_at", models.DateTimeField(verbose_name="saved at")),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("fetched", "Fetched"),
                            ("file", "From a file"),
                            ("pasted", "Pasted"),
                            ("manual", "Recorded by hand"),
                        ],
                        max_length=10,
                        verbose_name="method",
                    ),
                ),
                ("address", models.URLField(blank=True, max_length=2000, verbose_name="address received from")),
                ("media_type", models.CharField(default="text/plain", editable=False, max_length=100)),
                ("charset", models.CharField(default="utf-8", editable=False, max_length=40)),
                ("headers", models.JSONField(blank=True, default=dict, editable=False)),
                ("sha256", models.CharField(editable=False, max_length=64, verbose_name="SHA-256")),
                ("extractor", models.CharField(editable=False, max_length=40)),
                ("extractor_version", models.CharField(editable=False, max_length=20)),
                ("erased_at", models.DateTimeField(editable=False, null=True, verbose_name="erased at")),
                ("erased_because", models.TextField(blank=True, editable=False, verbose_name="erased because")),
                (
                    "article",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="sources.article",
                        verbose_name="Article",
                    ),
                ),
                (
                    "captured_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="saved by",
                    ),
                ),
                (
                    "erased_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history_events",
                        to="sources.capture",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="f14f74d7f287bfc03f6b88e14cc0291139f105e8",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_92446",
                            table="sources_capturehistoryevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FeedHistoryevent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_db_role", models.TextField(db_default=accounts.history.SessionUser(), editable=False)),
                ("id", models.BigIntegerField()),
                ("address", models.URLField(max_length=1000, verbose_name="address")),
                ("title", models.CharField(blank=True, max_length=300, verbose_name="title")),
                ("active", models.BooleanField(default=True, verbose_name="active")),
                ("etag", models.CharField(blank=True, editable=False, max_length=300)),
                ("last_modified", models.CharField(blank=True, editable=False, max_length=100)),
                ("checked_at", models.DateTimeField(editable=False, null=True, verbose_name="last looked at")),
                ("next_check_at", models.DateTimeField(editable=False, null=True)),
                ("failures", models.PositiveIntegerField(default=0, editable=False, verbose_name="failures in a row")),
                ("last_error", models.TextField(blank=True, editable=False, verbose_name="last error")),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history_events",
                        to="sources.feed",
                    ),
                ),
                (
                    "publication",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="sources.publication",
                        verbose_name="Outlet",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="109448099e2877dd7fb52a205ed344d2b308ab85",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_d1f29",
                            table="sources_feedhistoryevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ArticleHistoryevent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_db_role", models.TextField(db_default=accounts.history.SessionUser(), editable=False)),
                ("id", models.BigIntegerField()),
                ("canonical_address", models.URLField(blank=True, max_length=2000, null=True, verbose_name="address")),
                ("title", models.CharField(max_length=500, verbose_name="title")),
                ("authors", models.CharField(blank=True, max_length=500, verbose_name="authors")),
                (
                    "language",
                    models.CharField(
                        choices=[
                            ("ar", "Arabic"),
                            ("en", "English"),
                            ("ru", "Russian"),
                            ("zh", "Chinese"),
                            ("fr", "French"),
                            ("es", "Spanish"),
                            ("it", "Italian"),
                            ("de", "German"),
                            ("fa", "Persian"),
                            ("tr", "Turkish"),
                            ("uk", "Ukrainian"),
                            ("he", "Hebrew"),
                        ],
                        max_length=8,
                        verbose_name="language",
                    ),
                ),
                (
                    "published_from",
                    models.DateField(blank=True, null=True, verbose_name="published: first possible day"),
                ),
                ("published_to", models.DateField(blank=True, null=True, verbose_name="published: last possible day")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("live", "Live"),
                            ("updated", "Updated"),
                            ("corrected", "Corrected by the outlet"),
                            ("retracted", "Retracted by the outlet"),
                            ("gone", "No longer there"),
                        ],
                        default="live",
                        max_length=12,
                        verbose_name="state",
                    ),
                ),
                ("notice_address", models.URLField(blank=True, max_length=2000, verbose_name="address of the notice")),
                ("notice_date", models.DateField(blank=True, null=True, verbose_name="date of the notice")),
                (
                    "recorded_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history_events",
                        to="sources.article",
                    ),
                ),
                (
                    "publication",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="sources.publication",
                        verbose_name="Outlet",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="6d577c176ce93c448b2d916373569f51e44de0ad",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_cd3b0",
                            table="sources_articlehistoryevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
    ]
