from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate
from django.utils.translation import pgettext_lazy


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = pgettext_lazy("verbatim", "People of the newsroom")

    def ready(self) -> None:
        from accounts.history import forbid_truncate
        from accounts.roles import sync_groups

        # Once, after the last application's migration: by then every permission exists.
        last = list(apps.get_app_configs())[-1]
        post_migrate.connect(sync_groups, sender=last, dispatch_uid="accounts.sync_groups")
        post_migrate.connect(forbid_truncate, sender=last, dispatch_uid="accounts.forbid_truncate")
