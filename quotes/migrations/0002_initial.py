"""The tables, with their constraints, indexes and triggers where they are created.

Written in this order by hand: a constraint or trigger that is added afterwards makes Django render every model again.
"""

import django.contrib.postgres.indexes
import django.db.models.constraints
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.datetime
import django.db.models.functions.text
import pgtrigger.compiler
import pgtrigger.migrations
import pgvector.django.halfvec
import pgvector.django.indexes
from django.conf import settings
from django.db import migrations, models

import accounts.history
import quotes.models.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("quotes", "0001_laws"),
        ("sources", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ExtractionRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("extractor_version", models.CharField(max_length=40)),
                ("started_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                ("error", models.TextField(blank=True)),
                (
                    "capture",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="extraction_runs",
                        to="sources.capture",
                    ),
                ),
            ],
            options={
                "verbose_name": "search for quotes",
                "verbose_name_plural": "searches for quotes",
                "ordering": ["-started_at", "-id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("capture", "extractor_version"), name="extraction_run_once_per_version"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Speaker",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("person", "Person"), ("organization", "Organization"), ("state", "State")],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                (
                    "wikidata_id",
                    models.CharField(
                        blank=True, help_text="Q42", max_length=20, null=True, unique=True, verbose_name="Wikidata"
                    ),
                ),
                ("about", models.TextField(blank=True, verbose_name="about")),
            ],
            options={
                "verbose_name": "Speaker",
                "verbose_name_plural": "Speakers",
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("wikidata_id", None), ("wikidata_id__regex", "^Q[1-9][0-9]*$"), _connector="OR"
                        ),
                        name="speaker_wikidata_id_form",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "quotes_speakerhistoryevent" ("about", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "wikidata_id") VALUES (NEW."about", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."wikidata_id"); RETURN NULL;',
                            hash="0e8fa9b933c76acdee1d85b49ac0a07ab74ae4e8",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_84c6e",
                            table="quotes_speaker",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "quotes_speakerhistoryevent" ("about", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "wikidata_id") VALUES (NEW."about", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."wikidata_id"); RETURN NULL;',
                            hash="49666fae590069038b99497b348e2eba7a75e886",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_3d81d",
                            table="quotes_speaker",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "quotes_speakerhistoryevent" ("about", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "wikidata_id") VALUES (OLD."about", OLD."id", OLD."kind", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."wikidata_id"); RETURN NULL;',
                            hash="75a3872a8927ef325ab63c782610b39daeefeb95",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_d82b4",
                            table="quotes_speaker",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="speaker_has_name",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            constraint="CONSTRAINT",
                            func="PERFORM quotes_check_speaker(NEW.id); RETURN NULL;",
                            hash="347fe48369808e0c0e44ab0293406431d1de2c18",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_speaker_has_name_f8141",
                            table="quotes_speaker",
                            timing="DEFERRABLE INITIALLY DEFERRED",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Position",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title_en", models.CharField(blank=True, max_length=200, verbose_name="title in English")),
                ("title_ar", models.CharField(blank=True, max_length=200, verbose_name="title in Arabic")),
                ("held_from", models.DateField(blank=True, null=True, verbose_name="held from")),
                ("held_to", models.DateField(blank=True, null=True, verbose_name="held to")),
                (
                    "organization",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="quotes.speaker",
                        verbose_name="organization",
                    ),
                ),
                (
                    "speaker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="positions", to="quotes.speaker"
                    ),
                ),
            ],
            options={
                "verbose_name": "position",
                "verbose_name_plural": "positions",
                "ordering": ["held_from", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("held_from", None),
                            ("held_to", None),
                            ("held_from__lte", models.F("held_to")),
                            _connector="OR",
                        ),
                        name="position_interval",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("title_ar", ""), ("title_en", ""), _negated=True), name="position_has_title"
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "quotes_positionhistoryevent" ("held_from", "held_to", "id", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "speaker_id", "title_ar", "title_en") VALUES (NEW."held_from", NEW."held_to", NEW."id", NEW."organization_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."speaker_id", NEW."title_ar", NEW."title_en"); RETURN NULL;',
                            hash="386f792b11796428b529cf4ad42a7964d8b7a8f1",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_99d9d",
                            table="quotes_position",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "quotes_positionhistoryevent" ("held_from", "held_to", "id", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "speaker_id", "title_ar", "title_en") VALUES (NEW."held_from", NEW."held_to", NEW."id", NEW."organization_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."speaker_id", NEW."title_ar", NEW."title_en"); RETURN NULL;',
                            hash="85f5272a51c8e81aa8666a81f8d30afe02318df2",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_73088",
                            table="quotes_position",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "quotes_positionhistoryevent" ("held_from", "held_to", "id", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "speaker_id", "title_ar", "title_en") VALUES (OLD."held_from", OLD."held_to", OLD."id", OLD."organization_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."speaker_id", OLD."title_ar", OLD."title_en"); RETURN NULL;',
                            hash="01d2f9f2785521f6d3c94c6a0bf130bac3881e02",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_a1f65",
                            table="quotes_position",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SpeakerName",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.CharField(max_length=200, verbose_name="name")),
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
                ("preferred", models.BooleanField(default=False, verbose_name="shown to readers of this language")),
                (
                    "folded",
                    quotes.models.fields.FoldedField(db_index=True, editable=False, max_length=400, source="text"),
                ),
                (
                    "speaker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="names", to="quotes.speaker"
                    ),
                ),
            ],
            options={
                "verbose_name": "name",
                "verbose_name_plural": "names",
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(fields=("speaker", "language", "text"), name="speaker_name_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("preferred", True)),
                        fields=("speaker", "language"),
                        name="speaker_one_preferred_name",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="speaker_name_not_empty"
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "quotes_speakernamehistoryevent" ("folded", "id", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "preferred", "speaker_id", "text") VALUES (NEW."folded", NEW."id", NEW."language", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."preferred", NEW."speaker_id", NEW."text"); RETURN NULL;',
                            hash="2a0a5acf713a3ae326051b9dbab9936ed47c9f70",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_af1ea",
                            table="quotes_speakername",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "quotes_speakernamehistoryevent" ("folded", "id", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "preferred", "speaker_id", "text") VALUES (NEW."folded", NEW."id", NEW."language", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."preferred", NEW."speaker_id", NEW."text"); RETURN NULL;',
                            hash="512c1274b35c37a96b9f98a1a89735e0cf1f927c",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_58a0c",
                            table="quotes_speakername",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "quotes_speakernamehistoryevent" ("folded", "id", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "preferred", "speaker_id", "text") VALUES (OLD."folded", OLD."id", OLD."language", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."preferred", OLD."speaker_id", OLD."text"); RETURN NULL;',
                            hash="2eaee8089d14b0f48f9bfe0655325c3d76d6f48a",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_12ab3",
                            table="quotes_speakername",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="speaker_keeps_a_name",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            constraint="CONSTRAINT",
                            func="PERFORM quotes_check_speaker(OLD.speaker_id); RETURN NULL;",
                            hash="de366c07b8489854493b48732995685ba5b3762f",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_speaker_keeps_a_name_b2aa8",
                            table="quotes_speakername",
                            timing="DEFERRABLE INITIALLY DEFERRED",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Topic",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name_en", models.CharField(max_length=200, unique=True, verbose_name="name in English")),
                ("name_ar", models.CharField(max_length=200, unique=True, verbose_name="name in Arabic")),
            ],
            options={
                "verbose_name": "Topic",
                "verbose_name_plural": "Topics",
                "ordering": ["name_en"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name_en", ""), _negated=True), models.Q(("name_ar", ""), _negated=True)
                        ),
                        name="topic_has_both_names",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "quotes_topichistoryevent" ("id", "name_ar", "name_en", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."id", NEW."name_ar", NEW."name_en", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                            hash="b57459b2912566c68faff5cdcef7de6745886759",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_70329",
                            table="quotes_topic",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "quotes_topichistoryevent" ("id", "name_ar", "name_en", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."id", NEW."name_ar", NEW."name_en", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                            hash="a3b1fdd0508517fb1a21e7d3ceeb56fa85f60188",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_41de2",
                            table="quotes_topic",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "quotes_topichistoryevent" ("id", "name_ar", "name_en", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."id", OLD."name_ar", OLD."name_en", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                            hash="3578573b95fca0db949cb39bc3b6597007dd8b87",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_8f60c",
                            table="quotes_topic",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Claim",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "heading_en",
                    models.CharField(
                        help_text="Neutral: “Who says that …”",
                        max_length=300,
                        unique=True,
                        verbose_name="heading in English",
                    ),
                ),
                (
                    "heading_ar",
                    models.CharField(
                        help_text="Neutral: “Who says that …”",
                        max_length=300,
                        unique=True,
                        verbose_name="heading in Arabic",
                    ),
                ),
                ("proposition_en", models.TextField(blank=True, verbose_name="the claim in English")),
                ("proposition_ar", models.TextField(blank=True, verbose_name="the claim in Arabic")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name": "Claim",
                "verbose_name_plural": "Claims",
                "ordering": ["heading_en"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("heading_en", ""), _negated=True), models.Q(("heading_ar", ""), _negated=True)
                        ),
                        name="claim_has_both_headings",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "quotes_claimhistoryevent" ("created_at", "heading_ar", "heading_en", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposition_ar", "proposition_en") VALUES (NEW."created_at", NEW."heading_ar", NEW."heading_en", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."proposition_ar", NEW."proposition_en"); RETURN NULL;',
                            hash="8d305fcecd7aaa7336dd2acd0f50100d40003c9a",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_4031e",
                            table="quotes_claim",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "quotes_claimhistoryevent" ("created_at", "heading_ar", "heading_en", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposition_ar", "proposition_en") VALUES (NEW."created_at", NEW."heading_ar", NEW."heading_en", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."proposition_ar", NEW."proposition_en"); RETURN NULL;',
                            hash="4b6bb356998bddcd6534d99fbf570137b757b3ce",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_28cde",
                            table="quotes_claim",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "quotes_claimhistoryevent" ("created_at", "heading_ar", "heading_en", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposition_ar", "proposition_en") VALUES (OLD."created_at", OLD."heading_ar", OLD."heading_en", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."proposition_ar", OLD."proposition_en"); RETURN NULL;',
                            hash="4ba4324d0ad7a73b956080e4480d06071c2991a5",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_c409d",
                            table="quotes_claim",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ClaimTopic",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="topic_links", to="quotes.claim"
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claim_links",
                        to="quotes.topic",
                        verbose_name="Topic",
                    ),
                ),
            ],
            options={
                "verbose_name": "Topic",
                "verbose_name_plural": "Topics",
                "constraints": [models.UniqueConstraint(fields=("claim", "topic"), name="claim_topic_once")],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "quotes_claimtopichistoryevent" ("claim_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "topic_id") VALUES (NEW."claim_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."topic_id"); RETURN NULL;',
                            hash="0f1271a56ff3fb064c5be3b30c4be1ac4c46609d",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_8579f",
                            table="quotes_claimtopic",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "quotes_claimtopichistoryevent" ("claim_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "topic_id") VALUES (NEW."claim_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."topic_id"); RETURN NULL;',
                            hash="9bdb7af7ece9e75122a85e206bf4571e37f19db7",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_0b6d4",
                            table="quotes_claimtopic",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "quotes_claimtopichistoryevent" ("claim_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "topic_id") VALUES (OLD."claim_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."topic_id"); RETURN NULL;',
                            hash="02ee40359d58927c58aaa87a8f38dc54652d0a2b",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_58360",
                            table="quotes_claimtopic",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ExternalReview",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("address", models.URLField(max_length=2000, verbose_name="address")),
                ("verdict", models.CharField(max_length=200, verbose_name="verdict, in its own words")),
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
                ("published_on", models.DateField(blank=True, null=True, verbose_name="published on")),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="external_reviews", to="quotes.claim"
                    ),
                ),
                (
                    "publication",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="external_reviews",
                        to="sources.publication",
                        verbose_name="Outlet",
                    ),
                ),
            ],
            options={
                "verbose_name": "Outside fact-check",
                "verbose_name_plural": "Outside fact-checks",
                "ordering": ["-published_on", "id"],
                "constraints": [models.UniqueConstraint(fields=("claim", "address"), name="external_review_once")],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "quotes_externalreviewhistoryevent" ("address", "claim_id", "id", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publication_id", "published_on", "verdict") VALUES (NEW."address", NEW."claim_id", NEW."id", NEW."language", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."publication_id", NEW."published_on", NEW."verdict"); RETURN NULL;',
                            hash="8a9f77a535e6a96d66c8bd39be9bb88ada04ce9c",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_1032e",
                            table="quotes_externalreview",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "quotes_externalreviewhistoryevent" ("address", "claim_id", "id", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publication_id", "published_on", "verdict") VALUES (NEW."address", NEW."claim_id", NEW."id", NEW."language", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."publication_id", NEW."published_on", NEW."verdict"); RETURN NULL;',
                            hash="92fd0c09dc99edbf2c9e62aea12004e9d4d09b63",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_eb331",
                            table="quotes_externalreview",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "quotes_externalreviewhistoryevent" ("address", "claim_id", "id", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publication_id", "published_on", "verdict") VALUES (OLD."address", OLD."claim_id", OLD."id", OLD."language", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."publication_id", OLD."published_on", OLD."verdict"); RETURN NULL;',
                            hash="90eca020ee034417f642d82563ece369dad39c87",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_96bf4",
                            table="quotes_externalreview",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ClaimHistoryevent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_db_role", models.TextField(db_default=accounts.history.SessionUser(), editable=False)),
                ("id", models.BigIntegerField()),
                (
                    "heading_en",
                    models.CharField(
                        help_text="Neutral: “Who says that …”", max_length=300, verbose_name="heading in English"
                    ),
                ),
                (
                    "heading_ar",
                    models.CharField(
                        help_text="Neutral: “Who says that …”", max_length=300, verbose_name="heading in Arabic"
                    ),
                ),
                ("proposition_en", models.TextField(blank=True, verbose_name="the claim in English")),
                ("proposition_ar", models.TextField(blank=True, verbose_name="the claim in Arabic")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
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
                        to="quotes.claim",
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
                            hash="27649758c9e8fd4b70efee0554297c2e194daecf",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_4b21c",
                            table="quotes_claimhistoryevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ClaimTopicHistoryevent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_db_role", models.TextField(db_default=accounts.history.SessionUser(), editable=False)),
                ("id", models.BigIntegerField()),
                (
                    "claim",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="quotes.claim",
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
                        to="quotes.claimtopic",
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="quotes.topic",
                        verbose_name="Topic",
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
                            hash="7b6e621202834d6ebe498f93447633e7c3ffad47",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_37a3d",
                            table="quotes_claimtopichistoryevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ExternalReviewHistoryevent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_db_role", models.TextField(db_default=accounts.history.SessionUser(), editable=False)),
                ("id", models.BigIntegerField()),
                ("address", models.URLField(max_length=2000, verbose_name="address")),
                ("verdict", models.CharField(max_length=200, verbose_name="verdict, in its own words")),
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
                ("published_on", models.DateField(blank=True, null=True, verbose_name="published on")),
                (
                    "claim",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="quotes.claim",
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
                        to="quotes.externalreview",
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
                            hash="65cba19915a296daf347f8d0aea3d430b8878d6d",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_2edb0",
                            table="quotes_externalreviewhistoryevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PositionHistoryevent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_db_role", models.TextField(db_default=accounts.history.SessionUser(), editable=False)),
                ("id", models.BigIntegerField()),
                ("title_en", models.CharField(blank=True, max_length=200, verbose_name="title in English")),
                ("title_ar", models.CharField(blank=True, max_length=200, verbose_name="title in Arabic")),
                ("held_from", models.DateField(blank=True, null=True, verbose_name="held from")),
                ("held_to", models.DateField(blank=True, null=True, verbose_name="held to")),
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
                        to="quotes.position",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="quotes.speaker",
                        verbose_name="organization",
                    ),
                ),
                (
                    "speaker",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="quotes.speaker",
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
                            hash="b3a5fc3a15ab50c9ed968d0b7573ce67f4177fd9",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_bee66",
                            table="quotes_positionhistoryevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SpeakerHistoryevent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_db_role", models.TextField(db_default=accounts.history.SessionUser(), editable=False)),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("person", "Person"), ("organization", "Organization"), ("state", "State")],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                (
                    "wikidata_id",
                    models.CharField(blank=True, help_text="Q42", max_length=20, null=True, verbose_name="Wikidata"),
                ),
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
                        to="quotes.speaker",
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
                            hash="f433ca6ce1551905252bb94791e0494f3f4ecb2b",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_12a4f",
                            table="quotes_speakerhistoryevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SpeakerNameHistoryevent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_db_role", models.TextField(db_default=accounts.history.SessionUser(), editable=False)),
                ("id", models.BigIntegerField()),
                ("text", models.CharField(max_length=200, verbose_name="name")),
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
                ("preferred", models.BooleanField(default=False, verbose_name="shown to readers of this language")),
                ("folded", quotes.models.fields.FoldedField(editable=False, max_length=400, source="text")),
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
                        to="quotes.speakername",
                    ),
                ),
                (
                    "speaker",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="quotes.speaker",
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
                            hash="724af8e746016a8157761ae44f362adf2be26e97",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_c6705",
                            table="quotes_speakernamehistoryevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TopicHistoryevent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_db_role", models.TextField(db_default=accounts.history.SessionUser(), editable=False)),
                ("id", models.BigIntegerField()),
                ("name_en", models.CharField(max_length=200, verbose_name="name in English")),
                ("name_ar", models.CharField(max_length=200, verbose_name="name in Arabic")),
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
                        to="quotes.topic",
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
                            hash="c6f267fb9552154a8bb4c75e4464f156ded143d2",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_bfb3e",
                            table="quotes_topichistoryevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Quotation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("published", "Published"),
                            ("held", "Under review"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("said_from", models.DateField(blank=True, null=True, verbose_name="said: first possible day")),
                ("said_to", models.DateField(blank=True, null=True, verbose_name="said: last possible day")),
                ("occasion", models.CharField(blank=True, max_length=300, verbose_name="occasion")),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="place")),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("published_at", models.DateTimeField(editable=False, null=True, verbose_name="published at")),
                ("withdrawn_at", models.DateTimeField(editable=False, null=True, verbose_name="withdrawn at")),
                (
                    "withdrawn_because",
                    models.TextField(blank=True, editable=False, verbose_name="reason of the withdrawal"),
                ),
                ("edit_version", models.PositiveIntegerField(default=1, editable=False)),
                ("revision", models.PositiveIntegerField(db_default=0, editable=False)),
                ("revised_in", models.BigIntegerField(db_default=0, editable=False)),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "withdrawn_by",
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
                "verbose_name": "Quote",
                "verbose_name_plural": "Quotes",
                "ordering": ["-id"],
                "permissions": [
                    ("publish_quotation", "Can publish and hold a quote"),
                    ("withdraw_quotation", "Can withdraw a quote"),
                    ("correct_quotation", "Can correct a published quote"),
                ],
                "indexes": [models.Index(fields=["status", "-said_to", "-id"], name="quotation_public_order")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("said_from", None), ("said_to", None)),
                            models.Q(
                                ("said_from__isnull", False),
                                ("said_from__lte", models.F("said_to")),
                                ("said_to__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="quotation_said_interval",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "published", "held", "withdrawn"])),
                        name="quotation_known_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("published_at", None), ("published_by", None)),
                            models.Q(("published_at__isnull", False), ("published_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="quotation_publishing_facts_together",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("published_at", None), ("status", "draft")),
                            ("status", "held"),
                            models.Q(("published_at__isnull", False), ("status__in", ["published", "withdrawn"])),
                            _connector="OR",
                        ),
                        name="quotation_public_has_publisher",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("status", "withdrawn"), _negated=True),
                                ("withdrawn_at", None),
                                ("withdrawn_because", ""),
                                ("withdrawn_by", None),
                            ),
                            models.Q(
                                ("status", "withdrawn"),
                                ("withdrawn_at__isnull", False),
                                ("withdrawn_by__isnull", False),
                                models.Q(("withdrawn_because", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="quotation_withdrawal_facts_together",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="quotation_stands_on_evidence",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            constraint="CONSTRAINT",
                            func="PERFORM quotes_check_quotation(NEW.id); RETURN NULL;",
                            hash="a3acc430df60ebd6bfc819616b4b763a4ec69310",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_quotation_stands_on_evidence_b27ae",
                            table="quotes_quotation",
                            timing="DEFERRABLE INITIALLY DEFERRED",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="quotation_stays_public_record",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.published_at IS NOT NULL AND (NEW.status = 'draft' OR NEW.published_at IS DISTINCT FROM OLD.published_at))",
                            func="\n            RAISE EXCEPTION 'a quotation that was public never becomes a draft again: quotation %', OLD.id\n                USING ERRCODE = 'check_violation', CONSTRAINT = 'quotation_stays_public_record';\n        ",
                            hash="8c5ddc9d570f17f0fb266c8c120e0b1a948aa4af",
                            operation='UPDATE OF "status", "published_at"',
                            pgid="pgtrigger_quotation_stays_public_record_f9d5d",
                            table="quotes_quotation",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="public_quotation_is_never_deleted",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.published_at IS NOT NULL)",
                            func="\n            RAISE EXCEPTION 'a quotation that was public is withdrawn, never deleted: quotation %', OLD.id\n                USING ERRCODE = 'restrict_violation', CONSTRAINT = 'public_quotation_is_never_deleted';\n        ",
                            hash="7c308c1c0fbaa0f82597b968d29cc6ff7bf27182",
                            operation="DELETE",
                            pgid="pgtrigger_public_quotation_is_never_deleted_13438",
                            table="quotes_quotation",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="quotation_revision_is_counted_here",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n            IF pg_trigger_depth() = 1 THEN\n                NEW.revision = OLD.revision;\n                NEW.revised_in = OLD.revised_in;\n            END IF;\n            RETURN NEW;\n        ",
                            hash="43bc34cdb55697a8990f7863fd1fbdbd99e68e7a",
                            operation='UPDATE OF "revision", "revised_in"',
                            pgid="pgtrigger_quotation_revision_is_counted_here_80da6",
                            table="quotes_quotation",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="quotation_is_work",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="PERFORM quotes_queue_match(NEW.id); RETURN NULL;",
                            hash="e17073f07db20c3ba2dd89811980f17570c187c6",
                            operation="INSERT",
                            pgid="pgtrigger_quotation_is_work_38f4d",
                            table="quotes_quotation",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="quotation_restored_is_work",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.status = 'withdrawn' AND NEW.status <> 'withdrawn')",
                            func="PERFORM quotes_queue_match(NEW.id); RETURN NULL;",
                            hash="dc86740caaa3def4c0e33f9b01ab436f84126f38",
                            operation='UPDATE OF "status"',
                            pgid="pgtrigger_quotation_restored_is_work_62266",
                            table="quotes_quotation",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Correction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("words", "words"),
                            ("attribution", "attribution"),
                            ("date", "date"),
                            ("other", "other"),
                        ],
                        max_length=12,
                        verbose_name="what was corrected",
                    ),
                ),
                ("public_reason", models.TextField(verbose_name="public reason")),
                ("before", models.JSONField(blank=True, default=dict, editable=False, verbose_name="before")),
                ("after", models.JSONField(blank=True, default=dict, editable=False, verbose_name="after")),
                ("corrected_at", models.DateTimeField(verbose_name="corrected at")),
                ("written_in", models.BigIntegerField(db_default=quotes.models.fields.TransactionId(), editable=False)),
                (
                    "corrected_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "quotation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="quotes.quotation",
                        verbose_name="Quote",
                    ),
                ),
            ],
            options={
                "verbose_name": "Correction",
                "verbose_name_plural": "Corrections",
                "ordering": ["-corrected_at", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("public_reason", ""), _negated=True), name="correction_has_reason"
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "quotes_correctionhistoryevent" ("after", "before", "corrected_at", "corrected_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_reason", "quotation_id", "what", "written_in") VALUES (NEW."after", NEW."before", NEW."corrected_at", NEW."corrected_by_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."public_reason", NEW."quotation_id", NEW."what", NEW."written_in"); RETURN NULL;',
                            hash="8b62d75cfd61ab586876554e40061791e11c4a37",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_5fa99",
                            table="quotes_correction",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "quotes_correctionhistoryevent" ("after", "before", "corrected_at", "corrected_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_reason", "quotation_id", "what", "written_in") VALUES (NEW."after", NEW."before", NEW."corrected_at", NEW."corrected_by_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."public_reason", NEW."quotation_id", NEW."what", NEW."written_in"); RETURN NULL;',
                            hash="847c5c3395dc832b96f3367713390292a1fdc837",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_b017a",
                            table="quotes_correction",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "quotes_correctionhistoryevent" ("after", "before", "corrected_at", "corrected_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_reason", "quotation_id", "what", "written_in") VALUES (OLD."after", OLD."before", OLD."corrected_at", OLD."corrected_by_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."public_reason", OLD."quotation_id", OLD."what", OLD."written_in"); RETURN NULL;',
                            hash="b46eaff174ba9281cf732429894086ff57544ef6",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_6e90c",
                            table="quotes_correction",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="correction_is_append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.written_in <> pg_current_xact_id()::text::bigint)",
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="313f0c2fb96f970761c3f5017724c7b74a84e87c",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_correction_is_append_only_c8e1d",
                            table="quotes_correction",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Match",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("family", models.CharField(blank=True, max_length=200)),
                ("group_key", models.CharField(blank=True, max_length=64)),
                ("group_count", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "first",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="matches_as_first",
                        to="quotes.quotation",
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="matches_as_second",
                        to="quotes.quotation",
                    ),
                ),
            ],
            options={
                "verbose_name": "Possible link",
                "verbose_name_plural": "Possible links",
                "ordering": ["-id"],
                "permissions": [("review_match", "Can decide on possible links")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("first__lt", models.F("second"))), name="match_pair_in_order"
                    ),
                    models.UniqueConstraint(fields=("first", "second"), name="match_once_per_pair"),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "quotes_matchhistoryevent" ("created_at", "family", "first_id", "group_count", "group_key", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "second_id") VALUES (NEW."created_at", NEW."family", NEW."first_id", NEW."group_count", NEW."group_key", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."second_id"); RETURN NULL;',
                            hash="ec4b596ff76d3aa208e477638fbd771d9c36b152",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_5e5d6",
                            table="quotes_match",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "quotes_matchhistoryevent" ("created_at", "family", "first_id", "group_count", "group_key", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "second_id") VALUES (NEW."created_at", NEW."family", NEW."first_id", NEW."group_count", NEW."group_key", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."second_id"); RETURN NULL;',
                            hash="24892c70e349f0093225d7d091c096f184096d74",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_7b49b",
                            table="quotes_match",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "quotes_matchhistoryevent" ("created_at", "family", "first_id", "group_count", "group_key", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "second_id") VALUES (OLD."created_at", OLD."family", OLD."first_id", OLD."group_count", OLD."group_key", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."second_id"); RETURN NULL;',
                            hash="4a852ad44ae30fcaf0284437be9317cb43a43c0b",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_fd3f6",
                            table="quotes_match",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("chosen", models.CharField(max_length=16)),
                (
                    "wording",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("verbatim", "Same words"),
                            ("variant", "Slightly changed"),
                            ("paraphrase", "Reworded"),
                            ("translation", "Other language"),
                        ],
                        max_length=12,
                    ),
                ),
                ("before", models.JSONField(default=list)),
                ("decided_at", models.DateTimeField()),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "match",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="decisions", to="quotes.match"
                    ),
                ),
            ],
            options={
                "verbose_name": "decision",
                "verbose_name_plural": "decisions",
                "ordering": ["-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("undone_at", None), ("undone_by", None)),
                            models.Q(("undone_at__isnull", False), ("undone_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="decision_undo_facts_together",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "chosen__in",
                                ["no_link", "same_utterance", "repetition", "contradiction", "shift", "echo"],
                            )
                        ),
                        name="decision_known_choice",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "quotes_decisionhistoryevent" ("before", "chosen", "decided_at", "decided_by_id", "id", "match_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "undone_at", "undone_by_id", "wording") VALUES (NEW."before", NEW."chosen", NEW."decided_at", NEW."decided_by_id", NEW."id", NEW."match_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."undone_at", NEW."undone_by_id", NEW."wording"); RETURN NULL;',
                            hash="15d7d4970bddaf23c53d9e7805b48c0fcb8c1222",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_c716d",
                            table="quotes_decision",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "quotes_decisionhistoryevent" ("before", "chosen", "decided_at", "decided_by_id", "id", "match_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "undone_at", "undone_by_id", "wording") VALUES (NEW."before", NEW."chosen", NEW."decided_at", NEW."decided_by_id", NEW."id", NEW."match_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."undone_at", NEW."undone_by_id", NEW."wording"); RETURN NULL;',
                            hash="7aa2831f0f867e74a5345e665fec5089de3e93e8",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_ccc75",
                            table="quotes_decision",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "quotes_decisionhistoryevent" ("before", "chosen", "decided_at", "decided_by_id", "id", "match_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "undone_at", "undone_by_id", "wording") VALUES (OLD."before", OLD."chosen", OLD."decided_at", OLD."decided_by_id", OLD."id", OLD."match_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."undone_at", OLD."undone_by_id", OLD."wording"); RETURN NULL;',
                            hash="40414a4b1ec16d254f27d52fbbe305c8c412e586",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_eb1c8",
                            table="quotes_decision",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="decision_is_never_deleted",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="2acddaac5b527f7f31b1ecb1e31688a1d1e3a37b",
                            operation="DELETE",
                            pgid="pgtrigger_decision_is_never_deleted_eb136",
                            table="quotes_decision",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MatchJob",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("revision", models.PositiveIntegerField()),
                ("engine_version", models.CharField(blank=True, db_default="", max_length=80)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "Waiting"),
                            ("running", "Running"),
                            ("done", "Done"),
                            ("unmatchable", "Cannot be matched"),
                            ("parked", "Parked"),
                        ],
                        db_default="queued",
                        max_length=12,
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(db_default=0)),
                ("lease_token", models.UUIDField(blank=True, null=True)),
                ("lease_until", models.DateTimeField(blank=True, null=True)),
                ("last_error", models.TextField(blank=True, db_default="")),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                ("found_by_version", models.CharField(blank=True, db_default="", max_length=80)),
                ("open_count", models.PositiveIntegerField(db_default=0)),
                ("beyond_count", models.PositiveIntegerField(db_default=0)),
                (
                    "quotation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="match_jobs", to="quotes.quotation"
                    ),
                ),
            ],
            options={
                "verbose_name": "Looking for related quotes",
                "verbose_name_plural": "Looking for related quotes",
                "ordering": ["-id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["queued", "running"])), fields=["id"], name="match_job_to_do"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("quotation", "revision", "engine_version"), name="match_job_once_per_revision"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("lease_token__isnull", False), ("lease_until__isnull", False), ("state", "running")
                            ),
                            models.Q(
                                models.Q(("state", "running"), _negated=True),
                                ("lease_token", None),
                                ("lease_until", None),
                            ),
                            _connector="OR",
                        ),
                        name="match_job_lease_facts_together",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("finished_at__isnull", False), ("state__in", ["done", "unmatchable"])),
                            models.Q(
                                models.Q(("state__in", ["done", "unmatchable"]), _negated=True), ("finished_at", None)
                            ),
                            _connector="OR",
                        ),
                        name="match_job_finished_has_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MatchRelation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "relation",
                    models.CharField(
                        choices=[
                            ("same_utterance", "Same statement"),
                            ("repetition", "Says it again"),
                            ("contradiction", "Says the opposite"),
                            ("shift", "Position changed"),
                            ("echo", "Same phrase, other subject"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("suggested", "Suggested"), ("confirmed", "Confirmed"), ("rejected", "Rejected")],
                        default="suggested",
                        max_length=10,
                    ),
                ),
                (
                    "wording",
                    models.CharField(
                        choices=[
                            ("verbatim", "Same words"),
                            ("variant", "Slightly changed"),
                            ("paraphrase", "Reworded"),
                            ("translation", "Other language"),
                        ],
                        max_length=12,
                    ),
                ),
                ("probability", models.FloatField(blank=True, null=True)),
                ("evidence", models.JSONField(blank=True, default=list)),
                ("pair_sha256", models.CharField(blank=True, max_length=64)),
                ("engine_version", models.CharField(blank=True, max_length=80)),
                ("suggested_at", models.DateTimeField(blank=True, null=True)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "match",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="relations", to="quotes.match"
                    ),
                ),
            ],
            options={
                "verbose_name": "Confirmed link",
                "verbose_name_plural": "Confirmed links",
                "ordering": ["-probability", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("match", "relation"), name="match_relation_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("decided_by", None), ("state", "suggested")),
                            models.Q(
                                models.Q(("state", "suggested"), _negated=True),
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="match_relation_decision_facts_together",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["suggested", "confirmed", "rejected"])),
                        name="match_relation_known_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("probability", None),
                            models.Q(("probability__gte", 0), ("probability__lte", 1)),
                            _connector="OR",
                        ),
                        name="match_relation_probability",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "quotes_matchrelationhistoryevent" ("decided_at", "decided_by_id", "engine_version", "evidence", "id", "match_id", "pair_sha256", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "probability", "relation", "state", "suggested_at", "wording") VALUES (NEW."decided_at", NEW."decided_by_id", NEW."engine_version", NEW."evidence", NEW."id", NEW."match_id", NEW."pair_sha256", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."probability", NEW."relation", NEW."state", NEW."suggested_at", NEW."wording"); RETURN NULL;',
                            hash="528edf0ab89391b9008b8eb9999ec409aa0762ac",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_12967",
                            table="quotes_matchrelation",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "quotes_matchrelationhistoryevent" ("decided_at", "decided_by_id", "engine_version", "evidence", "id", "match_id", "pair_sha256", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "probability", "relation", "state", "suggested_at", "wording") VALUES (NEW."decided_at", NEW."decided_by_id", NEW."engine_version", NEW."evidence", NEW."id", NEW."match_id", NEW."pair_sha256", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."probability", NEW."relation", NEW."state", NEW."suggested_at", NEW."wording"); RETURN NULL;',
                            hash="5d8b1453e4b20301dbd1e39a20de80d8b807350b",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_ae455",
                            table="quotes_matchrelation",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "quotes_matchrelationhistoryevent" ("decided_at", "decided_by_id", "engine_version", "evidence", "id", "match_id", "pair_sha256", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "probability", "relation", "state", "suggested_at", "wording") VALUES (OLD."decided_at", OLD."decided_by_id", OLD."engine_version", OLD."evidence", OLD."id", OLD."match_id", OLD."pair_sha256", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."probability", OLD."relation", OLD."state", OLD."suggested_at", OLD."wording"); RETURN NULL;',
                            hash="785cdedae20cce8b39373ff137548c5d65a212d9",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_d2585",
                            table="quotes_matchrelation",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Occurrence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("direct", "Word for word"),
                            ("mixed", "Partly word for word"),
                            ("indirect", "In the outlet's words"),
                        ],
                        max_length=10,
                        verbose_name="kind of report",
                    ),
                ),
                ("clause_start", models.IntegerField(editable=False)),
                ("clause_end", models.IntegerField(editable=False)),
                ("clause_exact", models.TextField(verbose_name="words")),
                (
                    "clause_folded",
                    quotes.models.fields.FoldedField(db_default="", editable=False, source="clause_exact"),
                ),
                ("clause_prefix", models.TextField(blank=True, editable=False)),
                ("clause_suffix", models.TextField(blank=True, editable=False)),
                ("cue", models.CharField(blank=True, max_length=100, verbose_name="Reporting verb")),
                (
                    "speaker_mention",
                    models.CharField(blank=True, max_length=300, verbose_name="speaker as named there"),
                ),
                (
                    "reported_place",
                    models.CharField(blank=True, max_length=200, verbose_name="place, where this article differs"),
                ),
                (
                    "reported_from",
                    models.DateField(
                        blank=True, null=True, verbose_name="first possible day, where this article differs"
                    ),
                ),
                (
                    "reported_to",
                    models.DateField(
                        blank=True, null=True, verbose_name="last possible day, where this article differs"
                    ),
                ),
                (
                    "recorded_in",
                    models.BigIntegerField(db_default=quotes.models.fields.TransactionId(), editable=False),
                ),
                (
                    "capture",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="occurrences",
                        to="sources.capture",
                        verbose_name="Saved copy",
                    ),
                ),
                (
                    "quotation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="occurrences", to="quotes.quotation"
                    ),
                ),
            ],
            options={
                "verbose_name": "Where it appeared",
                "verbose_name_plural": "Where it appeared",
                "ordering": ["id"],
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["clause_folded"], name="occurrence_words_trigrams", opclasses=["gin_trgm_ops"]
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("clause_start__gte", 0)), name="occurrence_clause_starts_inside"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("clause_end__gt", models.F("clause_start")),
                            (
                                "clause_end",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("clause_start"),
                                    "+",
                                    django.db.models.functions.text.Length("clause_exact"),
                                ),
                            ),
                        ),
                        name="occurrence_clause_length_is_its_words",
                    ),
                    models.UniqueConstraint(
                        fields=("quotation", "capture", "clause_start", "clause_end"), name="occurrence_once_per_place"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["direct", "mixed", "indirect"])), name="occurrence_known_kind"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reported_from", None), ("reported_to", None)),
                            models.Q(
                                ("reported_from__isnull", False),
                                ("reported_from__lte", models.F("reported_to")),
                                ("reported_to__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="occurrence_reported_interval",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "quotes_occurrencehistoryevent" ("capture_id", "clause_end", "clause_exact", "clause_prefix", "clause_start", "clause_suffix", "cue", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quotation_id", "reported_from", "reported_place", "reported_to", "speaker_mention") VALUES (NEW."capture_id", NEW."clause_end", NEW."clause_exact", NEW."clause_prefix", NEW."clause_start", NEW."clause_suffix", NEW."cue", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."quotation_id", NEW."reported_from", NEW."reported_place", NEW."reported_to", NEW."speaker_mention"); RETURN NULL;',
                            hash="68addf74e5c2e923338936c82196db922ba1c8df",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_4b6a8",
                            table="quotes_occurrence",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."capture_id" IS DISTINCT FROM (NEW."capture_id") OR OLD."clause_end" IS DISTINCT FROM (NEW."clause_end") OR OLD."clause_exact" IS DISTINCT FROM (NEW."clause_exact") OR OLD."clause_prefix" IS DISTINCT FROM (NEW."clause_prefix") OR OLD."clause_start" IS DISTINCT FROM (NEW."clause_start") OR OLD."clause_suffix" IS DISTINCT FROM (NEW."clause_suffix") OR OLD."cue" IS DISTINCT FROM (NEW."cue") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."quotation_id" IS DISTINCT FROM (NEW."quotation_id") OR OLD."reported_from" IS DISTINCT FROM (NEW."reported_from") OR OLD."reported_place" IS DISTINCT FROM (NEW."reported_place") OR OLD."reported_to" IS DISTINCT FROM (NEW."reported_to") OR OLD."speaker_mention" IS DISTINCT FROM (NEW."speaker_mention"))',
                            func='INSERT INTO "quotes_occurrencehistoryevent" ("capture_id", "clause_end", "clause_exact", "clause_prefix", "clause_start", "clause_suffix", "cue", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quotation_id", "reported_from", "reported_place", "reported_to", "speaker_mention") VALUES (NEW."capture_id", NEW."clause_end", NEW."clause_exact", NEW."clause_prefix", NEW."clause_start", NEW."clause_suffix", NEW."cue", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."quotation_id", NEW."reported_from", NEW."reported_place", NEW."reported_to", NEW."speaker_mention"); RETURN NULL;',
                            hash="bfbafcabcca2f7a2c4f4d814ee835676ad7b71cc",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_e4715",
                            table="quotes_occurrence",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "quotes_occurrencehistoryevent" ("capture_id", "clause_end", "clause_exact", "clause_prefix", "clause_start", "clause_suffix", "cue", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quotation_id", "reported_from", "reported_place", "reported_to", "speaker_mention") VALUES (OLD."capture_id", OLD."clause_end", OLD."clause_exact", OLD."clause_prefix", OLD."clause_start", OLD."clause_suffix", OLD."cue", OLD."id", OLD."kind", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."quotation_id", OLD."reported_from", OLD."reported_place", OLD."reported_to", OLD."speaker_mention"); RETURN NULL;',
                            hash="bff1130e63a79d7d8673379f08d48b069d7d0dda",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_d2908",
                            table="quotes_occurrence",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="occurrence_clause_is_in_its_capture",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n            PERFORM quotes_check_selector(NEW.capture_id, NEW.clause_start, NEW.clause_end, NEW.clause_exact,\n                                          'occurrence_clause_is_in_its_capture');\n            RETURN NEW;\n        ",
                            hash="6e97ab46faa165f69e836ada74e8e7329245bcbd",
                            operation='INSERT OR UPDATE OF "capture_id", "clause_start", "clause_end", "clause_exact"',
                            pgid="pgtrigger_occurrence_clause_is_in_its_capture_4ff0f",
                            table="quotes_occurrence",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="occurrence_words_change_by_correction",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN ((OLD.quotation_id, OLD.capture_id, OLD.clause_start, OLD.clause_end, OLD.clause_exact, OLD.kind) IS DISTINCT FROM (NEW.quotation_id, NEW.capture_id, NEW.clause_start, NEW.clause_end, NEW.clause_exact, NEW.kind))",
                            func="PERFORM quotes_demand_correction(OLD.quotation_id, 'words'); RETURN NEW;",
                            hash="bd809d3d5bf4d2f2abc6e25ab40b43da69f08905",
                            operation='UPDATE OF "quotation_id", "capture_id", "clause_start", "clause_end", "clause_exact", "kind"',
                            pgid="pgtrigger_occurrence_words_change_by_correction_94b28",
                            table="quotes_occurrence",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="occurrence_goes_by_correction",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="PERFORM quotes_demand_correction(OLD.quotation_id, 'words'); RETURN OLD;",
                            hash="707d19712c516f31388bc956feaff296ac7c840d",
                            operation="DELETE",
                            pgid="pgtrigger_occurrence_goes_by_correction_504a2",
                            table="quotes_occurrence",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="occurrence_is_whole",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            constraint="CONSTRAINT",
                            func="\n            PERFORM quotes_check_occurrence(NEW.id);\n            PERFORM quotes_check_quotation(NEW.quotation_id);\n            RETURN NULL;\n        ",
                            hash="c106bba2ab00653461530b94dd403b152c82b56a",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_occurrence_is_whole_012d6",
                            table="quotes_occurrence",
                            timing="DEFERRABLE INITIALLY DEFERRED",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="quotation_keeps_an_occurrence",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            constraint="CONSTRAINT",
                            func="PERFORM quotes_check_quotation(OLD.quotation_id); RETURN NULL;",
                            hash="06af784a83d063ad3bce43837a3cac452851fa3f",
                            operation='UPDATE OF "quotation_id" OR DELETE',
                            pgid="pgtrigger_quotation_keeps_an_occurrence_8cb2d",
                            table="quotes_occurrence",
                            timing="DEFERRABLE INITIALLY DEFERRED",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="occurrence_is_work",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="PERFORM quotes_queue_match(NEW.quotation_id); RETURN NULL;",
                            hash="a22ec1aabf3c6e4d9ec9c0b41d08595179777b3d",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_occurrence_is_work_16124",
                            table="quotes_occurrence",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="occurrence_gone_is_work",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            constraint="CONSTRAINT",
                            func="PERFORM quotes_queue_match(OLD.quotation_id); RETURN NULL;",
                            hash="e21c19375d1f76fd67eca536fdecf0f4482dbae3",
                            operation='UPDATE OF "quotation_id" OR DELETE',
                            pgid="pgtrigger_occurrence_gone_is_work_717fd",
                            table="quotes_occurrence",
                            timing="DEFERRABLE INITIALLY DEFERRED",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Attribution",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.PositiveSmallIntegerField(default=1, verbose_name="order")),
                (
                    "described_as",
                    models.CharField(
                        blank=True,
                        help_text="As the article describes an unnamed source: “a senior official”.",
                        max_length=200,
                        verbose_name="described as",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asserted", "Asserted"),
                            ("disputed", "Disputed"),
                            ("denied", "Denies the quote"),
                            ("misattributed", "Wrongly attributed"),
                            ("retracted", "Retracted by the outlet"),
                        ],
                        default="asserted",
                        max_length=14,
                        verbose_name="state",
                    ),
                ),
                (
                    "shown_by",
                    models.ForeignKey(
                        blank=True,
                        help_text="The place in an article that disputes, denies or retracts it.",
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="shows_attributions",
                        to="quotes.occurrence",
                        verbose_name="shown by",
                    ),
                ),
                (
                    "quotation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="attributions", to="quotes.quotation"
                    ),
                ),
                (
                    "on_behalf_of",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attributions_on_behalf",
                        to="quotes.speaker",
                        verbose_name="Speaking for",
                    ),
                ),
                (
                    "speaker",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attributions",
                        to="quotes.speaker",
                        verbose_name="Speaker",
                    ),
                ),
            ],
            options={
                "verbose_name": "attribution",
                "verbose_name_plural": "attributions",
                "ordering": ["order", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        fields=("quotation", "order"),
                        name="attribution_order_once",
                    ),
                    models.UniqueConstraint(fields=("quotation", "speaker"), name="attribution_speaker_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("speaker__isnull", False), models.Q(("described_as", ""), _negated=True), _connector="OR"
                        ),
                        name="attribution_names_or_describes",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("shown_by", None), ("state", "asserted")),
                            models.Q(models.Q(("state", "asserted"), _negated=True), ("shown_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="attribution_doubt_is_shown",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "quotes_attributionhistoryevent" ("described_as", "id", "on_behalf_of_id", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quotation_id", "shown_by_id", "speaker_id", "state") VALUES (NEW."described_as", NEW."id", NEW."on_behalf_of_id", NEW."order", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."quotation_id", NEW."shown_by_id", NEW."speaker_id", NEW."state"); RETURN NULL;',
                            hash="a30a62662392533956bb7be34963c4696e386209",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_fcd67",
                            table="quotes_attribution",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "quotes_attributionhistoryevent" ("described_as", "id", "on_behalf_of_id", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quotation_id", "shown_by_id", "speaker_id", "state") VALUES (NEW."described_as", NEW."id", NEW."on_behalf_of_id", NEW."order", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."quotation_id", NEW."shown_by_id", NEW."speaker_id", NEW."state"); RETURN NULL;',
                            hash="0499bb9de9db098df5a5746c62003cd3d10eeaa8",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_5b7ce",
                            table="quotes_attribution",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "quotes_attributionhistoryevent" ("described_as", "id", "on_behalf_of_id", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quotation_id", "shown_by_id", "speaker_id", "state") VALUES (OLD."described_as", OLD."id", OLD."on_behalf_of_id", OLD."order", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."quotation_id", OLD."shown_by_id", OLD."speaker_id", OLD."state"); RETURN NULL;',
                            hash="c03b9eaa438622827dc92b96392ecad5a851bf1b",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_7508e",
                            table="quotes_attribution",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="attribution_changes_by_correction",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="PERFORM quotes_demand_correction(NEW.quotation_id, 'attribution'); RETURN NEW;",
                            hash="bb32c521c7e97c3f5970a6281805e8b3d287333f",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_attribution_changes_by_correction_90145",
                            table="quotes_attribution",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="attribution_goes_by_correction",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="PERFORM quotes_demand_correction(OLD.quotation_id, 'attribution'); RETURN OLD;",
                            hash="74652b41ca3c361c0ead167f1f0c3850020c8130",
                            operation="DELETE",
                            pgid="pgtrigger_attribution_goes_by_correction_67c80",
                            table="quotes_attribution",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="quotation_keeps_an_attribution",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            constraint="CONSTRAINT",
                            func="PERFORM quotes_check_quotation(OLD.quotation_id); RETURN NULL;",
                            hash="b9a23810354f45a8d347681739a83f9409c3e2e3",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_quotation_keeps_an_attribution_3bb3e",
                            table="quotes_attribution",
                            timing="DEFERRABLE INITIALLY DEFERRED",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="attribution_stays_with_its_quotation",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.quotation_id IS DISTINCT FROM NEW.quotation_id)",
                            func="PERFORM quotes_demand_correction(OLD.quotation_id, 'attribution'); RETURN NEW;",
                            hash="1dbec07134967abc8127a25cce64f61e92f4b723",
                            operation='UPDATE OF "quotation_id"',
                            pgid="pgtrigger_attribution_stays_with_its_quotation_b1ed4",
                            table="quotes_attribution",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="attribution_is_work",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="PERFORM quotes_queue_match(NEW.quotation_id); RETURN NULL;",
                            hash="774df631ddf6e3004592ce398f20bf5c0fb04527",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_attribution_is_work_29eae",
                            table="quotes_attribution",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="attribution_gone_is_work",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            constraint="CONSTRAINT",
                            func="PERFORM quotes_queue_match(OLD.quotation_id); RETURN NULL;",
                            hash="82b5ab877d8b35d83e202e43874e2bb709ec745f",
                            operation="DELETE",
                            pgid="pgtrigger_attribution_gone_is_work_16e59",
                            table="quotes_attribution",
                            timing="DEFERRABLE INITIALLY DEFERRED",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Note",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "fact",
                    models.CharField(
                        choices=[
                            ("speaker", "Speaker"),
                            ("date", "date"),
                            ("place", "place"),
                            ("words", "words"),
                            ("other", "other"),
                        ],
                        max_length=10,
                        verbose_name="fact",
                    ),
                ),
                ("article_says", models.TextField(verbose_name="what the article says")),
                ("we_record", models.TextField(verbose_name="what we record")),
                ("because", models.TextField(verbose_name="why")),
                (
                    "occurrence",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="notes",
                        to="quotes.occurrence",
                        verbose_name="Where it appeared",
                    ),
                ),
                (
                    "quotation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="notes", to="quotes.quotation"
                    ),
                ),
            ],
            options={
                "verbose_name": "note",
                "verbose_name_plural": "notes",
                "ordering": ["id"],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "quotes_notehistoryevent" ("article_says", "because", "fact", "id", "occurrence_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quotation_id", "we_record") VALUES (NEW."article_says", NEW."because", NEW."fact", NEW."id", NEW."occurrence_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."quotation_id", NEW."we_record"); RETURN NULL;',
                            hash="b1a2085df8d22ee5388ff2d8fec45f1f2b22c464",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_9c0e7",
                            table="quotes_note",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "quotes_notehistoryevent" ("article_says", "because", "fact", "id", "occurrence_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quotation_id", "we_record") VALUES (NEW."article_says", NEW."because", NEW."fact", NEW."id", NEW."occurrence_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."quotation_id", NEW."we_record"); RETURN NULL;',
                            hash="75fc6c582c05e86a67d3feee98400209d5ddb548",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_a12df",
                            table="quotes_note",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "quotes_notehistoryevent" ("article_says", "because", "fact", "id", "occurrence_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quotation_id", "we_record") VALUES (OLD."article_says", OLD."because", OLD."fact", OLD."id", OLD."occurrence_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."quotation_id", OLD."we_record"); RETURN NULL;',
                            hash="900de310b0f068830f88bb603b7fbac740cf83df",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_fd2b8",
                            table="quotes_note",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("direct", "Word for word"),
                            ("mixed", "Partly word for word"),
                            ("indirect", "In the outlet's words"),
                        ],
                        max_length=10,
                    ),
                ),
                ("clause_start", models.IntegerField()),
                ("clause_end", models.IntegerField()),
                ("clause_exact", models.TextField()),
                ("segments", models.JSONField(blank=True, default=list)),
                ("speaker_mention", models.CharField(blank=True, max_length=300)),
                ("cue", models.CharField(blank=True, max_length=100)),
                ("relay", models.JSONField(blank=True, default=list)),
                ("said_from", models.DateField(blank=True, null=True)),
                ("said_to", models.DateField(blank=True, null=True)),
                ("rule", models.CharField(max_length=60)),
                ("confidence", models.FloatField()),
                (
                    "state",
                    models.CharField(
                        choices=[("suggested", "Suggested"), ("accepted", "Accepted"), ("rejected", "Rejected")],
                        default="suggested",
                        max_length=10,
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "accepted_as",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="proposals",
                        to="quotes.occurrence",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="proposals", to="quotes.extractionrun"
                    ),
                ),
            ],
            options={
                "verbose_name": "Suggested quote",
                "verbose_name_plural": "Suggested quotes",
                "ordering": ["run", "clause_start"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("clause_start__gte", 0)), name="proposal_clause_starts_inside"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("clause_end__gt", models.F("clause_start")),
                            (
                                "clause_end",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("clause_start"),
                                    "+",
                                    django.db.models.functions.text.Length("clause_exact"),
                                ),
                            ),
                        ),
                        name="proposal_clause_length_is_its_words",
                    ),
                    models.UniqueConstraint(
                        fields=("run", "clause_start", "clause_end"), name="proposal_once_per_place"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("decided_by", None), ("state", "suggested")),
                            models.Q(
                                models.Q(("state", "suggested"), _negated=True),
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="proposal_decision_facts_together",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("accepted_as", None), ("state", "accepted"), _connector="OR"),
                        name="proposal_accepted_has_place",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "quotes_proposalhistoryevent" ("accepted_as_id", "clause_end", "clause_exact", "clause_start", "confidence", "cue", "decided_at", "decided_by_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "relay", "rule", "run_id", "said_from", "said_to", "segments", "speaker_mention", "state") VALUES (NEW."accepted_as_id", NEW."clause_end", NEW."clause_exact", NEW."clause_start", NEW."confidence", NEW."cue", NEW."decided_at", NEW."decided_by_id", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."relay", NEW."rule", NEW."run_id", NEW."said_from", NEW."said_to", NEW."segments", NEW."speaker_mention", NEW."state"); RETURN NULL;',
                            hash="49f419c4b4252c64e20da6b64ba09cae45be5b36",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_f61f0",
                            table="quotes_proposal",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "quotes_proposalhistoryevent" ("accepted_as_id", "clause_end", "clause_exact", "clause_start", "confidence", "cue", "decided_at", "decided_by_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "relay", "rule", "run_id", "said_from", "said_to", "segments", "speaker_mention", "state") VALUES (NEW."accepted_as_id", NEW."clause_end", NEW."clause_exact", NEW."clause_start", NEW."confidence", NEW."cue", NEW."decided_at", NEW."decided_by_id", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."relay", NEW."rule", NEW."run_id", NEW."said_from", NEW."said_to", NEW."segments", NEW."speaker_mention", NEW."state"); RETURN NULL;',
                            hash="b5c610ce84d4823dfa17af5461c29d1ae50e9b97",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_12744",
                            table="quotes_proposal",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "quotes_proposalhistoryevent" ("accepted_as_id", "clause_end", "clause_exact", "clause_start", "confidence", "cue", "decided_at", "decided_by_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "relay", "rule", "run_id", "said_from", "said_to", "segments", "speaker_mention", "state") VALUES (OLD."accepted_as_id", OLD."clause_end", OLD."clause_exact", OLD."clause_start", OLD."confidence", OLD."cue", OLD."decided_at", OLD."decided_by_id", OLD."id", OLD."kind", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."relay", OLD."rule", OLD."run_id", OLD."said_from", OLD."said_to", OLD."segments", OLD."speaker_mention", OLD."state"); RETURN NULL;',
                            hash="7660ac4d01f13adff41573063db916efac77d9f6",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_b0284",
                            table="quotes_proposal",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RelayHop",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.PositiveSmallIntegerField(verbose_name="order")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("said", "Said"),
                            ("posted", "Posted"),
                            ("reported", "Reported"),
                            ("translated", "Translated"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("platform", models.CharField(blank=True, max_length=200, verbose_name="platform")),
                (
                    "basis",
                    models.CharField(
                        choices=[("stated", "Article says so"), ("inferred", "We infer")],
                        default="stated",
                        max_length=10,
                        verbose_name="basis",
                    ),
                ),
                ("address", models.URLField(blank=True, max_length=2000, verbose_name="address")),
                ("happened_on", models.DateField(blank=True, null=True, verbose_name="date")),
                ("remark", models.CharField(blank=True, max_length=300, verbose_name="remark")),
                (
                    "occurrence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="relay_hops", to="quotes.occurrence"
                    ),
                ),
                (
                    "publication",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="relay_hops",
                        to="sources.publication",
                        verbose_name="Outlet",
                    ),
                ),
                (
                    "speaker",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="relay_hops",
                        to="quotes.speaker",
                        verbose_name="Speaker",
                    ),
                ),
            ],
            options={
                "verbose_name": "step of how it reached us",
                "verbose_name_plural": "How it reached us",
                "ordering": ["order", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        fields=("occurrence", "order"),
                        name="relay_hop_order_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("platform", ""), ("publication", None), ("speaker__isnull", False)),
                            models.Q(("platform", ""), ("publication__isnull", False), ("speaker", None)),
                            models.Q(
                                ("publication", None), ("speaker", None), models.Q(("platform", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="relay_hop_one_actor",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "quotes_relayhophistoryevent" ("address", "basis", "happened_on", "id", "kind", "occurrence_id", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "platform", "publication_id", "remark", "speaker_id") VALUES (NEW."address", NEW."basis", NEW."happened_on", NEW."id", NEW."kind", NEW."occurrence_id", NEW."order", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."platform", NEW."publication_id", NEW."remark", NEW."speaker_id"); RETURN NULL;',
                            hash="249f8fb58fde956db13755bfc207adea5a68e985",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_b575d",
                            table="quotes_relayhop",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "quotes_relayhophistoryevent" ("address", "basis", "happened_on", "id", "kind", "occurrence_id", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "platform", "publication_id", "remark", "speaker_id") VALUES (NEW."address", NEW."basis", NEW."happened_on", NEW."id", NEW."kind", NEW."occurrence_id", NEW."order", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."platform", NEW."publication_id", NEW."remark", NEW."speaker_id"); RETURN NULL;',
                            hash="7a8c9873c0fc3ebaf597ffb50ded6fa0b9f968cf",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_dcbde",
                            table="quotes_relayhop",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "quotes_relayhophistoryevent" ("address", "basis", "happened_on", "id", "kind", "occurrence_id", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "platform", "publication_id", "remark", "speaker_id") VALUES (OLD."address", OLD."basis", OLD."happened_on", OLD."id", OLD."kind", OLD."occurrence_id", OLD."order", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."platform", OLD."publication_id", OLD."remark", OLD."speaker_id"); RETURN NULL;',
                            hash="a06dbc5606ec69ea6ff15a56c1b4bbb2337fc689",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_06909",
                            table="quotes_relayhop",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Segment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.PositiveSmallIntegerField()),
                ("start", models.IntegerField()),
                ("end", models.IntegerField()),
                ("exact", models.TextField()),
                ("prefix", models.TextField(blank=True)),
                ("suffix", models.TextField(blank=True)),
                (
                    "occurrence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="segments", to="quotes.occurrence"
                    ),
                ),
            ],
            options={
                "verbose_name": "quoted words",
                "verbose_name_plural": "quoted words",
                "ordering": ["order"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("start__gte", 0)), name="segment_starts_inside"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("end__gt", models.F("start")),
                            (
                                "end",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("start"), "+", django.db.models.functions.text.Length("exact")
                                ),
                            ),
                        ),
                        name="segment_length_is_its_words",
                    ),
                    models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        fields=("occurrence", "order"),
                        name="segment_order_once",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "quotes_segmenthistoryevent" ("end", "exact", "id", "occurrence_id", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prefix", "start", "suffix") VALUES (NEW."end", NEW."exact", NEW."id", NEW."occurrence_id", NEW."order", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."prefix", NEW."start", NEW."suffix"); RETURN NULL;',
                            hash="cf09bba1c6dbd892bf821209d135a9cf53943146",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_f9474",
                            table="quotes_segment",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "quotes_segmenthistoryevent" ("end", "exact", "id", "occurrence_id", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prefix", "start", "suffix") VALUES (NEW."end", NEW."exact", NEW."id", NEW."occurrence_id", NEW."order", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."prefix", NEW."start", NEW."suffix"); RETURN NULL;',
                            hash="2a705ffca1203531842ed243a5b1346a75c9a2e9",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_e9985",
                            table="quotes_segment",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "quotes_segmenthistoryevent" ("end", "exact", "id", "occurrence_id", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prefix", "start", "suffix") VALUES (OLD."end", OLD."exact", OLD."id", OLD."occurrence_id", OLD."order", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."prefix", OLD."start", OLD."suffix"); RETURN NULL;',
                            hash="d19fc4c4ac704e6057827a992771fd6df6261bd7",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_6d368",
                            table="quotes_segment",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="segment_is_in_its_capture",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n            PERFORM quotes_check_selector((SELECT capture_id FROM quotes_occurrence WHERE id = NEW.occurrence_id),\n                                          NEW.start, NEW.\"end\", NEW.exact, 'segment_is_in_its_capture');\n            PERFORM quotes_demand_segment_correction(NEW.occurrence_id);\n            RETURN NEW;\n        ",
                            hash="af10748733cce093d14574f308781f96ae99fb14",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_segment_is_in_its_capture_2aa1c",
                            table="quotes_segment",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="segment_goes_by_correction",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n            PERFORM quotes_demand_segment_correction(OLD.occurrence_id);\n            RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;\n        ",
                            hash="f67ca4074b43f99844bcf3f3114d916705a7f9c7",
                            operation='UPDATE OF "occurrence_id" OR DELETE',
                            pgid="pgtrigger_segment_goes_by_correction_7f8ff",
                            table="quotes_segment",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="segment_is_inside_its_clause",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            constraint="CONSTRAINT",
                            func="PERFORM quotes_check_occurrence(NEW.occurrence_id); RETURN NULL;",
                            hash="eb28299feebbac993d526d462905e1b07bed0f45",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_segment_is_inside_its_clause_9ec1b",
                            table="quotes_segment",
                            timing="DEFERRABLE INITIALLY DEFERRED",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="occurrence_keeps_its_segments",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            constraint="CONSTRAINT",
                            func="PERFORM quotes_check_occurrence(OLD.occurrence_id); RETURN NULL;",
                            hash="11d3247bf7d382ffd37a8bddeafdf3183ea6501d",
                            operation='UPDATE OF "occurrence_id" OR DELETE',
                            pgid="pgtrigger_occurrence_keeps_its_segments_88d3b",
                            table="quotes_segment",
                            timing="DEFERRABLE INITIALLY DEFERRED",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="segment_is_work",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n            PERFORM quotes_queue_match((SELECT quotation_id FROM quotes_occurrence WHERE id = NEW.occurrence_id));\n            RETURN NULL;\n        ",
                            hash="8e6ad99b483a3e62755399e1be71e5c904bcc659",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_segment_is_work_2c27a",
                            table="quotes_segment",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="segment_gone_is_work",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            constraint="CONSTRAINT",
                            func="\n            PERFORM quotes_queue_match((SELECT quotation_id FROM quotes_occurrence WHERE id = OLD.occurrence_id));\n            RETURN NULL;\n        ",
                            hash="d6e2a4ad41317750e753e463ed0ddff7d4daa132",
                            operation='UPDATE OF "occurrence_id" OR DELETE',
                            pgid="pgtrigger_segment_gone_is_work_a20f5",
                            table="quotes_segment",
                            timing="DEFERRABLE INITIALLY DEFERRED",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Stance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("asserts", "Says so"), ("denies", "Says not"), ("qualifies", "Says so, with limits")],
                        max_length=10,
                        verbose_name="stance",
                    ),
                ),
                ("decided_at", models.DateTimeField(editable=False)),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stances",
                        to="quotes.claim",
                        verbose_name="Claim",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "quotation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="stances",
                        to="quotes.quotation",
                        verbose_name="Quote",
                    ),
                ),
            ],
            options={
                "verbose_name": "stance",
                "verbose_name_plural": "stances",
                "ordering": ["id"],
                "constraints": [models.UniqueConstraint(fields=("claim", "quotation"), name="stance_once")],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "quotes_stancehistoryevent" ("claim_id", "decided_at", "decided_by_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quotation_id") VALUES (NEW."claim_id", NEW."decided_at", NEW."decided_by_id", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."quotation_id"); RETURN NULL;',
                            hash="64561a1a8b2af8b04a176cad12add03bfdd9f09f",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_776d4",
                            table="quotes_stance",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "quotes_stancehistoryevent" ("claim_id", "decided_at", "decided_by_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quotation_id") VALUES (NEW."claim_id", NEW."decided_at", NEW."decided_by_id", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."quotation_id"); RETURN NULL;',
                            hash="0bfb76acd62b827c0a220adb4a03d222c30e6a9a",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_9f8e0",
                            table="quotes_stance",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "quotes_stancehistoryevent" ("claim_id", "decided_at", "decided_by_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quotation_id") VALUES (OLD."claim_id", OLD."decided_at", OLD."decided_by_id", OLD."id", OLD."kind", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."quotation_id"); RETURN NULL;',
                            hash="76025fcab7f313347510895ee72ca66214a589ba",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_71ba5",
                            table="quotes_stance",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Translation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                    "from_language",
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
                        verbose_name="translated from",
                    ),
                ),
                ("text", models.TextField(verbose_name="text")),
                ("translator", models.CharField(max_length=200, verbose_name="translator")),
                ("by_machine", models.BooleanField(default=False, verbose_name="by a machine")),
                ("version", models.PositiveSmallIntegerField(default=1, verbose_name="version")),
                ("reviewed_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "occurrence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="translations", to="quotes.occurrence"
                    ),
                ),
                (
                    "reviewed_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "translation",
                "verbose_name_plural": "translations",
                "ordering": ["language", "-version"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("occurrence", "language", "version"), name="translation_version_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="translation_has_text"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("language", models.F("from_language")), _negated=True),
                        name="translation_changes_language",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reviewed_at", None), ("reviewed_by", None)),
                            models.Q(("reviewed_at__isnull", False), ("reviewed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="translation_review_facts_together",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "quotes_translationhistoryevent" ("by_machine", "from_language", "id", "language", "occurrence_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reviewed_at", "reviewed_by_id", "text", "translator", "version") VALUES (NEW."by_machine", NEW."from_language", NEW."id", NEW."language", NEW."occurrence_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reviewed_at", NEW."reviewed_by_id", NEW."text", NEW."translator", NEW."version"); RETURN NULL;',
                            hash="0df3603be0649f55c9bad4ec724528bedfe242d7",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_0e539",
                            table="quotes_translation",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "quotes_translationhistoryevent" ("by_machine", "from_language", "id", "language", "occurrence_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reviewed_at", "reviewed_by_id", "text", "translator", "version") VALUES (NEW."by_machine", NEW."from_language", NEW."id", NEW."language", NEW."occurrence_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reviewed_at", NEW."reviewed_by_id", NEW."text", NEW."translator", NEW."version"); RETURN NULL;',
                            hash="7fcc6f609c3c5626d4bc08518217a7866b49372a",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_d0d0a",
                            table="quotes_translation",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "quotes_translationhistoryevent" ("by_machine", "from_language", "id", "language", "occurrence_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reviewed_at", "reviewed_by_id", "text", "translator", "version") VALUES (OLD."by_machine", OLD."from_language", OLD."id", OLD."language", OLD."occurrence_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reviewed_at", OLD."reviewed_by_id", OLD."text", OLD."translator", OLD."version"); RETURN NULL;',
                            hash="2d9f96cfd3caaf71ff61908fb6d388b4c4f81a2b",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_54be7",
                            table="quotes_translation",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Wording",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sha256", models.CharField(max_length=64)),
                ("text", models.TextField()),
                ("clause", models.TextField(blank=True)),
                ("language", models.CharField(max_length=8)),
                ("script", models.CharField(max_length=8)),
                ("shadow", models.TextField()),
                ("encoder_version", models.CharField(max_length=80)),
                ("embedding", pgvector.django.halfvec.HalfVectorField(dimensions=512)),
                (
                    "occurrence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="wordings", to="quotes.occurrence"
                    ),
                ),
                (
                    "quotation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="wordings", to="quotes.quotation"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "indexes": [
                    pgvector.django.indexes.HnswIndex(
                        ef_construction=64,
                        fields=["embedding"],
                        m=16,
                        name="wording_embedding_hnsw",
                        opclasses=["halfvec_cosine_ops"],
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("quotation", "sha256", "encoder_version"), name="wording_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="WordingBand",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("band", models.BigIntegerField()),
                (
                    "wording",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="bands", to="quotes.wording"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("band", "wording"), name="wording_band_once")],
            },
        ),
        migrations.CreateModel(
            name="CorrectionHistoryevent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_db_role", models.TextField(db_default=accounts.history.SessionUser(), editable=False)),
                ("id", models.BigIntegerField()),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("words", "words"),
                            ("attribution", "attribution"),
                            ("date", "date"),
                            ("other", "other"),
                        ],
                        max_length=12,
                        verbose_name="what was corrected",
                    ),
                ),
                ("public_reason", models.TextField(verbose_name="public reason")),
                ("before", models.JSONField(blank=True, default=dict, editable=False, verbose_name="before")),
                ("after", models.JSONField(blank=True, default=dict, editable=False, verbose_name="after")),
                ("corrected_at", models.DateTimeField(verbose_name="corrected at")),
                ("written_in", models.BigIntegerField(db_default=quotes.models.fields.TransactionId(), editable=False)),
                (
                    "corrected_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
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
                        to="quotes.correction",
                    ),
                ),
                (
                    "quotation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="quotes.quotation",
                        verbose_name="Quote",
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
                            hash="32b98efa7ad2b563de3e28a442babf82dfae69f0",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_44a2b",
                            table="quotes_correctionhistoryevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DecisionHistoryevent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_db_role", models.TextField(db_default=accounts.history.SessionUser(), editable=False)),
                ("id", models.BigIntegerField()),
                ("chosen", models.CharField(max_length=16)),
                (
                    "wording",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("verbatim", "Same words"),
                            ("variant", "Slightly changed"),
                            ("paraphrase", "Reworded"),
                            ("translation", "Other language"),
                        ],
                        max_length=12,
                    ),
                ),
                ("before", models.JSONField(default=list)),
                ("decided_at", models.DateTimeField()),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        db_constraint=False,
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
                        to="quotes.decision",
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "match",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="quotes.match",
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
                            hash="4f83b8b687c5cd0c6ec1e9ec98b462f187c401e7",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_d0318",
                            table="quotes_decisionhistoryevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MatchHistoryevent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_db_role", models.TextField(db_default=accounts.history.SessionUser(), editable=False)),
                ("id", models.BigIntegerField()),
                ("family", models.CharField(blank=True, max_length=200)),
                ("group_key", models.CharField(blank=True, max_length=64)),
                ("group_count", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
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
                        to="quotes.match",
                    ),
                ),
                (
                    "first",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="quotes.quotation",
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="quotes.quotation",
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
                            hash="3a4634b5686c381aed812de6a3ceb086faae419a",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_d9195",
                            table="quotes_matchhistoryevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MatchRelationHistoryevent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_db_role", models.TextField(db_default=accounts.history.SessionUser(), editable=False)),
                ("id", models.BigIntegerField()),
                (
                    "relation",
                    models.CharField(
                        choices=[
                            ("same_utterance", "Same statement"),
                            ("repetition", "Says it again"),
                            ("contradiction", "Says the opposite"),
                            ("shift", "Position changed"),
                            ("echo", "Same phrase, other subject"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("suggested", "Suggested"), ("confirmed", "Confirmed"), ("rejected", "Rejected")],
                        default="suggested",
                        max_length=10,
                    ),
                ),
                (
                    "wording",
                    models.CharField(
                        choices=[
                            ("verbatim", "Same words"),
                            ("variant", "Slightly changed"),
                            ("paraphrase", "Reworded"),
                            ("translation", "Other language"),
                        ],
                        max_length=12,
                    ),
                ),
                ("probability", models.FloatField(blank=True, null=True)),
                ("evidence", models.JSONField(blank=True, default=list)),
                ("pair_sha256", models.CharField(blank=True, max_length=64)),
                ("engine_version", models.CharField(blank=True, max_length=80)),
                ("suggested_at", models.DateTimeField(blank=True, null=True)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "match",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="quotes.match",
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
                        to="quotes.matchrelation",
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
                            hash="f45713685c2cf849d5132a955543e244d093107e",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_ef7df",
                            table="quotes_matchrelationhistoryevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="NoteHistoryevent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_db_role", models.TextField(db_default=accounts.history.SessionUser(), editable=False)),
                ("id", models.BigIntegerField()),
                (
                    "fact",
                    models.CharField(
                        choices=[
                            ("speaker", "Speaker"),
                            ("date", "date"),
                            ("place", "place"),
                            ("words", "words"),
                            ("other", "other"),
                        ],
                        max_length=10,
                        verbose_name="fact",
                    ),
                ),
                ("article_says", models.TextField(verbose_name="what the article says")),
                ("we_record", models.TextField(verbose_name="what we record")),
                ("because", models.TextField(verbose_name="why")),
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
                        to="quotes.note",
                    ),
                ),
                (
                    "occurrence",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="quotes.occurrence",
                        verbose_name="Where it appeared",
                    ),
                ),
                (
                    "quotation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="quotes.quotation",
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
                            hash="00356dfdbb1c23f074a6e9fcb60e784d4319555d",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_0023d",
                            table="quotes_notehistoryevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OccurrenceHistoryevent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_db_role", models.TextField(db_default=accounts.history.SessionUser(), editable=False)),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("direct", "Word for word"),
                            ("mixed", "Partly word for word"),
                            ("indirect", "In the outlet's words"),
                        ],
                        max_length=10,
                        verbose_name="kind of report",
                    ),
                ),
                ("clause_start", models.IntegerField(editable=False)),
                ("clause_end", models.IntegerField(editable=False)),
                ("clause_exact", models.TextField(verbose_name="words")),
                ("clause_prefix", models.TextField(blank=True, editable=False)),
                ("clause_suffix", models.TextField(blank=True, editable=False)),
                ("cue", models.CharField(blank=True, max_length=100, verbose_name="Reporting verb")),
                (
                    "speaker_mention",
                    models.CharField(blank=True, max_length=300, verbose_name="speaker as named there"),
                ),
                (
                    "reported_place",
                    models.CharField(blank=True, max_length=200, verbose_name="place, where this article differs"),
                ),
                (
                    "reported_from",
                    models.DateField(
                        blank=True, null=True, verbose_name="first possible day, where this article differs"
                    ),
                ),
                (
                    "reported_to",
                    models.DateField(
                        blank=True, null=True, verbose_name="last possible day, where this article differs"
                    ),
                ),
                (
                    "capture",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="sources.capture",
                        verbose_name="Saved copy",
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
                        to="quotes.occurrence",
                    ),
                ),
                (
                    "quotation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="quotes.quotation",
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
                            hash="e8529a42fd01d96dcf8d84c74f5f5ef2ccbc03c3",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_6a48f",
                            table="quotes_occurrencehistoryevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ProposalHistoryevent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_db_role", models.TextField(db_default=accounts.history.SessionUser(), editable=False)),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("direct", "Word for word"),
                            ("mixed", "Partly word for word"),
                            ("indirect", "In the outlet's words"),
                        ],
                        max_length=10,
                    ),
                ),
                ("clause_start", models.IntegerField()),
                ("clause_end", models.IntegerField()),
                ("clause_exact", models.TextField()),
                ("segments", models.JSONField(blank=True, default=list)),
                ("speaker_mention", models.CharField(blank=True, max_length=300)),
                ("cue", models.CharField(blank=True, max_length=100)),
                ("relay", models.JSONField(blank=True, default=list)),
                ("said_from", models.DateField(blank=True, null=True)),
                ("said_to", models.DateField(blank=True, null=True)),
                ("rule", models.CharField(max_length=60)),
                ("confidence", models.FloatField()),
                (
                    "state",
                    models.CharField(
                        choices=[("suggested", "Suggested"), ("accepted", "Accepted"), ("rejected", "Rejected")],
                        default="suggested",
                        max_length=10,
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "accepted_as",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="quotes.occurrence",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
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
                        to="quotes.proposal",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="quotes.extractionrun",
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
                            hash="48cc0348c786a47e7ba8c29c0fbe8cf9cf345b6f",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_7acb0",
                            table="quotes_proposalhistoryevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="QuotationHistoryevent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_db_role", models.TextField(db_default=accounts.history.SessionUser(), editable=False)),
                ("id", models.BigIntegerField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("published", "Published"),
                            ("held", "Under review"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("said_from", models.DateField(blank=True, null=True, verbose_name="said: first possible day")),
                ("said_to", models.DateField(blank=True, null=True, verbose_name="said: last possible day")),
                ("occasion", models.CharField(blank=True, max_length=300, verbose_name="occasion")),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="place")),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("published_at", models.DateTimeField(editable=False, null=True, verbose_name="published at")),
                ("withdrawn_at", models.DateTimeField(editable=False, null=True, verbose_name="withdrawn at")),
                (
                    "withdrawn_because",
                    models.TextField(blank=True, editable=False, verbose_name="reason of the withdrawal"),
                ),
                (
                    "created_by",
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
                    "lead",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="quotes.occurrence",
                        verbose_name="shown words",
                    ),
                ),
                (
                    "original",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Empty means: Original not found yet",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="quotes.occurrence",
                        verbose_name="original",
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
                        to="quotes.quotation",
                    ),
                ),
                (
                    "published_by",
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
                    "withdrawn_by",
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
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="6115c8b9ac210a98e3cca8390f8ed99489578f6f",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_f1711",
                            table="quotes_quotationhistoryevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RelayHopHistoryevent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_db_role", models.TextField(db_default=accounts.history.SessionUser(), editable=False)),
                ("id", models.BigIntegerField()),
                ("order", models.PositiveSmallIntegerField(verbose_name="order")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("said", "Said"),
                            ("posted", "Posted"),
                            ("reported", "Reported"),
                            ("translated", "Translated"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("platform", models.CharField(blank=True, max_length=200, verbose_name="platform")),
                (
                    "basis",
                    models.CharField(
                        choices=[("stated", "Article says so"), ("inferred", "We infer")],
                        default="stated",
                        max_length=10,
                        verbose_name="basis",
                    ),
                ),
                ("address", models.URLField(blank=True, max_length=2000, verbose_name="address")),
                ("happened_on", models.DateField(blank=True, null=True, verbose_name="date")),
                ("remark", models.CharField(blank=True, max_length=300, verbose_name="remark")),
                (
                    "occurrence",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="quotes.occurrence",
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
                        to="quotes.relayhop",
                    ),
                ),
                (
                    "publication",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="sources.publication",
                        verbose_name="Outlet",
                    ),
                ),
                (
                    "speaker",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="quotes.speaker",
                        verbose_name="Speaker",
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
                            hash="3f7644997f370ee7d7f8a2a2a4a2cd04980b695b",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_63079",
                            table="quotes_relayhophistoryevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SegmentHistoryevent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_db_role", models.TextField(db_default=accounts.history.SessionUser(), editable=False)),
                ("id", models.BigIntegerField()),
                ("order", models.PositiveSmallIntegerField()),
                ("start", models.IntegerField()),
                ("end", models.IntegerField()),
                ("exact", models.TextField()),
                ("prefix", models.TextField(blank=True)),
                ("suffix", models.TextField(blank=True)),
                (
                    "occurrence",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="quotes.occurrence",
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
                        to="quotes.segment",
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
                            hash="7517607a4b4534e353bcf477e643a8c73305cb8a",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_45b8e",
                            table="quotes_segmenthistoryevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StanceHistoryevent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_db_role", models.TextField(db_default=accounts.history.SessionUser(), editable=False)),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("asserts", "Says so"), ("denies", "Says not"), ("qualifies", "Says so, with limits")],
                        max_length=10,
                        verbose_name="stance",
                    ),
                ),
                ("decided_at", models.DateTimeField(editable=False)),
                (
                    "claim",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="quotes.claim",
                        verbose_name="Claim",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
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
                        to="quotes.stance",
                    ),
                ),
                (
                    "quotation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="quotes.quotation",
                        verbose_name="Quote",
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
                            hash="0452ad6f6ccea22389c01af84c367d77c44460f3",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_43f02",
                            table="quotes_stancehistoryevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TranslationHistoryevent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_db_role", models.TextField(db_default=accounts.history.SessionUser(), editable=False)),
                ("id", models.BigIntegerField()),
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
                    "from_language",
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
                        verbose_name="translated from",
                    ),
                ),
                ("text", models.TextField(verbose_name="text")),
                ("translator", models.CharField(max_length=200, verbose_name="translator")),
                ("by_machine", models.BooleanField(default=False, verbose_name="by a machine")),
                ("version", models.PositiveSmallIntegerField(default=1, verbose_name="version")),
                ("reviewed_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "occurrence",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="quotes.occurrence",
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
                        to="quotes.translation",
                    ),
                ),
                (
                    "reviewed_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                            hash="4bf4fad289b35f82e8b449f131fa2e2a1aa71121",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_a42de",
                            table="quotes_translationhistoryevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AttributionHistoryevent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_db_role", models.TextField(db_default=accounts.history.SessionUser(), editable=False)),
                ("id", models.BigIntegerField()),
                ("order", models.PositiveSmallIntegerField(default=1, verbose_name="order")),
                (
                    "described_as",
                    models.CharField(
                        blank=True,
                        help_text="As the article describes an unnamed source: “a senior official”.",
                        max_length=200,
                        verbose_name="described as",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asserted", "Asserted"),
                            ("disputed", "Disputed"),
                            ("denied", "Denies the quote"),
                            ("misattributed", "Wrongly attributed"),
                            ("retracted", "Retracted by the outlet"),
                        ],
                        default="asserted",
                        max_length=14,
                        verbose_name="state",
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
                        to="quotes.attribution",
                    ),
                ),
                (
                    "shown_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="The place in an article that disputes, denies or retracts it.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="quotes.occurrence",
                        verbose_name="shown by",
                    ),
                ),
                (
                    "quotation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="quotes.quotation",
                    ),
                ),
                (
                    "on_behalf_of",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="quotes.speaker",
                        verbose_name="Speaking for",
                    ),
                ),
                (
                    "speaker",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="quotes.speaker",
                        verbose_name="Speaker",
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
                            hash="4feb4bcdb046dee50bbd3bed91e5b6b281d3e0b6",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_c6655",
                            table="quotes_attributionhistoryevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="Quotation",
            name="lead",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="leads",
                to="quotes.occurrence",
                verbose_name="shown words",
            ),
        ),
        migrations.AddField(
            model_name="Quotation",
            name="original",
            field=models.ForeignKey(
                blank=True,
                help_text="Empty means: Original not found yet",
                null=True,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="originates",
                to="quotes.occurrence",
                verbose_name="original",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="quotation",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "quotes_quotationhistoryevent" ("created_at", "created_by_id", "id", "lead_id", "occasion", "original_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "published_at", "published_by_id", "said_from", "said_to", "status", "withdrawn_at", "withdrawn_because", "withdrawn_by_id") VALUES (NEW."created_at", NEW."created_by_id", NEW."id", NEW."lead_id", NEW."occasion", NEW."original_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place", NEW."published_at", NEW."published_by_id", NEW."said_from", NEW."said_to", NEW."status", NEW."withdrawn_at", NEW."withdrawn_because", NEW."withdrawn_by_id"); RETURN NULL;',
                    hash="711d6b3956ca8818b8404afc23904621752f2928",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_bae72",
                    table="quotes_quotation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="quotation",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."created_by_id" IS DISTINCT FROM (NEW."created_by_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."lead_id" IS DISTINCT FROM (NEW."lead_id") OR OLD."occasion" IS DISTINCT FROM (NEW."occasion") OR OLD."original_id" IS DISTINCT FROM (NEW."original_id") OR OLD."place" IS DISTINCT FROM (NEW."place") OR OLD."published_at" IS DISTINCT FROM (NEW."published_at") OR OLD."published_by_id" IS DISTINCT FROM (NEW."published_by_id") OR OLD."said_from" IS DISTINCT FROM (NEW."said_from") OR OLD."said_to" IS DISTINCT FROM (NEW."said_to") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."withdrawn_at" IS DISTINCT FROM (NEW."withdrawn_at") OR OLD."withdrawn_because" IS DISTINCT FROM (NEW."withdrawn_because") OR OLD."withdrawn_by_id" IS DISTINCT FROM (NEW."withdrawn_by_id"))',
                    func='INSERT INTO "quotes_quotationhistoryevent" ("created_at", "created_by_id", "id", "lead_id", "occasion", "original_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "published_at", "published_by_id", "said_from", "said_to", "status", "withdrawn_at", "withdrawn_because", "withdrawn_by_id") VALUES (NEW."created_at", NEW."created_by_id", NEW."id", NEW."lead_id", NEW."occasion", NEW."original_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place", NEW."published_at", NEW."published_by_id", NEW."said_from", NEW."said_to", NEW."status", NEW."withdrawn_at", NEW."withdrawn_because", NEW."withdrawn_by_id"); RETURN NULL;',
                    hash="54c4e78a1b1d4aa32b3dfb76ac909ae89c9fdd2a",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_b12fc",
                    table="quotes_quotation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="quotation",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "quotes_quotationhistoryevent" ("created_at", "created_by_id", "id", "lead_id", "occasion", "original_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "published_at", "published_by_id", "said_from", "said_to", "status", "withdrawn_at", "withdrawn_because", "withdrawn_by_id") VALUES (OLD."created_at", OLD."created_by_id", OLD."id", OLD."lead_id", OLD."occasion", OLD."original_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place", OLD."published_at", OLD."published_by_id", OLD."said_from", OLD."said_to", OLD."status", OLD."withdrawn_at", OLD."withdrawn_because", OLD."withdrawn_by_id"); RETURN NULL;',
                    hash="75ed5df93ae73778f949d260a29fefe7dd85fd13",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_a8975",
                    table="quotes_quotation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="quotation",
            trigger=pgtrigger.compiler.Trigger(
                name="quotation_date_and_lead_change_by_correction",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.published_at IS NOT NULL AND (OLD.said_from, OLD.said_to, OLD.lead_id) IS DISTINCT FROM (NEW.said_from, NEW.said_to, NEW.lead_id))",
                    func="PERFORM quotes_demand_correction(OLD.id, 'date or words'); RETURN NEW;",
                    hash="5cfddb836176388014f25ec016598c50442c5fce",
                    operation='UPDATE OF "said_from", "said_to", "lead_id"',
                    pgid="pgtrigger_quotation_date_and_lead_change_by_correction_7becb",
                    table="quotes_quotation",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="quotation",
            trigger=pgtrigger.compiler.Trigger(
                name="quotation_date_is_work",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="PERFORM quotes_queue_match(NEW.id); RETURN NULL;",
                    hash="991b83c6892f70ceb9245cf0f6bd28a875a28ef5",
                    operation='UPDATE OF "said_from", "said_to", "lead_id"',
                    pgid="pgtrigger_quotation_date_is_work_1fb70",
                    table="quotes_quotation",
                    when="AFTER",
                ),
            ),
        ),
    ]
