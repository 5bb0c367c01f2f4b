# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.registry import ModuleConfig

DOSSIER = "onestop.dossier"


class OneStopConfig(ModuleConfig):
    """Configuration of the app."""

    default = True
    name = "lienthong.modules.onestop"
    label = "onestop"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("một cửa")

    def ready(self) -> None:
        """Answer for files, messages and work of dossiers that other apps ask about."""
        super().ready()
        _answer_for_papers()
        _answer_for_work()


def _answer_for_papers() -> None:
    """Files of dossiers and papers, and what was sent about them."""
    from lienthong.core.documents.api import register_file_reader  # models first
    from lienthong.core.forms.api import register_prefill_provider  # models first
    from lienthong.core.notifications.api import (  # models first
        register_paper_source,
        register_subject,
    )
    from lienthong.core.numbering.api import register_series  # models first
    from lienthong.modules.onestop.actions.findable import FINDERS  # models first
    from lienthong.modules.onestop.queries.acting import ActingFor  # models first
    from lienthong.modules.onestop.queries.earlier import EarlierDossiers  # models first
    from lienthong.modules.onestop.queries.files import (  # models first
        READERS,
        file_of_paper,
        sees_messages,
    )
    from lienthong.modules.onestop.rules import NUMBER_SERIES  # models first

    for kind, reader in READERS.items():
        register_file_reader(kind, reader, FINDERS.get(kind))
    register_prefill_provider(ActingFor())
    register_prefill_provider(EarlierDossiers())
    register_paper_source("onestop.paper", file_of_paper)
    register_subject(DOSSIER, sees_messages)
    register_series(lambda: NUMBER_SERIES, fixed=lambda: NUMBER_SERIES)


def _answer_for_work() -> None:
    """Partners of the one-stop, and where steps of dossiers go that open by themselves."""
    from lienthong.core.cases.api import Host, register_host  # models first
    from lienthong.core.integration.api import (  # models first
        register_carrier,
        register_handler,
    )
    from lienthong.modules.onestop.actions.moving import places_of_case, rests  # models first
    from lienthong.modules.onestop.adapters import population, postal  # models first
    from lienthong.modules.onestop.tasks import (  # models first
        handle_post_news,
        hear_population,
    )

    items = {postal.TOPIC: _("Bưu gửi")}
    register_carrier(postal.PARTNER, _("Bưu chính công ích"), postal.carry_item, topics=items)
    register_handler(postal.PARTNER, handle_post_news)
    name = _("Cơ sở dữ liệu quốc gia về dân cư")
    asked = {population.TOPIC: _("Hỏi thông tin của một người")}
    register_carrier(population.PARTNER, name, population.carry_question, topics=asked)
    register_handler(population.PARTNER, hear_population)
    register_host(DOSSIER, Host(places_of_case, rests))
