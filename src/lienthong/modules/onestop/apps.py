# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.registry import ModuleConfig


class OneStopConfig(ModuleConfig):
    """Configuration of the app."""

    default = True
    name = "lienthong.modules.onestop"
    label = "onestop"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("một cửa")

    def ready(self) -> None:
        """Answer for the files of dossiers and papers, and for what was sent about them."""
        from lienthong.core.documents.api import register_file_reader  # models first
        from lienthong.core.forms.api import register_prefill_provider  # models first
        from lienthong.core.integration.api import register_carrier  # models first
        from lienthong.core.notifications.api import (  # models first
            register_paper_source,
            register_subject,
        )
        from lienthong.modules.onestop.adapters.postal import (  # models first
            PARTNER,
            carry_item,
        )
        from lienthong.modules.onestop.queries.acting import ActingFor  # models first
        from lienthong.modules.onestop.queries.earlier import EarlierDossiers  # models first
        from lienthong.modules.onestop.queries.files import (  # models first
            READERS,
            file_of_paper,
            sees_messages,
        )

        super().ready()
        register_carrier(PARTNER, _("Bưu chính công ích"), carry_item)
        for kind, reader in READERS.items():
            register_file_reader(kind, reader)
        register_prefill_provider(ActingFor())
        register_prefill_provider(EarlierDossiers())
        register_paper_source("onestop.paper", file_of_paper)
        register_subject("onestop.dossier", sees_messages)
