"""A quotation that comes back from withdrawal is compared with what was saved meanwhile."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("quotes", "0002_initial"),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name="quotation",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
    ]
