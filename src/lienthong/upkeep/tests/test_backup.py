# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A whole life of a backup folder: full, log, files, a moment between two acts, another place."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from lienthong.kernel.backups import backup_notes
from lienthong.upkeep import chains, notes
from lienthong.upkeep.errors import UpkeepError
from lienthong.upkeep.records import Repository, open_repository
from lienthong.upkeep.restore import Restoring
from lienthong.upkeep.tests.conftest import Small
from lienthong.upkeep.tidying import keep_newest

Acts = Callable[[Path], list[str]]


def restore(repository: Repository, chain: chains.Chain, target: Path, **options: bool) -> Path:
    Restoring(repository, target, print, durable=False, **options).run(chain)
    return target


@pytest.mark.covers("6")
def test_moment_between_two_acts_is_restored_with_the_first_and_without_the_second(
    small: Small, tmp_path: Path, acts: Acts, passphrase: bytes
) -> None:
    early = small.keep(b"giay khai sinh")
    root = tmp_path / "backup"
    run = small.run(root, passphrase)
    with pytest.raises(UpkeepError, match="Chưa có bản sao lưu đầy đủ"):
        run.only_log()
    first = run.everything()
    small.act("A")
    between = datetime.fromisoformat(small.now())
    small.act("B")
    late = small.keep(b"giay den sau")
    second = small.run(root, passphrase).only_log()
    run.server.forget()
    repository = open_repository(root, passphrase)
    records = repository.records()

    target = restore(repository, chains.until(records, between), tmp_path / "then")

    assert (first.base is not None, second.base) == (True, None)
    assert (set(first.files) >= {early}, set(second.files)) == (True, {late})
    assert acts(target)[-1] == "A"
    assert (target / "files" / early[:2] / early[2:4] / early).read_bytes() == b"giay khai sinh"
    assert not list(tmp_path.glob("*.dang-khoi-phuc"))
    assert not any(b"giay" in path.read_bytes() for path in root.rglob("*") if path.is_file())
    with pytest.raises(UpkeepError, match="chỉ biết tới"):
        chains.until(records, second.known_until + timedelta(seconds=1))
    with pytest.raises(UpkeepError, match="Không có bản sao lưu đầy đủ nào sớm hơn"):
        chains.until(records, first.known_until - timedelta(hours=1))
    with pytest.raises(UpkeepError) as gap:
        run.only_log()
    assert gap.value.code == "log_gap"


@pytest.mark.covers("6")
def test_newest_is_restored_over_an_installation_only_when_asked_and_sets_it_aside(
    small: Small, tmp_path: Path, acts: Acts
) -> None:
    root = tmp_path / "backup"
    small.act("Cũ")
    small.run(root).everything()
    small.act("Mới")
    run = small.run(root)
    last = run.everything()
    run.server.forget()
    notes.remember(small.folder.path, run.repository, last)
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "secrets.json").write_text(json.dumps({"secret_key": "of before"}))
    repository = open_repository(root, None)
    assert keep_newest(repository, 1) == 1
    chain = chains.newest(repository.records())

    with pytest.raises(UpkeepError) as refused:
        restore(repository, chain, tmp_path / "there")
    target = restore(repository, chain, tmp_path / "there", replace=True)

    assert refused.value.code == "occupied"
    assert acts(target)[-1] == "Mới"
    aside = next(tmp_path.glob("there.truoc-*"))
    assert json.loads((aside / "secrets.json").read_text()) == {"secret_key": "of before"}
    assert len(list((root / "bases").iterdir())) == 1
    (note,) = backup_notes(small.folder.path)
    assert last.base is not None
    assert (note.folder, note.known_until) == (str(root), last.known_until)
    assert note.full == last.base.usable_from
    assert set(chain.files) >= {path.name for path in small.source.stored_files()}
