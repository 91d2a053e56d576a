"""One phrase through time, and rows that came from another archive: the tables with their laws."""

import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.datetime
import django.db.models.functions.text
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import accounts.history


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "__first__"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("quotes", "0006_learning"),
    ]

    operations = [
        migrations.CreateModel(
            name="Family",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "joined_to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="quotes.family",
                    ),
                ),
            ],
            options={
                "verbose_name": "Phrase through time",
                "verbose_name_plural": "Phrases through time",
                "ordering": ["-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("joined_to", models.F("id")), _negated=True),
                        name="family_joins_another_one",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "quotes_familyhistoryevent" ("created_at", "id", "joined_to_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."created_at", NEW."id", NEW."joined_to_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                            hash="a4456882eabd8e50d1f2cb9dd0a9d520e64f913a",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_f49b3",
                            table="quotes_family",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "quotes_familyhistoryevent" ("created_at", "id", "joined_to_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."created_at", NEW."id", NEW."joined_to_id", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                            hash="bff74ababc97da438c16ef41266bad3d44799bb4",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_54887",
                            table="quotes_family",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "quotes_familyhistoryevent" ("created_at", "id", "joined_to_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."created_at", OLD."id", OLD."joined_to_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                            hash="16b0334ef61c5f81ea571f04b0cd51ba2f878123",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_81e52",
                            table="quotes_family",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="family_keeps_its_number",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="070e43f57df6e8e5c4c6759059ec8988beb3b99f",
                            operation="DELETE",
                            pgid="pgtrigger_family_keeps_its_number_6306f",
                            table="quotes_family",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FamilyDecision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=64)),
                ("exact", models.TextField()),
                ("members", models.PositiveIntegerField()),
                ("chosen", models.CharField(max_length=16)),
                ("decided_at", models.DateTimeField()),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "quotation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="family_decisions",
                        to="quotes.quotation",
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
            ],
            options={
                "ordering": ["-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("undone_at", None), ("undone_by", None)),
                            models.Q(("undone_at__isnull", False), ("undone_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="family_decision_undo_facts_together",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "chosen__in",
                                ["no_link", "same_utterance", "repetition", "contradiction", "shift", "echo"],
                            )
                        ),
                        name="family_decision_known_choice",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "quotes_familydecisionhistoryevent" ("chosen", "decided_at", "decided_by_id", "exact", "id", "key", "members", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quotation_id", "undone_at", "undone_by_id") VALUES (NEW."chosen", NEW."decided_at", NEW."decided_by_id", NEW."exact", NEW."id", NEW."key", NEW."members", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."quotation_id", NEW."undone_at", NEW."undone_by_id"); RETURN NULL;',
                            hash="6110a24fa7ef34035995a1af936290dde570ec6a",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_9f21a",
                            table="quotes_familydecision",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "quotes_familydecisionhistoryevent" ("chosen", "decided_at", "decided_by_id", "exact", "id", "key", "members", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quotation_id", "undone_at", "undone_by_id") VALUES (NEW."chosen", NEW."decided_at", NEW."decided_by_id", NEW."exact", NEW."id", NEW."key", NEW."members", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."quotation_id", NEW."undone_at", NEW."undone_by_id"); RETURN NULL;',
                            hash="dddb460c9ebe91e06d342502bce0654fdb57c98d",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_afe87",
                            table="quotes_familydecision",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "quotes_familydecisionhistoryevent" ("chosen", "decided_at", "decided_by_id", "exact", "id", "key", "members", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quotation_id", "undone_at", "undone_by_id") VALUES (OLD."chosen", OLD."decided_at", OLD."decided_by_id", OLD."exact", OLD."id", OLD."key", OLD."members", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."quotation_id", OLD."undone_at", OLD."undone_by_id"); RETURN NULL;',
                            hash="6084c4ad2192f83763ddd9205c90a3e9e18e85ab",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_28fdf",
                            table="quotes_familydecision",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="family_decision_is_never_deleted",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="1ff7388769874acd9b3731b48eeda85f747f1009",
                            operation="DELETE",
                            pgid="pgtrigger_family_decision_is_never_deleted_0bcc4",
                            table="quotes_familydecision",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="family_decision_stays_as_it_was_taken",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."quotation_id" IS DISTINCT FROM (NEW."quotation_id") OR OLD."key" IS DISTINCT FROM (NEW."key") OR OLD."exact" IS DISTINCT FROM (NEW."exact") OR OLD."members" IS DISTINCT FROM (NEW."members") OR OLD."chosen" IS DISTINCT FROM (NEW."chosen") OR OLD."decided_by_id" IS DISTINCT FROM (NEW."decided_by_id") OR OLD."decided_at" IS DISTINCT FROM (NEW."decided_at"))',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="981e7e949779559cfd9c5d4232108f41fdc25ddb",
                            operation="UPDATE",
                            pgid="pgtrigger_family_decision_stays_as_it_was_taken_ce99c",
                            table="quotes_familydecision",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FamilyDecisionHistoryevent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_db_role", models.TextField(db_default=accounts.history.SessionUser(), editable=False)),
                ("id", models.BigIntegerField()),
                ("key", models.CharField(max_length=64)),
                ("exact", models.TextField()),
                ("members", models.PositiveIntegerField()),
                ("chosen", models.CharField(max_length=16)),
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
                        to="quotes.familydecision",
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
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="9dc8e3b496da359d7d65eb51b19fcc83f39a1a78",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_c039c",
                            table="quotes_familydecisionhistoryevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FamilyDecisionPair",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "decision",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="of_family", to="quotes.decision"
                    ),
                ),
                (
                    "family_decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="parts", to="quotes.familydecision"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="family_decision_keeps_its_pairs",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="19aa0673bdaa7532543effc69ee087a64d240ddd",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_family_decision_keeps_its_pairs_1db51",
                            table="quotes_familydecisionpair",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FamilyHistoryevent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_db_role", models.TextField(db_default=accounts.history.SessionUser(), editable=False)),
                ("id", models.BigIntegerField()),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "joined_to",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="quotes.family",
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
                        to="quotes.family",
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
                            hash="35ccc36530262e23ff6af363436e3012fb7b23a3",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_1c722",
                            table="quotes_familyhistoryevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FamilyMember",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("start", models.IntegerField()),
                ("end", models.IntegerField()),
                ("exact", models.TextField()),
                ("language", models.CharField(max_length=8)),
                ("decided_at", models.DateTimeField()),
                (
                    "decided_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "family",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="members", to="quotes.family"
                    ),
                ),
                (
                    "occurrence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="family_members",
                        to="quotes.occurrence",
                    ),
                ),
                (
                    "quotation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="family_members",
                        to="quotes.quotation",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("start__gte", 0)), name="family_member_starts_inside"),
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
                        name="family_member_length_is_its_words",
                    ),
                    models.UniqueConstraint(fields=("quotation", "family"), name="family_member_once"),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "quotes_familymemberhistoryevent" ("decided_at", "decided_by_id", "end", "exact", "family_id", "id", "language", "occurrence_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quotation_id", "start") VALUES (NEW."decided_at", NEW."decided_by_id", NEW."end", NEW."exact", NEW."family_id", NEW."id", NEW."language", NEW."occurrence_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."quotation_id", NEW."start"); RETURN NULL;',
                            hash="8e3730b44523b3f0fce90e051ace62e9c5c3c440",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_77a93",
                            table="quotes_familymember",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "quotes_familymemberhistoryevent" ("decided_at", "decided_by_id", "end", "exact", "family_id", "id", "language", "occurrence_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quotation_id", "start") VALUES (NEW."decided_at", NEW."decided_by_id", NEW."end", NEW."exact", NEW."family_id", NEW."id", NEW."language", NEW."occurrence_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."quotation_id", NEW."start"); RETURN NULL;',
                            hash="382e2bc09f4a4bcd3604d90a850058e9a7134915",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_5cd0d",
                            table="quotes_familymember",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "quotes_familymemberhistoryevent" ("decided_at", "decided_by_id", "end", "exact", "family_id", "id", "language", "occurrence_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quotation_id", "start") VALUES (OLD."decided_at", OLD."decided_by_id", OLD."end", OLD."exact", OLD."family_id", OLD."id", OLD."language", OLD."occurrence_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."quotation_id", OLD."start"); RETURN NULL;',
                            hash="017f02bcc2c7e2b9b7762dd46c391eccb1e90da2",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_5c979",
                            table="quotes_familymember",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="family_member_phrase_is_in_its_capture",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    PERFORM quotes_check_selector((SELECT capture_id FROM quotes_occurrence WHERE id = NEW.occurrence_id),\n                                  NEW.start, NEW.\"end\", NEW.exact, 'family_member_phrase_is_in_its_capture');\n    RETURN NEW;\n",
                            hash="85b9ab5fbefc8125aa00894e88a601298f8c7ecd",
                            operation='INSERT OR UPDATE OF "occurrence_id", "start", "end", "exact"',
                            pgid="pgtrigger_family_member_phrase_is_in_its_capture_029a7",
                            table="quotes_familymember",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FamilyMemberHistoryevent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_db_role", models.TextField(db_default=accounts.history.SessionUser(), editable=False)),
                ("id", models.BigIntegerField()),
                ("start", models.IntegerField()),
                ("end", models.IntegerField()),
                ("exact", models.TextField()),
                ("language", models.CharField(max_length=8)),
                ("decided_at", models.DateTimeField()),
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
                    "family",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="quotes.family",
                    ),
                ),
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
                        to="quotes.familymember",
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
                            hash="eda0c17d3dad98e0d0d4679acedf1d976fce9fac",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_595a3",
                            table="quotes_familymemberhistoryevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FamilySuggestion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=64)),
                ("start", models.IntegerField()),
                ("end", models.IntegerField()),
                ("exact", models.TextField()),
                ("language", models.CharField(max_length=8)),
                ("members", models.PositiveIntegerField()),
                ("nearest", models.JSONField(default=list)),
                ("engine_version", models.CharField(max_length=80)),
                ("suggested_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[("suggested", "Suggested"), ("confirmed", "Confirmed"), ("rejected", "Rejected")],
                        default="suggested",
                        max_length=10,
                    ),
                ),
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
                    "family",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="suggestions",
                        to="quotes.family",
                    ),
                ),
                (
                    "occurrence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="family_suggestions",
                        to="quotes.occurrence",
                    ),
                ),
                (
                    "quotation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="family_suggestions",
                        to="quotes.quotation",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("start__gte", 0)), name="family_suggestion_starts_inside"
                    ),
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
                        name="family_suggestion_length_is_its_words",
                    ),
                    models.UniqueConstraint(fields=("quotation", "key"), name="family_suggestion_once"),
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
                        name="family_suggestion_decision_facts_together",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["suggested", "confirmed", "rejected"])),
                        name="family_suggestion_known_state",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="family_suggestion_phrase_is_in_its_capture",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    PERFORM quotes_check_selector((SELECT capture_id FROM quotes_occurrence WHERE id = NEW.occurrence_id),\n                                  NEW.start, NEW.\"end\", NEW.exact, 'family_suggestion_phrase_is_in_its_capture');\n    RETURN NEW;\n",
                            hash="63e12a9df34779a553c4778c704500f715b636d4",
                            operation='INSERT OR UPDATE OF "occurrence_id", "start", "end", "exact"',
                            pgid="pgtrigger_family_suggestion_phrase_is_in_its_capture_d355a",
                            table="quotes_familysuggestion",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportedRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=64, unique=True)),
                ("content_sha256", models.CharField(max_length=64)),
                ("imported_at", models.DateTimeField()),
                (
                    "imported_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "quotation",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="imported_row",
                        to="quotes.quotation",
                        verbose_name="Quote",
                    ),
                ),
            ],
            options={
                "verbose_name": "Import",
                "ordering": ["id"],
                "permissions": [("publish_import", "Can publish quotes while importing them")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("key__regex", "^[0-9a-f]{64}$"), ("content_sha256__regex", "^[0-9a-f]{64}$")
                        ),
                        name="imported_row_hashes_are_hex",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="imported_row_is_never_deleted",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="1b41bd6699b9f6adc838e82cca15ce620c650966",
                            operation="DELETE",
                            pgid="pgtrigger_imported_row_is_never_deleted_36ad6",
                            table="quotes_importedrow",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
    ]
