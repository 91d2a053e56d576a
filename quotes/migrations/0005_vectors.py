"""Vectors get a table of their own, so that two encoders can stand side by side; and changes are noted for other engines.

See docs/adr/0006. The table of wordings is changed by one statement: each change by Django renders all models again.
"""

import django.db.models.deletion
import django.db.models.functions.datetime
import pgvector.django.halfvec
from django.db import migrations, models

# The encoder of the newest wordings goes on serving. Its HNSW index is made by the worker at its first search.
MOVE = """
DELETE FROM quotes_wordingband USING quotes_wording old, quotes_wording fresh
WHERE quotes_wordingband.wording_id = old.id AND old.quotation_id = fresh.quotation_id
  AND old.sha256 = fresh.sha256 AND old.id < fresh.id;
DELETE FROM quotes_wording old USING quotes_wording fresh
WHERE old.quotation_id = fresh.quotation_id AND old.sha256 = fresh.sha256 AND old.id < fresh.id;
INSERT INTO quotes_vectorindex (encoder_version, dimension, state, encoded_count, total_count, serving_since)
SELECT encoder_version, 512, CASE WHEN max(id) = (SELECT max(id) FROM quotes_wording) THEN 'serving' ELSE 'building' END,
       count(*), count(*), CASE WHEN max(id) = (SELECT max(id) FROM quotes_wording) THEN now() END
FROM quotes_wording GROUP BY encoder_version ORDER BY max(id);
INSERT INTO quotes_wordingvector (wording_id, index_id, part, start, "end", embedding)
SELECT w.id, i.id, 0, 0, char_length(w.text), w.embedding
FROM quotes_wording w JOIN quotes_vectorindex i USING (encoder_version);
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
ALTER TABLE quotes_wording DROP CONSTRAINT wording_once, DROP COLUMN embedding, DROP COLUMN encoder_version,
    ADD CONSTRAINT wording_once UNIQUE (quotation_id, sha256);
"""
# Back to one table goes the vector of each wording in the index that serves; others are encoded again.
MOVE_BACK = """
ALTER TABLE quotes_wording DROP CONSTRAINT wording_once, ADD COLUMN encoder_version varchar(80),
    ADD COLUMN embedding halfvec(512);
UPDATE quotes_wording w SET encoder_version = left(i.encoder_version, 80), embedding = v.embedding
FROM quotes_wordingvector v JOIN quotes_vectorindex i ON i.id = v.index_id AND i.state = 'serving' AND i.dimension = 512
WHERE v.wording_id = w.id AND v.part = 0 AND v.embedding IS NOT NULL;
DELETE FROM quotes_wordingband b USING quotes_wording w WHERE w.id = b.wording_id AND w.embedding IS NULL;
DELETE FROM quotes_wordingvector v USING quotes_wording w WHERE w.id = v.wording_id AND w.embedding IS NULL;
DELETE FROM quotes_wording WHERE embedding IS NULL;
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
ALTER TABLE quotes_wording ALTER encoder_version SET NOT NULL, ALTER embedding SET NOT NULL,
    ADD CONSTRAINT wording_once UNIQUE (quotation_id, sha256, encoder_version);
CREATE INDEX wording_embedding_hnsw ON quotes_wording USING hnsw (embedding halfvec_cosine_ops)
    WITH (m = 16, ef_construction = 64);
"""

# Law 3: written by whatever changes the fact, raw SQL and COPY included; and only where somebody will read it.
NOTE = """
CREATE FUNCTION quotes_note_candidate(which bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO quotes_candidatechange (quotation_id)
    SELECT which WHERE which IS NOT NULL AND EXISTS (SELECT 1 FROM quotes_candidatefeed);
END $$;

CREATE FUNCTION quotes_note_quotation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM quotes_note_candidate(NEW.id);
    RETURN NULL;
END $$;

CREATE FUNCTION quotes_note_part() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN PERFORM quotes_note_candidate(OLD.quotation_id); END IF;
    IF TG_OP <> 'DELETE' THEN PERFORM quotes_note_candidate(NEW.quotation_id); END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION quotes_note_wordings() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM quotes_candidatefeed) THEN
        INSERT INTO quotes_candidatechange (quotation_id) SELECT DISTINCT quotation_id FROM changed;
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION quotes_note_vectors() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM quotes_candidatefeed) THEN
        INSERT INTO quotes_candidatechange (quotation_id)
        SELECT DISTINCT w.quotation_id FROM changed JOIN quotes_wording w ON w.id = changed.wording_id;
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER quotation_is_told AFTER UPDATE OF said_from, said_to, status ON quotes_quotation FOR EACH ROW
    WHEN ((OLD.said_from, OLD.said_to, OLD.status) IS DISTINCT FROM (NEW.said_from, NEW.said_to, NEW.status))
    EXECUTE FUNCTION quotes_note_quotation();
CREATE TRIGGER attribution_is_told AFTER INSERT OR UPDATE OR DELETE ON quotes_attribution FOR EACH ROW
    EXECUTE FUNCTION quotes_note_part();
CREATE TRIGGER stance_is_told AFTER INSERT OR UPDATE OR DELETE ON quotes_stance FOR EACH ROW
    EXECUTE FUNCTION quotes_note_part();
CREATE TRIGGER new_wording_is_told AFTER INSERT ON quotes_wording REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION quotes_note_wordings();
CREATE TRIGGER changed_wording_is_told AFTER UPDATE ON quotes_wording REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION quotes_note_wordings();
CREATE TRIGGER lost_wording_is_told AFTER DELETE ON quotes_wording REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION quotes_note_wordings();
CREATE TRIGGER new_vector_is_told AFTER INSERT ON quotes_wordingvector REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION quotes_note_vectors();
CREATE TRIGGER lost_vector_is_told AFTER DELETE ON quotes_wordingvector REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION quotes_note_vectors();
"""
NOTE_NO_MORE = """
DROP TRIGGER quotation_is_told ON quotes_quotation;
DROP TRIGGER attribution_is_told ON quotes_attribution;
DROP TRIGGER stance_is_told ON quotes_stance;
DROP TRIGGER new_wording_is_told ON quotes_wording;
DROP TRIGGER changed_wording_is_told ON quotes_wording;
DROP TRIGGER lost_wording_is_told ON quotes_wording;
DROP TRIGGER new_vector_is_told ON quotes_wordingvector;
DROP TRIGGER lost_vector_is_told ON quotes_wordingvector;
DROP FUNCTION quotes_note_vectors();
DROP FUNCTION quotes_note_wordings();
DROP FUNCTION quotes_note_part();
DROP FUNCTION quotes_note_quotation();
DROP FUNCTION quotes_note_candidate(bigint);
"""

ID = ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"))


class Migration(migrations.Migration):
    dependencies = [
        ("quotes", "0004_laws_hold_inside_one_transaction"),
    ]

    operations = [
        migrations.CreateModel(
            name="CandidateChange",
            fields=[ID, ("quotation_id", models.BigIntegerField())],
        ),
        migrations.CreateModel(
            name="VectorIndex",
            fields=[
                ID,
                ("encoder_version", models.CharField(max_length=200, unique=True)),
                ("dimension", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("building", "Building"),
                            ("serving", "Serving"),
                            ("retired", "Retired"),
                        ],
                        db_default="building",
                        max_length=10,
                    ),
                ),
                ("encoded_count", models.PositiveIntegerField(db_default=0)),
                ("total_count", models.PositiveIntegerField(db_default=0)),
                ("encoded_up_to", models.BigIntegerField(db_default=0)),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("serving_since", models.DateTimeField(blank=True, null=True)),
                ("retired_at", models.DateTimeField(blank=True, null=True)),
                ("lease_token", models.UUIDField(blank=True, null=True)),
                ("lease_until", models.DateTimeField(blank=True, null=True)),
                ("last_error", models.TextField(blank=True, db_default="")),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "serving")), fields=("state",), name="vector_index_one_serves"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("dimension__gte", 1), ("dimension__lte", 4000)),
                        name="vector_index_dimension",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("retired_at", None), ("serving_since", None), ("state", "building")),
                            models.Q(("retired_at", None), ("serving_since__isnull", False), ("state", "serving")),
                            models.Q(("retired_at__isnull", False), ("state", "retired")),
                            _connector="OR",
                        ),
                        name="vector_index_state_has_its_times",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("lease_token", None), ("lease_until", None)),
                            models.Q(("lease_token__isnull", False), ("lease_until__isnull", False)),
                            _connector="OR",
                        ),
                        name="vector_index_lease_facts_together",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CandidateFeed",
            fields=[
                ID,
                ("name", models.CharField(max_length=20)),
                ("since", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("filled_up_to", models.BigIntegerField(db_default=0)),
                ("filled_at", models.DateTimeField(blank=True, null=True)),
                (
                    "index",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="feeds", to="quotes.vectorindex"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("name", "index"), name="candidate_feed_once")],
            },
        ),
        migrations.CreateModel(
            name="WordingVector",
            fields=[
                ID,
                ("part", models.PositiveSmallIntegerField()),
                ("start", models.PositiveIntegerField()),
                ("end", models.PositiveIntegerField()),
                ("embedding", pgvector.django.halfvec.HalfVectorField(null=True)),
                (
                    "index",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="vectors",
                        to="quotes.vectorindex",
                    ),
                ),
                (
                    "wording",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="vectors",
                        to="quotes.wording",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("wording", "index", "part"), name="wording_vector_once")
                ],
            },
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(MOVE, MOVE_BACK)],
            state_operations=[
                migrations.RemoveConstraint(model_name="wording", name="wording_once"),
                migrations.RemoveIndex(model_name="wording", name="wording_embedding_hnsw"),
                migrations.RemoveField(model_name="wording", name="embedding"),
                migrations.RemoveField(model_name="wording", name="encoder_version"),
                migrations.AddConstraint(
                    model_name="wording",
                    constraint=models.UniqueConstraint(fields=("quotation", "sha256"), name="wording_once"),
                ),
            ],
        ),
        migrations.RunSQL(NOTE, NOTE_NO_MORE),
    ]
