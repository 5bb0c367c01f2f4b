# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Every registered job reaches procrastinate, with its schedule."""

from procrastinate import App
from procrastinate.testing import InMemoryConnector

from lienthong.core.integration.tasks import register_all
from lienthong.kernel import ports


def test_register_all_hands_over_every_job_and_schedule() -> None:
    app = App(connector=InMemoryConnector())

    register_all(app)

    ours = {name for name in app.tasks if not name.startswith(("builtin", "procrastinate"))}
    scheduled = {task for task, _ in app.periodic_registry.periodic_tasks}
    assert ours == set(ports.tasks())
    assert {"audit.seal_records"} <= scheduled
    assert scheduled == {name for name, job in ports.tasks().items() if job.every}
