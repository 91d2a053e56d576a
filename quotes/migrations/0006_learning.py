"""What is learnt from decisions, and muted phrases. Of decisions taken before, what the desk showed is kept."""

import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import accounts.history

KEEP_WHAT_WAS_SHOWN = """
INSERT INTO quotes_judged
    (decision_id, engine_version, at_decision, suggested, shown, relations, first_language, second_language, judged_at)
SELECT d.id, coalesce(r.engine_version, ''), true, coalesce(r.relation, ''), r.probability, '{}',
       coalesce(one.language, ''), coalesce(other.language, ''), d.decided_at
FROM quotes_decision d
JOIN quotes_match m ON m.id = d.match_id
LEFT JOIN LATERAL (
    SELECT * FROM quotes_matchrelation
    WHERE match_id = m.id AND decided_at = d.decided_at AND probability IS NOT NULL
    ORDER BY probability DESC LIMIT 1
) r ON true
LEFT JOIN LATERAL (
    SELECT a.language FROM quotes_quotation q JOIN quotes_occurrence o ON o.id = q.lead_id
    JOIN sources_capture c ON c.id = o.capture_id JOIN sources_article a ON a.id = c.article_id WHERE q.id = m.first_id
) one ON true
LEFT JOIN LATERAL (
    SELECT a.language FROM quotes_quotation q JOIN quotes_occurrence o ON o.id = q.lead_id
    JOIN sources_capture c ON c.id = o.capture_id JOIN sources_article a ON a.id = c.article_id WHERE q.id = m.second_id
) other ON true
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "__first__"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("quotes", "0005_vectors"),
    ]

    operations = [
        migrations.CreateModel(
            name="Calibration",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("engine_version", models.CharField(max_length=80)),
                ("parameters", models.JSONField(default=dict)),
                ("learnt_count", models.PositiveIntegerField(verbose_name="decisions learnt from")),
                ("held_count", models.PositiveIntegerField(verbose_name="decisions held back")),
                ("figures", models.JSONField(default=dict)),
                ("adopted", models.BooleanField(verbose_name="adopted")),
                ("made_at", models.DateTimeField(verbose_name="made at")),
                (
                    "decided_until",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="quotes.decision"
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "tuning of suggestions",
                "verbose_name_plural": "tunings of suggestions",
                "ordering": ["-id"],
                "permissions": [("switch_calibration", "Can switch to another tuning")],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "quotes_calibrationhistoryevent" ("adopted", "decided_until_id", "engine_version", "figures", "held_count", "id", "learnt_count", "made_at", "made_by_id", "parameters", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."adopted", NEW."decided_until_id", NEW."engine_version", NEW."figures", NEW."held_count", NEW."id", NEW."learnt_count", NEW."made_at", NEW."made_by_id", NEW."parameters", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                            hash="86ec8920cf349817266d3946c467690dd2034928",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_b2f87",
                            table="quotes_calibration",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "quotes_calibrationhistoryevent" ("adopted", "decided_until_id", "engine_version", "figures", "held_count", "id", "learnt_count", "made_at", "made_by_id", "parameters", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."adopted", NEW."decided_until_id", NEW."engine_version", NEW."figures", NEW."held_count", NEW."id", NEW."learnt_count", NEW."made_at", NEW."made_by_id", NEW."parameters", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                            hash="f55738d4d7e7e74406c2eb1b19414a1c97b5e99b",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_23998",
                            table="quotes_calibration",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "quotes_calibrationhistoryevent" ("adopted", "decided_until_id", "engine_version", "figures", "held_count", "id", "learnt_count", "made_at", "made_by_id", "parameters", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."adopted", OLD."decided_until_id", OLD."engine_version", OLD."figures", OLD."held_count", OLD."id", OLD."learnt_count", OLD."made_at", OLD."made_by_id", OLD."parameters", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                            hash="7af3dd5df26dd2c6735ce9774a56719c10f62188",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_f1c61",
                            table="quotes_calibration",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="calibration_is_append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="d5e7b81dcdfbd7ad30f982945d7ca3157c0d97e5",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_calibration_is_append_only_6e3df",
                            table="quotes_calibration",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CalibrationHistoryevent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_db_role", models.TextField(db_default=accounts.history.SessionUser(), editable=False)),
                ("id", models.BigIntegerField()),
                ("engine_version", models.CharField(max_length=80)),
                ("parameters", models.JSONField(default=dict)),
                ("learnt_count", models.PositiveIntegerField(verbose_name="decisions learnt from")),
                ("held_count", models.PositiveIntegerField(verbose_name="decisions held back")),
                ("figures", models.JSONField(default=dict)),
                ("adopted", models.BooleanField(verbose_name="adopted")),
                ("made_at", models.DateTimeField(verbose_name="made at")),
                (
                    "decided_until",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="quotes.decision",
                    ),
                ),
                (
                    "made_by",
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
                        to="quotes.calibration",
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
                            hash="53a5d7aa06b14597ada3459af6bf2d19143b8932",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_4dd7b",
                            table="quotes_calibrationhistoryevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CalibrationUse",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("because", models.TextField(blank=True)),
                ("used_at", models.DateTimeField()),
                (
                    "calibration",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="uses",
                        to="quotes.calibration",
                    ),
                ),
                (
                    "used_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("calibration__isnull", False), ("used_by", None)),
                            models.Q(("used_by__isnull", False), models.Q(("because", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="calibration_use_by_a_person_has_a_reason",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "quotes_calibrationusehistoryevent" ("because", "calibration_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "used_at", "used_by_id") VALUES (NEW."because", NEW."calibration_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."used_at", NEW."used_by_id"); RETURN NULL;',
                            hash="ac7f8beb2936dea6e91ab16da4ea65bdedfcb765",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_4e4d9",
                            table="quotes_calibrationuse",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "quotes_calibrationusehistoryevent" ("because", "calibration_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "used_at", "used_by_id") VALUES (NEW."because", NEW."calibration_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."used_at", NEW."used_by_id"); RETURN NULL;',
                            hash="8c95b2aec2b348a6f676596ed6f58cb433959484",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_a098d",
                            table="quotes_calibrationuse",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "quotes_calibrationusehistoryevent" ("because", "calibration_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "used_at", "used_by_id") VALUES (OLD."because", OLD."calibration_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."used_at", OLD."used_by_id"); RETURN NULL;',
                            hash="ba0d24c35cc7049afa16b2fdd3eebce9d34a7c38",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_62ef0",
                            table="quotes_calibrationuse",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="calibration_use_is_append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="88fa2d0cbd3171442035054fbf15d4860745b542",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_calibration_use_is_append_only_5a11e",
                            table="quotes_calibrationuse",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CalibrationUseHistoryevent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_db_role", models.TextField(db_default=accounts.history.SessionUser(), editable=False)),
                ("id", models.BigIntegerField()),
                ("because", models.TextField(blank=True)),
                ("used_at", models.DateTimeField()),
                (
                    "calibration",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="quotes.calibration",
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
                        to="quotes.calibrationuse",
                    ),
                ),
                (
                    "used_by",
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
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="640d572c23674fc53981ff14ea2775b10a77a27f",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_8027a",
                            table="quotes_calibrationusehistoryevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Judged",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("engine_version", models.CharField(blank=True, max_length=80)),
                ("at_decision", models.BooleanField()),
                ("suggested", models.CharField(blank=True, max_length=16)),
                ("shown", models.FloatField(blank=True, null=True)),
                ("probability", models.FloatField(blank=True, null=True)),
                ("relations", models.JSONField(blank=True, default=dict)),
                ("first_language", models.CharField(blank=True, max_length=8)),
                ("second_language", models.CharField(blank=True, max_length=8)),
                ("judged_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="judgements", to="quotes.decision"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(fields=("decision", "engine_version"), name="judged_once_per_engine"),
                    models.UniqueConstraint(
                        condition=models.Q(("at_decision", True)),
                        fields=("decision",),
                        name="judged_once_at_the_decision",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("suggested__in", ["", "same_utterance", "repetition", "contradiction", "shift", "echo"])
                        ),
                        name="judged_known_relation",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("probability", None),
                                models.Q(("probability__gte", 0), ("probability__lte", 1)),
                                _connector="OR",
                            ),
                            models.Q(("shown", None), models.Q(("shown__gte", 0), ("shown__lte", 1)), _connector="OR"),
                        ),
                        name="judged_probability",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="judged_is_append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="ebf7e50c6a9f66b73d7f294e3ad042ce8546ea7c",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_judged_is_append_only_06bef",
                            table="quotes_judged",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Mute",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=1000)),
                ("wordings", models.JSONField()),
                ("reason", models.TextField(verbose_name="Reason")),
                ("muted_at", models.DateTimeField()),
                ("lifted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "lifted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "muted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "phrase not suggested any more",
                "verbose_name_plural": "phrases not suggested any more",
                "ordering": ["-id"],
                "permissions": [("mute_phrase", "Can stop suggesting a phrase")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("lifted_at", None)), fields=("key",), name="mute_once_at_a_time"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", ""), _negated=True), models.Q(("key", ""), _negated=True)
                        ),
                        name="mute_has_phrase_and_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("lifted_at", None), ("lifted_by", None)),
                            models.Q(("lifted_at__isnull", False), ("lifted_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="mute_lift_facts_together",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "quotes_mutehistoryevent" ("id", "key", "lifted_at", "lifted_by_id", "muted_at", "muted_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "wordings") VALUES (NEW."id", NEW."key", NEW."lifted_at", NEW."lifted_by_id", NEW."muted_at", NEW."muted_by_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."wordings"); RETURN NULL;',
                            hash="9cc7d2fcd7de26ed3b710b24118826f869136a83",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_1c3ef",
                            table="quotes_mute",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "quotes_mutehistoryevent" ("id", "key", "lifted_at", "lifted_by_id", "muted_at", "muted_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "wordings") VALUES (NEW."id", NEW."key", NEW."lifted_at", NEW."lifted_by_id", NEW."muted_at", NEW."muted_by_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."wordings"); RETURN NULL;',
                            hash="b4f1042a0c5f5a1e9dbeea2a979d5bffc8c33a2c",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_46ef0",
                            table="quotes_mute",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "quotes_mutehistoryevent" ("id", "key", "lifted_at", "lifted_by_id", "muted_at", "muted_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "wordings") VALUES (OLD."id", OLD."key", OLD."lifted_at", OLD."lifted_by_id", OLD."muted_at", OLD."muted_by_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."wordings"); RETURN NULL;',
                            hash="15122cc2e5653085959e4f3e997b7e6b3b91345c",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_5fdf5",
                            table="quotes_mute",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="mute_is_never_deleted",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="e47aac8d4f39ddefb077b81e13933bfb02ded9b2",
                            operation="DELETE",
                            pgid="pgtrigger_mute_is_never_deleted_00dae",
                            table="quotes_mute",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="mute_stays_as_it_was_decided",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."key" IS DISTINCT FROM (NEW."key") OR OLD."wordings" IS DISTINCT FROM (NEW."wordings") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."muted_by_id" IS DISTINCT FROM (NEW."muted_by_id") OR OLD."muted_at" IS DISTINCT FROM (NEW."muted_at"))',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="63eb390373d17f395f3d76404f2b2b39c8facacc",
                            operation="UPDATE",
                            pgid="pgtrigger_mute_stays_as_it_was_decided_eec10",
                            table="quotes_mute",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MuteHistoryevent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_db_role", models.TextField(db_default=accounts.history.SessionUser(), editable=False)),
                ("id", models.BigIntegerField()),
                ("key", models.CharField(max_length=1000)),
                ("wordings", models.JSONField()),
                ("reason", models.TextField(verbose_name="Reason")),
                ("muted_at", models.DateTimeField()),
                ("lifted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "lifted_by",
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
                    "muted_by",
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
                        to="quotes.mute",
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
                            hash="9e609b91f7199fddd9680865fee005fba03d597f",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_3b634",
                            table="quotes_mutehistoryevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Silenced",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("silenced_at", models.DateTimeField()),
                (
                    "first",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="quotes.quotation"
                    ),
                ),
                (
                    "mute",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="silenced", to="quotes.mute"
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="quotes.quotation"
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("first__lt", models.F("second"))), name="silenced_pair_in_order"
                    ),
                    models.UniqueConstraint(fields=("mute", "first", "second"), name="silenced_once"),
                ],
            },
        ),
        migrations.RunSQL(KEEP_WHAT_WAS_SHOWN, migrations.RunSQL.noop),
    ]
