# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""``python -m lienthong.simulators.pki --dir DIR --person NAME --agency NAME``."""

import argparse
import json
import os
import sys
from pathlib import Path

from lienthong.simulators.pki.certificates import Kind
from lienthong.simulators.pki.store import Authority


def main() -> None:
    """Make the authority if needed, issue, print one JSON object a certificate."""
    parser = argparse.ArgumentParser(prog="python -m lienthong.simulators.pki")
    parser.add_argument("--dir", type=Path, required=True, help="folder of the authority")
    parser.add_argument("--base-url", default=os.environ.get("LIENTHONG_SIMULATORS_URL", ""))
    parser.add_argument("--person", action="append", default=[], help="name of a signer")
    parser.add_argument("--agency", action="append", default=[], help="name of an agency: a seal")
    options = parser.parse_args()
    authority = Authority(options.dir, options.base_url.rstrip("/"))
    authority.time_stamp_pair()
    organisation = options.agency[0] if options.agency else ""
    wanted = [(name, organisation, Kind.PERSON) for name in options.person]
    wanted += [(name, name, Kind.AGENCY) for name in options.agency]
    for name, owner, kind in wanted:
        issued = authority.issue(name, owner, kind)
        line = {
            "common_name": name,
            "organisation": owner,
            "kind": kind,
            "key": issued.key_pem.decode(),
            "certificate": issued.cert_pem.decode(),
            "chain": issued.chain_pem.decode(),
        }
        sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
