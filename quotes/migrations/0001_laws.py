"""The functions behind the laws, and the extensions they and the search need.

The triggers that call them stand beside the models. PL/pgSQL binds table names when a function runs, so the functions
may come before the tables.
"""

from django.db import migrations

CHECK_SELECTOR = """
CREATE FUNCTION quotes_check_selector(capture bigint, s integer, e integer, words text, law text) RETURNS void
LANGUAGE plpgsql STABLE AS $$
DECLARE found text;
BEGIN
    IF s IS NULL OR e IS NULL OR words IS NULL OR s < 0 OR e <= s OR e - s <> char_length(words) THEN
        RAISE EXCEPTION 'the place of the words is not whole: % to %', s, e
            USING ERRCODE = 'check_violation', CONSTRAINT = law;
    END IF;
    SELECT substr(text, s + 1, e - s) INTO found FROM sources_capture WHERE id = capture;
    IF found IS DISTINCT FROM words THEN
        RAISE EXCEPTION 'the words are not in the saved copy % at % to %', capture, s, e
            USING ERRCODE = 'check_violation', CONSTRAINT = law;
    END IF;
END $$;
"""

CHECK_OCCURRENCE = """
CREATE FUNCTION quotes_check_occurrence(which bigint) RETURNS void LANGUAGE plpgsql STABLE AS $$
DECLARE o record; segments integer;
BEGIN
    SELECT * INTO o FROM quotes_occurrence WHERE id = which;
    IF NOT FOUND THEN RETURN; END IF;
    SELECT count(*) INTO segments FROM quotes_segment WHERE occurrence_id = which;
    IF (o.kind = 'indirect') <> (segments = 0) THEN
        RAISE EXCEPTION 'a report % has % quoted parts: occurrence %', o.kind, segments, which
            USING ERRCODE = 'check_violation', CONSTRAINT = 'occurrence_kind_fits_its_segments';
    END IF;
    IF EXISTS (
        SELECT 1 FROM quotes_segment s JOIN sources_capture c ON c.id = o.capture_id
        WHERE s.occurrence_id = which
          AND (s.start < o.clause_start OR s."end" > o.clause_end
               OR substr(c.text, s.start + 1, s."end" - s.start) <> s.exact AND c.erased_at IS NULL)
    ) THEN
        RAISE EXCEPTION 'quoted words lie outside their clause: occurrence %', which
            USING ERRCODE = 'check_violation', CONSTRAINT = 'segment_is_inside_its_clause';
    END IF;
    IF EXISTS (
        SELECT 1 FROM quotes_segment a JOIN quotes_segment b ON b.occurrence_id = a.occurrence_id
        WHERE a.occurrence_id = which AND a."order" < b."order" AND a."end" > b.start
    ) THEN
        RAISE EXCEPTION 'quoted words overlap or are out of order: occurrence %', which
            USING ERRCODE = 'check_violation', CONSTRAINT = 'segments_in_order';
    END IF;
END $$;
"""

CHECK_QUOTATION = """
CREATE FUNCTION quotes_check_quotation(which bigint) RETURNS void LANGUAGE plpgsql STABLE AS $$
DECLARE q record;
BEGIN
    SELECT * INTO q FROM quotes_quotation WHERE id = which;
    IF NOT FOUND THEN RETURN; END IF;
    IF EXISTS (
        SELECT 1 FROM unnest(ARRAY[q.lead_id, q.original_id]) AS chosen(id)
        WHERE chosen.id IS NOT NULL
          AND NOT EXISTS (SELECT 1 FROM quotes_occurrence WHERE id = chosen.id AND quotation_id = which)
    ) THEN
        RAISE EXCEPTION 'the shown words belong to another quotation: quotation %', which
            USING ERRCODE = 'check_violation', CONSTRAINT = 'quotation_lead_is_its_own';
    END IF;
    IF q.status <> 'published' THEN RETURN; END IF;
    IF q.lead_id IS NULL THEN
        RAISE EXCEPTION 'no public quotation without a place where it appeared: quotation %', which
            USING ERRCODE = 'check_violation', CONSTRAINT = 'published_has_occurrence';
    END IF;
    IF NOT EXISTS (SELECT 1 FROM quotes_attribution WHERE quotation_id = which) THEN
        RAISE EXCEPTION 'no public quotation without an attribution: quotation %', which
            USING ERRCODE = 'check_violation', CONSTRAINT = 'published_has_attribution';
    END IF;
END $$;
"""

CHECK_SPEAKER = """
CREATE FUNCTION quotes_check_speaker(which bigint) RETURNS void LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM quotes_speaker WHERE id = which)
       AND NOT EXISTS (SELECT 1 FROM quotes_speakername WHERE speaker_id = which) THEN
        RAISE EXCEPTION 'a speaker has at least one name: speaker %', which
            USING ERRCODE = 'check_violation', CONSTRAINT = 'speaker_has_name';
    END IF;
END $$;
"""

DEMAND_CORRECTION = """
CREATE FUNCTION quotes_demand_correction(which bigint, what text) RETURNS void LANGUAGE plpgsql STABLE AS $$
DECLARE q record;
BEGIN
    SELECT published_at INTO q FROM quotes_quotation WHERE id = which;
    IF q.published_at IS NULL OR EXISTS (
        SELECT 1 FROM quotes_correction
        WHERE quotation_id = which AND written_in = pg_current_xact_id()::text::bigint
    ) THEN
        RETURN;
    END IF;
    RAISE EXCEPTION 'the % of a quotation that was public changes only with a correction: quotation %', what, which
        USING ERRCODE = 'check_violation', CONSTRAINT = 'public_quotation_changes_by_correction';
END $$;

CREATE FUNCTION quotes_demand_segment_correction(which_occurrence bigint) RETURNS void LANGUAGE plpgsql STABLE AS $$
DECLARE o record;
BEGIN
    SELECT quotation_id, recorded_in INTO o FROM quotes_occurrence WHERE id = which_occurrence;
    -- The segments of an appearance that is being added now come with it.
    IF FOUND AND o.recorded_in <> pg_current_xact_id()::text::bigint THEN
        PERFORM quotes_demand_correction(o.quotation_id, 'words');
    END IF;
END $$;
"""

QUEUE_MATCH = """
CREATE FUNCTION quotes_queue_match(which bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE now_at integer;
BEGIN
    UPDATE quotes_quotation SET revision = revision + 1, revised_in = pg_current_xact_id()::text::bigint
    WHERE id = which AND revised_in <> pg_current_xact_id()::text::bigint
    RETURNING revision INTO now_at;
    IF now_at IS NOT NULL THEN
        INSERT INTO quotes_matchjob (quotation_id, revision) VALUES (which, now_at) ON CONFLICT DO NOTHING;
    END IF;
END $$;
"""

DROP = """
DROP FUNCTION quotes_queue_match(bigint);
DROP FUNCTION quotes_demand_segment_correction(bigint);
DROP FUNCTION quotes_demand_correction(bigint, text);
DROP FUNCTION quotes_check_speaker(bigint);
DROP FUNCTION quotes_check_quotation(bigint);
DROP FUNCTION quotes_check_occurrence(bigint);
DROP FUNCTION quotes_check_selector(bigint, integer, integer, text, text);
"""


class Migration(migrations.Migration):
    dependencies = [("sources", "0001_initial")]

    operations = [
        migrations.RunSQL(
            "CREATE EXTENSION IF NOT EXISTS vector; CREATE EXTENSION IF NOT EXISTS pg_trgm;",
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(
            CHECK_SELECTOR + CHECK_OCCURRENCE + CHECK_QUOTATION + CHECK_SPEAKER + DEMAND_CORRECTION + QUEUE_MATCH,
            DROP,
        ),
    ]
