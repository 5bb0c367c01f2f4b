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
        from lienthong.core.cases.api import Host, register_host  # models first
        from lienthong.core.documents.api import register_file_reader  # models first
        from lienthong.core.forms.api import register_prefill_provider  # models first
        from lienthong.core.integration.api import (  # models first
            register_carrier,
            register_handler,
        )
        from lienthong.core.notifications.api import (  # models first
            register_paper_source,
            register_subject,
        )
        from lienthong.modules.onestop.actions.moving import places_of_case, rests  # models first
        from lienthong.modules.onestop.actions.serving import take_answer  # models first
        from lienthong.modules.onestop.adapters import population  # models first
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
        register_carrier(
            population.PARTNER, _("Cơ sở dữ liệu quốc gia về dân cư"), population.carry_question
        )
        register_handler(population.PARTNER, take_answer)
        register_host("onestop.dossier", Host(places_of_case, rests))
        for kind, reader in READERS.items():
            register_file_reader(kind, reader)
        register_prefill_provider(ActingFor())
        register_prefill_provider(EarlierDossiers())
        register_paper_source("onestop.paper", file_of_paper)
        register_subject("onestop.dossier", sees_messages)
