# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A demo installation made once and left stopped; each that needs its own serves a copy."""

from collections.abc import Callable
from pathlib import Path

from lienthong.cli import catalogue, children, data, stack, template
from lienthong.cli.errors import CommandError
from lienthong.cli.say import say
from lienthong.supervisor.cluster import THROWAWAY_SETTINGS, Cluster, free_port
from lienthong.supervisor.state import DataFolder


def make(folder: DataFolder, stopping: Callable[[], bool]) -> None:
    """Make it in an empty folder, its tables from the template of the tests.

    Raises CommandError when a step fails, KeyboardInterrupt when a stop is asked for.
    """
    folder.prepare()
    cluster = data.new_cluster(folder, THROWAWAY_SETTINGS)
    try:
        _with_tables(cluster, folder)
        ports = stack.choose_ports(free_port())
        env = {**data.installation(folder, cluster.dsn()), **ports.environment()}
        catalogue.compile_all()
        stack.Preparation(folder, env, say, stopping).run()
    finally:
        cluster.stop()


def _with_tables(cluster: Cluster, folder: DataFolder) -> None:
    cluster.prepare()
    cluster.start()
    here = data.installation(folder, cluster.dsn(template.NAME))
    template.prepare(cluster, {**here, "DJANGO_SETTINGS_MODULE": "lienthong.conf.settings.test"})
    cluster.create_database(template=template.NAME)


def put(made: Path, folder: DataFolder) -> None:
    """Copy a stopped installation into an empty folder, owners and rights as they are.

    Raises CommandError when it does not fit.
    """
    words = ["cp", "-a", "--reflink=auto", f"{made}/.", str(folder.path)]
    if children.run(words, children.base_environment()) != 0:
        raise CommandError("copy_failed", f"Không chép được bản cài đặt {made} sang {folder.path}.")
