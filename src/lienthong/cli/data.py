# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The database a command works on: one already running, or started for its duration."""

import argparse
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from lienthong.cli import template
from lienthong.cli.children import base_environment
from lienthong.cli.paths import DEFAULT_DATA
from lienthong.cli.say import say
from lienthong.supervisor import places
from lienthong.supervisor.cluster import (
    DEMO_SETTINGS,
    THROWAWAY_SETTINGS,
    Cluster,
    answers,
)
from lienthong.supervisor.state import DataFolder
from lienthong.supervisor.temporary import lent_folder

DEMO_SETTINGS_MODULE = "lienthong.conf.settings.dev"


def data_folder(options: argparse.Namespace) -> DataFolder:
    """The data folder a command was given, or the demo's."""
    given: Path | None = options.data_dir
    return DataFolder((given or DEFAULT_DATA).resolve())


def uses_given_database(options: argparse.Namespace) -> bool:
    """Whether DATABASE_URL rules: it is set and no data folder was named."""
    return options.data_dir is None and bool(os.environ.get("DATABASE_URL"))


@contextmanager
def database(
    options: argparse.Namespace, settings: Mapping[str, str] = DEMO_SETTINGS
) -> Iterator[dict[str, str]]:
    """The environment for Django with a database that answers, until the block ends.

    Reuses the server of a running demo; starts one otherwise, with the settings, and stops it
    afterwards. Temporary files lie in the data folder meanwhile.
    """
    if uses_given_database(options):
        yield {"DJANGO_SETTINGS_MODULE": DEMO_SETTINGS_MODULE, **base_environment()}
        return
    folder = data_folder(options)
    state = folder.read_state()
    if state is not None and answers(state["dsn"]):
        with _own_temporary(folder) as own:
            yield {**installation(folder, state["dsn"]), **state.get("env", {}), **own}
        return
    with folder.lock(), running(folder, settings) as cluster:
        folder.write_state({"dsn": cluster.dsn()})
        with _own_temporary(folder) as own:
            yield {**installation(folder, cluster.dsn()), **own}


@contextmanager
def _own_temporary(folder: DataFolder) -> Iterator[dict[str, str]]:
    with lent_folder(folder.temporary, "command") as own:
        yield {"TMPDIR": str(own)}


@contextmanager
def throwaway_database() -> Iterator[dict[str, str]]:
    """The environment for tests: an empty server without fsync, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="lienthong-test-") as name:
        Path(name).chmod(0o755)
        folder = DataFolder(Path(name))
        folder.prepare()
        with running(folder, THROWAWAY_SETTINGS) as cluster:
            try:
                env = {
                    **base_environment(),
                    "DATABASE_URL": cluster.dsn(),
                    "LIENTHONG_DATA_DIR": name,
                    "FILE_STORE": str(folder.files),
                    "DJANGO_SETTINGS_MODULE": "lienthong.conf.settings.test",
                }
                yield {**env, **template.prepare(cluster, env)}
            finally:
                cluster.stop()
                places.remove_relocated(cluster.password)


def installation(folder: DataFolder, dsn: str) -> dict[str, str]:
    """The environment of a demo installation in this data folder."""
    folder.prepare()
    return {
        "DJANGO_SETTINGS_MODULE": DEMO_SETTINGS_MODULE,
        **base_environment(),
        "DATABASE_URL": dsn,
        "SECRET_KEY": folder.secret("secret_key"),
        "LIENTHONG_VNEID_CLIENT_SECRET": folder.secret("vneid_client_secret"),
        "LIENTHONG_DATA_DIR": str(folder.path),
        "FILE_STORE": str(folder.files),
        "LIENTHONG_SIGN_IN_KEYS": str(folder.private_file("sign_in_key.pem", _new_key)),
        "LIENTHONG_DEMO": "1",
    }


def _new_key() -> str:
    """A key that says to connected applications who signed in."""
    from cryptography.hazmat.primitives import serialization  # heavy for commands without it
    from cryptography.hazmat.primitives.asymmetric import rsa

    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return pem.decode("ascii")


def new_cluster(folder: DataFolder, settings: Mapping[str, str]) -> Cluster:
    """The database server of a data folder, not started."""
    return Cluster(folder.path, folder.secret("database_password"), dict(settings), say)


@contextmanager
def running(folder: DataFolder, settings: Mapping[str, str]) -> Iterator[Cluster]:
    """The server of a data folder, with its database, until the block ends."""
    cluster = new_cluster(folder, settings)
    try:
        cluster.prepare()
        cluster.start()
        cluster.create_database()
        yield cluster
    finally:
        cluster.stop()
