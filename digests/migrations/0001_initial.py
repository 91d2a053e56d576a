import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

import digests.models.subscribers


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("quotes", "0002_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Edition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("week", models.CharField(max_length=8, verbose_name="week")),
                (
                    "language",
                    models.CharField(
                        choices=[("ar", "Arabic"), ("en", "English")], max_length=2, verbose_name="language"
                    ),
                ),
                ("time_zone", models.CharField(max_length=64, verbose_name="time zone")),
                ("composed_at", models.DateTimeField(verbose_name="composed at")),
            ],
            options={
                "verbose_name": "This week's mail",
                "verbose_name_plural": "Weekly mails",
                "ordering": ["-week", "-id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("week", "language", "time_zone"), name="edition_once_per_week_language_zone"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("week__regex", "^[0-9]{4}-W[0-9]{2}$")), name="edition_week_is_iso"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Subscriber",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail address")),
                (
                    "language",
                    models.CharField(
                        choices=[("ar", "Arabic"), ("en", "English")], max_length=2, verbose_name="language"
                    ),
                ),
                (
                    "time_zone",
                    models.CharField(
                        max_length=64, validators=[digests.models.subscribers.check_time_zone], verbose_name="time zone"
                    ),
                ),
                (
                    "weekday",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "Monday"),
                            (2, "Tuesday"),
                            (3, "Wednesday"),
                            (4, "Thursday"),
                            (5, "Friday"),
                            (6, "Saturday"),
                            (7, "Sunday"),
                        ],
                        default=1,
                        verbose_name="day of the mail",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("pending", "Not confirmed yet"), ("active", "Receives the mail"), ("left", "Left")],
                        default="pending",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("asked_at", models.DateTimeField(verbose_name="asked at")),
                ("confirmed_at", models.DateTimeField(null=True, verbose_name="confirmed at")),
                ("left_at", models.DateTimeField(null=True, verbose_name="left at")),
                ("last_sent_at", models.DateTimeField(null=True, verbose_name="last mail sent at")),
            ],
            options={
                "verbose_name": "reader of the mail",
                "verbose_name_plural": "readers of the mail",
                "ordering": ["-id"],
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("email"), name="subscriber_email_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("weekday__range", (1, 7))), name="subscriber_weekday_is_iso"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("language__in", ["ar", "en"])), name="subscriber_known_language"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("email", ""), _negated=True), models.Q(("time_zone", ""), _negated=True)
                        ),
                        name="subscriber_has_address_and_zone",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("confirmed_at", None), ("left_at", None), ("state", "pending")),
                            models.Q(("confirmed_at__isnull", False), ("left_at", None), ("state", "active")),
                            models.Q(("left_at__isnull", False), ("state", "left")),
                            _connector="OR",
                        ),
                        name="subscriber_state_facts_together",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EditionItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("relation", "Confirmed link"),
                            ("published", "Quote"),
                            ("correction", "Correction"),
                            ("withdrawal", "Withdrawn"),
                            ("disputed", "Disputed"),
                            ("denied", "Denies the quote"),
                            ("misattributed", "Wrongly attributed"),
                            ("retracted", "Retracted by the outlet"),
                        ],
                        max_length=14,
                    ),
                ),
                ("object_id", models.BigIntegerField()),
                ("language", models.CharField(max_length=2)),
                ("time_zone", models.CharField(max_length=64)),
                ("silent", models.BooleanField(default=False)),
                ("taken_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="items", to="digests.edition"
                    ),
                ),
            ],
            options={
                "verbose_name": "item of a weekly mail",
                "verbose_name_plural": "items of a weekly mail",
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "object_id", "language", "time_zone"), name="edition_item_takes_a_fact_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("claimed", "Being prepared"),
                            ("transmitting", "Being sent"),
                            ("sent", "Sent"),
                            ("held", "Perhaps sent: somebody has to decide"),
                            ("failed", "Could not be sent"),
                            ("dropped", "No longer wanted"),
                        ],
                        default="waiting",
                        max_length=12,
                        verbose_name="state",
                    ),
                ),
                ("due_at", models.DateTimeField(verbose_name="not before")),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="attempts")),
                ("lease_token", models.UUIDField(editable=False, null=True)),
                ("leased_until", models.DateTimeField(editable=False, null=True)),
                ("message_id", models.CharField(blank=True, max_length=300, verbose_name="Message-ID")),
                ("answer", models.TextField(blank=True, verbose_name="the mail server's answer")),
                ("sent_at", models.DateTimeField(null=True, verbose_name="sent at")),
                ("settled_at", models.DateTimeField(null=True, verbose_name="decided at")),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("week", models.CharField(max_length=8, verbose_name="week")),
                (
                    "settled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="decided by",
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="digests.edition",
                        verbose_name="This week's mail",
                    ),
                ),
                (
                    "subscriber",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        to="digests.subscriber",
                        verbose_name="reader of the mail",
                    ),
                ),
            ],
            options={
                "verbose_name": "Sent copy",
                "verbose_name_plural": "Sent copies",
                "ordering": ["-id"],
                "abstract": False,
                "default_related_name": "deliveries",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["waiting", "claimed", "transmitting"])),
                        fields=["due_at"],
                        name="delivery_open",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("lease_token__isnull", False),
                                ("leased_until__isnull", False),
                                ("state__in", ["claimed", "transmitting"]),
                            ),
                            models.Q(("leased_until", None), ("state", "held")),
                            models.Q(
                                ("lease_token", None),
                                ("leased_until", None),
                                ("state__in", ["waiting", "sent", "failed", "dropped"]),
                            ),
                            _connector="OR",
                        ),
                        name="delivery_lease_facts_together",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sent_at__isnull", False), ("state", "sent")),
                            models.Q(models.Q(("state", "sent"), _negated=True), ("sent_at", None)),
                            _connector="OR",
                        ),
                        name="delivery_sent_has_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["transmitting", "held"]), _negated=True),
                            models.Q(("message_id", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="delivery_transmitted_has_message_id",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("settled_at", None), ("settled_by", None)),
                            models.Q(("settled_at__isnull", False), ("settled_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="delivery_settling_facts_together",
                    ),
                    models.UniqueConstraint(fields=("subscriber", "edition"), name="delivery_once"),
                    models.UniqueConstraint(fields=("subscriber", "week"), name="delivery_one_a_week"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Confirmation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("claimed", "Being prepared"),
                            ("transmitting", "Being sent"),
                            ("sent", "Sent"),
                            ("held", "Perhaps sent: somebody has to decide"),
                            ("failed", "Could not be sent"),
                            ("dropped", "No longer wanted"),
                        ],
                        default="waiting",
                        max_length=12,
                        verbose_name="state",
                    ),
                ),
                ("due_at", models.DateTimeField(verbose_name="not before")),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="attempts")),
                ("lease_token", models.UUIDField(editable=False, null=True)),
                ("leased_until", models.DateTimeField(editable=False, null=True)),
                ("message_id", models.CharField(blank=True, max_length=300, verbose_name="Message-ID")),
                ("answer", models.TextField(blank=True, verbose_name="the mail server's answer")),
                ("sent_at", models.DateTimeField(null=True, verbose_name="sent at")),
                ("settled_at", models.DateTimeField(null=True, verbose_name="decided at")),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "language",
                    models.CharField(
                        choices=[("ar", "Arabic"), ("en", "English")], max_length=2, verbose_name="language"
                    ),
                ),
                ("asked_at", models.DateTimeField(verbose_name="asked at")),
                ("answered_at", models.DateTimeField(null=True, verbose_name="confirmed at")),
                (
                    "settled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="decided by",
                    ),
                ),
                (
                    "subscriber",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        to="digests.subscriber",
                        verbose_name="reader of the mail",
                    ),
                ),
            ],
            options={
                "verbose_name": "confirmation mail",
                "verbose_name_plural": "confirmation mails",
                "ordering": ["-id"],
                "abstract": False,
                "default_related_name": "confirmations",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["waiting", "claimed", "transmitting"])),
                        fields=["due_at"],
                        name="confirmation_open",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("lease_token__isnull", False),
                                ("leased_until__isnull", False),
                                ("state__in", ["claimed", "transmitting"]),
                            ),
                            models.Q(("leased_until", None), ("state", "held")),
                            models.Q(
                                ("lease_token", None),
                                ("leased_until", None),
                                ("state__in", ["waiting", "sent", "failed", "dropped"]),
                            ),
                            _connector="OR",
                        ),
                        name="confirmation_lease_facts_together",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sent_at__isnull", False), ("state", "sent")),
                            models.Q(models.Q(("state", "sent"), _negated=True), ("sent_at", None)),
                            _connector="OR",
                        ),
                        name="confirmation_sent_has_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["transmitting", "held"]), _negated=True),
                            models.Q(("message_id", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="confirmation_transmitted_has_message_id",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("settled_at", None), ("settled_by", None)),
                            models.Q(("settled_at__isnull", False), ("settled_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="confirmation_settling_facts_together",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["waiting", "claimed", "transmitting"])),
                        fields=("subscriber",),
                        name="confirmation_one_open",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Subscription",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("asked_at", models.DateTimeField(verbose_name="asked at")),
                ("confirmed_at", models.DateTimeField(null=True, verbose_name="confirmed at")),
                (
                    "claim",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="subscriptions",
                        to="quotes.claim",
                        verbose_name="Claim",
                    ),
                ),
                (
                    "speaker",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="subscriptions",
                        to="quotes.speaker",
                        verbose_name="Speaker",
                    ),
                ),
                (
                    "subscriber",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="subscriptions",
                        to="digests.subscriber",
                    ),
                ),
            ],
            options={
                "verbose_name": "what a reader follows",
                "verbose_name_plural": "what readers follow",
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("subscriber", "speaker", "claim"), name="subscription_once", nulls_distinct=False
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("speaker", None), ("claim", None), _connector="OR"),
                        name="subscription_has_one_target",
                    ),
                ],
            },
        ),
    ]
