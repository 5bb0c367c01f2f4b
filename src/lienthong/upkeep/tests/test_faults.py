# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What can be wrong with a backup folder is named, and then nothing is half done."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from lienthong.testing.disks import small_disk
from lienthong.testing.sizes import some
from lienthong.upkeep import chains
from lienthong.upkeep.errors import UpkeepError
from lienthong.upkeep.records import Record, Repository, open_repository
from lienthong.upkeep.restore import Restoring
from lienthong.upkeep.tests.conftest import Small

KEY = b"mot khoa dai de thu nghiem"


@pytest.fixture(scope="session")
def sealed(small: Small, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sealed backup folder with one whole run."""
    root = tmp_path_factory.mktemp("sealed") / "backup"
    small.keep(b"mot giay to")
    small.run(root, KEY).everything()
    return root


@pytest.fixture
def damaged(sealed: Path, tmp_path: Path) -> Path:
    """A copy of it to damage."""
    return Path(shutil.copytree(sealed, tmp_path / "damaged"))


def restored(root: Path, target: Path) -> None:
    repository = open_repository(root, KEY)
    chain = chains.newest(repository.records())
    Restoring(repository, target, print, durable=False).run(chain)


def record_of(root: Path) -> Record:
    return open_repository(root, KEY).records()[0]


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-20])


DAMAGES = [
    ("base", flip, "altered"),
    ("file", cut, "altered"),
    ("rest", flip, "altered"),
    ("record", cut, "altered"),
    ("file", Path.unlink, "missing"),
    ("record", Path.unlink, "no_base"),
    ("record", flip, "altered"),
    ("file", flip, "altered"),
    ("rest", Path.unlink, "missing"),
    ("base", Path.unlink, "missing"),
    ("base", cut, "altered"),
]


@pytest.mark.covers("6")
@pytest.mark.parametrize(("part", "damage", "code"), some(DAMAGES, 6))
def test_damage_is_named_and_leaves_no_installation(
    damaged: Path, tmp_path: Path, part: str, damage: Callable[[Path], None], code: str
) -> None:
    record = record_of(damaged)
    assert record.base is not None
    places = {
        "base": record.base.tar.name,
        "file": next(iter(record.files.values())).name,
        "rest": record.rest["secrets.json"].name,
        "record": f"records/{record.name}.json.sealed",
    }
    damage(damaged / places[part])

    with pytest.raises(UpkeepError) as named:
        restored(damaged, tmp_path / "target")

    assert named.value.code == code
    assert not list(tmp_path.glob("target*/*"))
    assert not list(tmp_path.glob("*.dang-khoi-phuc"))


@pytest.mark.parametrize(
    ("key", "code"), [(b"mot khoa khac han, cung dai", "wrong_key"), (None, "key_needed")]
)
def test_wrong_or_no_key_is_named(sealed: Path, key: bytes | None, code: str) -> None:
    with pytest.raises(UpkeepError) as named:
        open_repository(sealed, key)

    assert named.value.code == code


@pytest.mark.covers("6")
def test_full_disk_is_named_and_the_run_does_not_count(small: Small, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "1m") as disk:
        run = small.run(disk / "backup")

        with pytest.raises(UpkeepError) as named:
            run.everything()

        assert named.value.code == "disk_full"
        assert run.repository.records() == []
        run.server.forget()


@pytest.mark.covers("6")
def test_interrupted_run_is_not_taken_for_a_backup_and_its_leavings_go(
    small: Small, damaged: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = small.run(damaged, KEY)
    (damaged / "incoming" / "half").write_bytes(b"half")
    before = [record.name for record in run.repository.records()]

    with monkeypatch.context() as patch:
        patch.setattr(Repository, "write", _interrupt)
        with pytest.raises(KeyboardInterrupt):
            run.only_log()

    assert [record.name for record in open_repository(damaged, KEY).records()] == before
    assert not list((damaged / "incoming").iterdir())
    assert len(list((damaged / "log").iterdir())) == 2, "what it wrote is there and is not named"
    assert small.run(damaged, KEY).only_log().name > before[-1]


def _interrupt(_repository: Repository, _record: Record) -> None:
    raise KeyboardInterrupt


def test_strange_folder_is_neither_written_nor_read(small: Small, tmp_path: Path) -> None:
    (tmp_path / "luận văn.odt").write_text("quý")

    with pytest.raises(UpkeepError) as writing:
        small.run(tmp_path)
    with pytest.raises(UpkeepError) as reading:
        open_repository(tmp_path, None)

    assert (writing.value.code, reading.value.code) == ("not_backup", "no_backup")
    assert [path.name for path in tmp_path.iterdir()] == ["luận văn.odt"]
