"""The inbox of suggested quotes: runs under a lease, what a proposal rests on, and names found in any script."""

import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import quotes.models.fields


class Migration(migrations.Migration):
    dependencies = [
        ("quotes", "0008_search_within"),
        ("sources", "0002_laws_hold_inside_one_transaction"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="proposal",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="proposal",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="proposal",
            name="delete_delete",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="speakername",
            name="update_update",
        ),
        migrations.RemoveConstraint(
            model_name="extractionrun",
            name="extraction_run_once_per_version",
        ),
        migrations.RemoveConstraint(
            model_name="proposal",
            name="proposal_decision_facts_together",
        ),
        migrations.RemoveField(
            model_name="extractionrun",
            name="error",
        ),
        migrations.AddField(
            model_name="extractionrun",
            name="attempts",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="attempts"),
        ),
        migrations.AddField(
            model_name="extractionrun",
            name="known_count",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="extractionrun",
            name="last_error",
            field=models.TextField(blank=True, verbose_name="last error"),
        ),
        migrations.AddField(
            model_name="extractionrun",
            name="lease_token",
            field=models.UUIDField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="extractionrun",
            name="lease_until",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="extractionrun",
            name="outcome",
            field=models.CharField(
                blank=True,
                choices=[
                    ("proposed", "Quotes are suggested"),
                    ("nothing", "No quotes found"),
                    ("known", "Nothing new"),
                    ("language", "Language not read"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="extractionrun",
            name="proposed_count",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="extractionrun",
            name="state",
            field=models.CharField(
                choices=[("queued", "Waiting"), ("running", "Running"), ("done", "Done"), ("parked", "Parked")],
                default="queued",
                max_length=10,
                verbose_name="state",
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="because",
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name="proposal",
            name="clause_key",
            field=models.CharField(default="", max_length=32),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="proposal",
            name="copy_key",
            field=models.CharField(default="", max_length=32),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="proposal",
            name="cue_start",
            field=models.IntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="proposal",
            name="decided_together",
            field=models.UUIDField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="proposal",
            name="edit_version",
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="proposal",
            name="expired_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="proposal",
            name="form",
            field=models.CharField(
                choices=[
                    ("named", "Named here"),
                    ("pronoun", "A pronoun"),
                    ("dropped", "Left out here"),
                    ("relative", "“who”"),
                ],
                default="named",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="likely_speaker",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="quotes.speaker",
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="likeness",
            field=models.FloatField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="proposal",
            name="made_quotation",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="proposal",
            name="named_mention",
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name="proposal",
            name="named_start",
            field=models.IntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="proposal",
            name="nearest",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="quotes.quotation",
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="open_since",
            field=models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
        ),
        migrations.AddField(
            model_name="proposal",
            name="speaker_start",
            field=models.IntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="proposal",
            name="words_key",
            field=models.CharField(default="", max_length=32),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="proposalhistoryevent",
            name="because",
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name="proposalhistoryevent",
            name="clause_key",
            field=models.CharField(default="", max_length=32),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="proposalhistoryevent",
            name="copy_key",
            field=models.CharField(default="", max_length=32),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="proposalhistoryevent",
            name="cue_start",
            field=models.IntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="proposalhistoryevent",
            name="decided_together",
            field=models.UUIDField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="proposalhistoryevent",
            name="edit_version",
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="proposalhistoryevent",
            name="expired_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="proposalhistoryevent",
            name="form",
            field=models.CharField(
                choices=[
                    ("named", "Named here"),
                    ("pronoun", "A pronoun"),
                    ("dropped", "Left out here"),
                    ("relative", "“who”"),
                ],
                default="named",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="proposalhistoryevent",
            name="likely_speaker",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="quotes.speaker",
            ),
        ),
        migrations.AddField(
            model_name="proposalhistoryevent",
            name="likeness",
            field=models.FloatField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="proposalhistoryevent",
            name="made_quotation",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="proposalhistoryevent",
            name="named_mention",
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name="proposalhistoryevent",
            name="named_start",
            field=models.IntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="proposalhistoryevent",
            name="nearest",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="quotes.quotation",
            ),
        ),
        migrations.AddField(
            model_name="proposalhistoryevent",
            name="open_since",
            field=models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
        ),
        migrations.AddField(
            model_name="proposalhistoryevent",
            name="speaker_start",
            field=models.IntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="proposalhistoryevent",
            name="words_key",
            field=models.CharField(default="", max_length=32),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="speakername",
            name="keys",
            field=quotes.models.fields.NameKeysField(
                base_field=models.CharField(max_length=80), db_default=[], editable=False, size=None, source="text"
            ),
        ),
        migrations.AlterField(
            model_name="proposal",
            name="state",
            field=models.CharField(
                choices=[
                    ("suggested", "Suggested"),
                    ("accepted", "Accepted"),
                    ("rejected", "Rejected"),
                    ("expired", "Expired"),
                ],
                default="suggested",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="proposalhistoryevent",
            name="state",
            field=models.CharField(
                choices=[
                    ("suggested", "Suggested"),
                    ("accepted", "Accepted"),
                    ("rejected", "Rejected"),
                    ("expired", "Expired"),
                ],
                default="suggested",
                max_length=10,
            ),
        ),
        migrations.AddIndex(
            model_name="extractionrun",
            index=models.Index(
                condition=models.Q(("state__in", ["queued", "running"])), fields=["id"], name="extraction_run_to_do"
            ),
        ),
        migrations.AddIndex(
            model_name="proposal",
            index=models.Index(fields=["words_key", "id"], name="proposal_words"),
        ),
        migrations.AddIndex(
            model_name="proposal",
            index=models.Index(
                condition=models.Q(("state", "suggested")), fields=["run", "clause_start"], name="proposal_open_of_run"
            ),
        ),
        migrations.AddIndex(
            model_name="proposal",
            index=models.Index(
                condition=models.Q(("state", "suggested")), fields=["open_since"], name="proposal_open_age"
            ),
        ),
        migrations.AddIndex(
            model_name="proposal",
            index=models.Index(fields=["decided_by", "-decided_at"], name="proposal_decided_by"),
        ),
        migrations.AddIndex(
            model_name="proposal",
            index=models.Index(fields=["decided_together"], name="proposal_decided_together"),
        ),
        migrations.AddIndex(
            model_name="speakername",
            index=django.contrib.postgres.indexes.GinIndex(fields=["keys"], name="speaker_name_keys"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="proposal",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "quotes_proposalhistoryevent" ("accepted_as_id", "because", "clause_end", "clause_exact", "clause_key", "clause_start", "confidence", "copy_key", "cue", "cue_start", "decided_at", "decided_by_id", "decided_together", "edit_version", "expired_at", "form", "id", "kind", "likely_speaker_id", "likeness", "made_quotation", "named_mention", "named_start", "nearest_id", "open_since", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "relay", "rule", "run_id", "said_from", "said_to", "segments", "speaker_mention", "speaker_start", "state", "words_key") VALUES (NEW."accepted_as_id", NEW."because", NEW."clause_end", NEW."clause_exact", NEW."clause_key", NEW."clause_start", NEW."confidence", NEW."copy_key", NEW."cue", NEW."cue_start", NEW."decided_at", NEW."decided_by_id", NEW."decided_together", NEW."edit_version", NEW."expired_at", NEW."form", NEW."id", NEW."kind", NEW."likely_speaker_id", NEW."likeness", NEW."made_quotation", NEW."named_mention", NEW."named_start", NEW."nearest_id", NEW."open_since", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."relay", NEW."rule", NEW."run_id", NEW."said_from", NEW."said_to", NEW."segments", NEW."speaker_mention", NEW."speaker_start", NEW."state", NEW."words_key"); RETURN NULL;',
                    hash="40cd52e9c3bd2d70e03d89c2b6c53a12ac12edd4",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f61f0",
                    table="quotes_proposal",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="proposal",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "quotes_proposalhistoryevent" ("accepted_as_id", "because", "clause_end", "clause_exact", "clause_key", "clause_start", "confidence", "copy_key", "cue", "cue_start", "decided_at", "decided_by_id", "decided_together", "edit_version", "expired_at", "form", "id", "kind", "likely_speaker_id", "likeness", "made_quotation", "named_mention", "named_start", "nearest_id", "open_since", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "relay", "rule", "run_id", "said_from", "said_to", "segments", "speaker_mention", "speaker_start", "state", "words_key") VALUES (NEW."accepted_as_id", NEW."because", NEW."clause_end", NEW."clause_exact", NEW."clause_key", NEW."clause_start", NEW."confidence", NEW."copy_key", NEW."cue", NEW."cue_start", NEW."decided_at", NEW."decided_by_id", NEW."decided_together", NEW."edit_version", NEW."expired_at", NEW."form", NEW."id", NEW."kind", NEW."likely_speaker_id", NEW."likeness", NEW."made_quotation", NEW."named_mention", NEW."named_start", NEW."nearest_id", NEW."open_since", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."relay", NEW."rule", NEW."run_id", NEW."said_from", NEW."said_to", NEW."segments", NEW."speaker_mention", NEW."speaker_start", NEW."state", NEW."words_key"); RETURN NULL;',
                    hash="1c9ddf494a3ed611193a7b30745c01bd5987d430",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_12744",
                    table="quotes_proposal",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="proposal",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "quotes_proposalhistoryevent" ("accepted_as_id", "because", "clause_end", "clause_exact", "clause_key", "clause_start", "confidence", "copy_key", "cue", "cue_start", "decided_at", "decided_by_id", "decided_together", "edit_version", "expired_at", "form", "id", "kind", "likely_speaker_id", "likeness", "made_quotation", "named_mention", "named_start", "nearest_id", "open_since", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "relay", "rule", "run_id", "said_from", "said_to", "segments", "speaker_mention", "speaker_start", "state", "words_key") VALUES (OLD."accepted_as_id", OLD."because", OLD."clause_end", OLD."clause_exact", OLD."clause_key", OLD."clause_start", OLD."confidence", OLD."copy_key", OLD."cue", OLD."cue_start", OLD."decided_at", OLD."decided_by_id", OLD."decided_together", OLD."edit_version", OLD."expired_at", OLD."form", OLD."id", OLD."kind", OLD."likely_speaker_id", OLD."likeness", OLD."made_quotation", OLD."named_mention", OLD."named_start", OLD."nearest_id", OLD."open_since", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."relay", OLD."rule", OLD."run_id", OLD."said_from", OLD."said_to", OLD."segments", OLD."speaker_mention", OLD."speaker_start", OLD."state", OLD."words_key"); RETURN NULL;',
                    hash="f4427513181b806f99f953a5120e5574de159c1c",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_b0284",
                    table="quotes_proposal",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="proposal",
            trigger=pgtrigger.compiler.Trigger(
                name="proposal_stays_as_it_was_found",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."run_id" IS DISTINCT FROM (NEW."run_id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."clause_start" IS DISTINCT FROM (NEW."clause_start") OR OLD."clause_end" IS DISTINCT FROM (NEW."clause_end") OR OLD."clause_exact" IS DISTINCT FROM (NEW."clause_exact") OR OLD."segments" IS DISTINCT FROM (NEW."segments") OR OLD."speaker_mention" IS DISTINCT FROM (NEW."speaker_mention") OR OLD."cue" IS DISTINCT FROM (NEW."cue") OR OLD."rule" IS DISTINCT FROM (NEW."rule") OR OLD."confidence" IS DISTINCT FROM (NEW."confidence") OR OLD."clause_key" IS DISTINCT FROM (NEW."clause_key"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="6fc8aa54fe7a8ebae9df9fc121e60e2d6964ffe8",
                    operation="UPDATE",
                    pgid="pgtrigger_proposal_stays_as_it_was_found_f0586",
                    table="quotes_proposal",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="speakername",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."folded" IS DISTINCT FROM (NEW."folded") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."preferred" IS DISTINCT FROM (NEW."preferred") OR OLD."speaker_id" IS DISTINCT FROM (NEW."speaker_id") OR OLD."text" IS DISTINCT FROM (NEW."text"))',
                    func='INSERT INTO "quotes_speakernamehistoryevent" ("folded", "id", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "preferred", "speaker_id", "text") VALUES (NEW."folded", NEW."id", NEW."language", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."preferred", NEW."speaker_id", NEW."text"); RETURN NULL;',
                    hash="61e38a330d75448cab03a2eebf5b4d46ffcc1fdc",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_58a0c",
                    table="quotes_speakername",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="extractionrun",
            constraint=models.UniqueConstraint(
                fields=("extractor_version", "capture"), name="extraction_run_once_per_version"
            ),
        ),
        migrations.AddConstraint(
            model_name="extractionrun",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("lease_token__isnull", False), ("lease_until__isnull", False), ("state", "running")),
                    models.Q(
                        models.Q(("state", "running"), _negated=True), ("lease_token", None), ("lease_until", None)
                    ),
                    _connector="OR",
                ),
                name="extraction_run_lease_facts_together",
            ),
        ),
        migrations.AddConstraint(
            model_name="extractionrun",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("finished_at__isnull", False), ("state", "done"), models.Q(("outcome", ""), _negated=True)
                    ),
                    models.Q(models.Q(("state", "done"), _negated=True), ("finished_at", None), ("outcome", "")),
                    _connector="OR",
                ),
                name="extraction_run_done_has_outcome",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("decided_at", None),
                        ("decided_by", None),
                        ("decided_together", None),
                        ("state__in", ["suggested", "expired"]),
                    ),
                    models.Q(
                        ("decided_at__isnull", False),
                        ("decided_by__isnull", False),
                        ("decided_together__isnull", False),
                        ("state__in", ["accepted", "rejected"]),
                    ),
                    _connector="OR",
                ),
                name="proposal_decision_facts_together",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("expired_at__isnull", False), ("state", "expired")),
                    models.Q(models.Q(("state", "expired"), _negated=True), ("expired_at", None)),
                    _connector="OR",
                ),
                name="proposal_expired_has_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("said_from", None), ("said_to", None)),
                    models.Q(
                        ("said_from__isnull", False),
                        ("said_from__lte", models.F("said_to")),
                        ("said_to__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="proposal_said_interval",
            ),
        ),
    ]
