"""Fill the fresh database of a replay: agencies, the hub's account, keys of those who sign.

``python -m motcua.scenario.preparing`` with the node's environment; the hub's database is a copy.
"""

from __future__ import annotations

import sys

import django

django.setup()

from django.conf import settings  # noqa: E402

from motcua.accounts.service import Role  # noqa: E402
from motcua.agencies import service as agencies  # noqa: E402
from motcua.hub.sessions import keep_account  # noqa: E402
from motcua.kernel import clock  # noqa: E402
from motcua.operations.loading import load_agencies  # noqa: E402
from motcua.papers.authority import issue_certificate, make_authority  # noqa: E402
from motcua.papers.certificates import Holder  # noqa: E402
from motcua.papers.service import keys_folder  # noqa: E402
from motcua.scenario.levels import DEPARTMENT  # noqa: E402
from motcua.scenario.people import official  # noqa: E402


def main() -> int:
    load_agencies()
    ours = settings.SYSTEMS["national"]
    keep_account(ours["username"], ours["agency"], "Tỉnh Hòa Bình (bản phát lại)", ours["secret"])
    make_authority(keys_folder(), clock.now())
    for one in (*agencies.communes(clock.today()), agencies.agency(DEPARTMENT)):
        signer = official(one.code, Role.SIGNER)
        for ref, name, seal in (
            (str(signer.account_id), signer.name, ""),
            (one.code, one.name, one.code),
        ):
            holder = Holder(ref=ref, name=name, agency=one.name, agency_code=seal)
            issue_certificate(keys_folder(), holder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
