import gzip
import json
import zipfile

import pytest

from motcua.catalogue import national
from motcua.paths import ROOT

SHARED = ROOT.parent / "shared" / "data" / "national-catalogue"
LISTED = {
    "code": "1.001193",
    "name": "Thủ tục  đăng ký khai sinh",
    "categories": ["Hộ tịch"],
    "departments": ["Ủy ban nhân dân cấp xã"],
    "departmentPromulgate": "Bộ Tư pháp",
    "state": "UPDATED",
}
BIRTH = national.NationalRow(
    "1.001193", "Thủ tục đăng ký khai sinh", "Hộ tịch", "Bộ Tư pháp", ("commune",), "UPDATED"
)


def lines(*records):
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def test_the_list_is_read_with_its_faults_told(tmp_path):
    file = tmp_path / "list.jsonl.gz"
    broken = {**LISTED, "code": "1.0133611"}
    file.write_bytes(gzip.compress(lines(LISTED, broken, LISTED).encode() + b"{half\n"))

    imported = national.read(file)

    assert imported.rows == {"1.001193": BIRTH}
    assert imported.again == ["1.001193"]
    assert [fault.key for fault in imported.faults] == ["line 2", "line 4"]


def test_detail_records_and_printed_records_are_read_from_a_zip(tmp_path):
    detail = {
        "data": {
            "code": "1.001193",
            "name": LISTED["name"],
            "category": {"name": "Hộ tịch"},
            "isWard": True,
            "departmentPromulgateName": "Bộ Tư pháp",
            "state": "UPDATED",
        }
    }
    printed = (
        "Chi tiết thủ tục hành chính\nMã thủ tục: 1.004222\nTên thủ tục: Đăng ký thường trú\n"
        "Cấp thực hiện: Cấp Tỉnh, Cấp Xã\nLĩnh vực: Đăng ký, quản lý cư trú\n"
        "Trình tự thực hiện:\n    Mã thủ tục: 9.999999\n"
    )  # fmt: skip
    file = tmp_path / "records.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("1.001193.json", json.dumps(detail))
        archive.writestr("1.004222.txt", printed)

    imported = national.read(file)

    assert imported.rows["1.001193"] == BIRTH
    assert imported.rows["1.004222"].levels == ("province", "commune")
    assert imported.faults == []


def test_another_kind_of_file_is_refused(tmp_path):
    with pytest.raises(national.UnknownFormat):
        national.read(tmp_path / "catalogue.csv")


@pytest.mark.shared
# the whole list is not ours to copy; a stranger's clone has the samples above, which always run
@pytest.mark.skipif(not SHARED.exists(), reason="the national list lies beside the project only")
def test_the_national_list_of_july_2026_is_read():
    imported = national.read(SHARED / "catalog-2026-07.jsonl.gz")

    assert len(imported.rows) > 5600
    assert len(imported.faults) < 10
    assert imported.rows["1.001193"] == BIRTH
