import json
from dataclasses import replace

import pytest

from motcua.reconcile import BadInput, BadMapping, Stopped, reconcile
from motcua.reconcile.tests import towns

REGISTER = towns.people(2000)


def sentences(request):
    return " ".join(f["sentence"] for f in reconcile(request)["quality"])


def test_swapped_columns_stop_the_run_with_nothing_written(tmp_path):
    sector = [{**r, "name": r["birth"], "birth": r["name"]} for r in towns.rows_of(REGISTER)]
    request = towns.write(tmp_path, REGISTER, sector)
    with pytest.raises(Stopped, match="hoán đổi cột"):
        reconcile(request)
    assert not request.out.exists()
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []


def test_sexes_where_names_should_be_stop_the_run(tmp_path):
    sector = [{**r, "name": r["sex"], "sex": r["name"]} for r in towns.rows_of(REGISTER)]
    with pytest.raises(Stopped, match="chỉ có một từ"):
        reconcile(towns.write(tmp_path, REGISTER, sector))


def test_rows_with_neither_name_nor_number_stop_the_run(tmp_path):
    sector = [{**r, "name": None, "paper": " "} for r in towns.rows_of(REGISTER)]
    with pytest.raises(Stopped, match="không có số giấy tờ và họ tên nào"):
        reconcile(towns.write(tmp_path, REGISTER, sector))


def test_provinces_and_communes_in_each_others_column_are_said(tmp_path):
    sector = [{**r, "tinh": r["xa"], "xa": r["tinh"]} for r in towns.rows_of(REGISTER)]
    assert "mã xã hầu như không có" in sentences(towns.write(tmp_path, REGISTER, sector))


def test_a_sector_file_without_the_registers_last_years_is_said(tmp_path):
    sector = [r for r in towns.rows_of(REGISTER) if r["birth"] < "2005"]
    assert "sinh sau 2004" in sentences(towns.write(tmp_path, REGISTER, sector))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "tệp trống"),
        (
            b"row,paper,name,sex,birth,tinh,xa\n1,2,Nguy\xf4n V\xe3n,Nam,1990,1,1\n",
            "không phải UTF-8",
        ),
        (b"row,paper,name,sex,birth,tinh,xa\n1,2\n2,3,4,5,6,7,8,9,10\n", "không có cột"),
    ],
)
def test_a_csv_that_cannot_be_read_is_refused_in_words(tmp_path, content, words):
    request = towns.write(tmp_path, REGISTER, towns.rows_of(REGISTER))
    (tmp_path / "S.csv").write_bytes(content)
    with pytest.raises(BadInput, match=words):
        reconcile(replace(request, sector=tmp_path / "S.csv"))


def test_a_parquet_file_that_is_none_is_refused_in_words(tmp_path):
    request = towns.write(tmp_path, REGISTER, towns.rows_of(REGISTER))
    request.sector.write_bytes(request.sector.read_bytes()[:500])
    with pytest.raises(BadInput, match="hỏng"):
        reconcile(request)


def test_names_where_ids_should_be_stop_the_run(tmp_path):
    sector = [{**r, "paper": r["name"]} for r in towns.rows_of(REGISTER)]
    with pytest.raises(Stopped, match="số định danh không gồm"):
        reconcile(towns.write(tmp_path, REGISTER, sector))


def test_a_register_with_many_duplicate_ids_stops_the_run(tmp_path):
    doubled = REGISTER + [{**r, "name": "Ai Khác"} for r in REGISTER[:100]]
    with pytest.raises(Stopped, match="chung một số định danh"):
        reconcile(towns.write(tmp_path, doubled, towns.rows_of(REGISTER)))


def test_a_few_duplicate_ids_are_said_and_not_used(tmp_path):
    doubled = [*REGISTER, {**REGISTER[0], "name": "Ai Khác"}]
    request = towns.write(tmp_path, doubled, towns.rows_of(REGISTER))
    assert "2 trên 2.001 dòng" in sentences(request)


def test_an_empty_file_stops_the_run(tmp_path):
    request = towns.write(tmp_path, REGISTER, towns.rows_of(REGISTER)[:0] or [])
    (tmp_path / "S.csv").write_text("row,paper,name,sex,birth,tinh,xa\n", encoding="utf-8")
    with pytest.raises(Stopped, match="không có dòng nào"):
        reconcile(replace(request, sector=tmp_path / "S.csv"))


def test_ids_of_another_register_stop_the_run(tmp_path):
    others = towns.people(2000, seed=5)
    sector = [{**r, "paper": f"0999{i:08}"} for i, r in enumerate(towns.rows_of(others))]
    with pytest.raises(Stopped, match="hầu như không có trong tệp dân cư"):
        reconcile(towns.write(tmp_path, REGISTER, sector))


@pytest.mark.parametrize(
    ("share", "change", "words"),
    [
        (0.4, {"paper": None}, "thiếu số định danh: 800 trên 2.000 dòng (40,0 %)"),
        (1.0, {"xa": None}, "cột xã bỏ trống toàn bộ: 2.000 trên 2.000"),
        (0.02, {"paper": "1,23E+11"}, "bị bảng tính làm tròn"),
        (0.05, {"birth": "không rõ"}, "ngày sinh không đọc được: 100 trên 2.000"),
        (0.05, {"sex": "?"}, "giới tính không đọc được: 100 trên 2.000"),
        (0.05, {"birth": "2031-05-06"}, "hai tệp khác thời điểm: 100 trên 2.000"),
        (0.05, {"name": "NguyÔn V¨n H¶i"}, "mã TCVN3: 100 trên 2.000"),
        (0.05, {"paper": "000000000"}, "hoặc toàn số 0: 100 trên 2.000"),
        (0.05, {"paper": "111111111111"}, "có thể là số điền tạm: 100 trên 2.000"),
        (0.05, {"name": "KHÔNG RÕ"}, "có thể là chữ điền tạm: 100 trên 2.000"),
    ],
)
def test_a_fault_is_said_in_words_with_its_count_and_the_run_goes_on(
    tmp_path, share, change, words
):
    sector = towns.spoiled(towns.rows_of(REGISTER), share, lambda r: {**r, **change})
    assert words in sentences(towns.write(tmp_path, REGISTER, sector))


def test_birthdays_all_on_new_years_day_are_said_and_taken_as_years(tmp_path):
    sector = [{**r, "birth": r["birth"][:4] + "-01-01"} for r in towns.rows_of(REGISTER)]
    request = towns.write(tmp_path, REGISTER, sector)
    assert "sinh ngày 01/01, nhiều hơn mức tự nhiên" in sentences(request)
    found = towns.links(replace(request, out=tmp_path / "again"))
    assert sum(found[f"S{i}"]["person_id"] == p["id"] for i, p in enumerate(REGISTER)) > 1950


def test_names_in_capitals_without_marks_are_said_and_still_matched(tmp_path):
    plain = str.maketrans(
        "ễầêạàũặùỗồôươữưáãậâảừọếưịýăứỳđĐòệể", "eaeaauauooououuaaaaauoeuiyauydDoee"
    )
    sector = [{**r, "name": r["name"].translate(plain).upper()} for r in towns.rows_of(REGISTER)]
    request = towns.write(tmp_path, REGISTER, sector)
    assert "họ tên viết hoa không dấu" in sentences(request)
    found = towns.links(replace(request, out=tmp_path / "again"))
    assert sum(row["outcome"] == "settled" for row in found.values()) > 1900


def test_an_id_shared_by_several_names_is_said(tmp_path):
    sector = towns.rows_of(REGISTER)
    sector[1]["paper"] = sector[0]["paper"]
    assert "có thể là số của người thân: 2 trên 2.000" in sentences(
        towns.write(tmp_path, REGISTER, sector)
    )


def test_a_missing_column_is_named(tmp_path):
    request = towns.write(tmp_path, REGISTER, [{"row": "1", "paper": "2"}])
    with pytest.raises(BadInput, match="không có cột name, sex, birth, tinh, xa"):
        reconcile(request)


def test_a_mapping_says_all_its_faults_at_once(tmp_path):
    request = towns.write(tmp_path, REGISTER, towns.rows_of(REGISTER), "sector: {nonsense: a}\n")
    with pytest.raises(BadMapping) as raised:
        reconcile(request)
    assert len(raised.value.faults) == 2


def test_a_folder_with_other_files_is_left_alone(tmp_path):
    request = towns.write(tmp_path, REGISTER, towns.rows_of(REGISTER))
    request.out.mkdir()
    (request.out / "letter.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(BadInput, match="thư mục trống"):
        reconcile(request)
    assert [p.name for p in request.out.iterdir()] == ["letter.txt"]


def test_a_run_that_breaks_off_leaves_the_earlier_result_whole(tmp_path):
    request = towns.write(tmp_path, REGISTER, towns.rows_of(REGISTER))
    reconcile(request)
    before = {p.name: p.read_bytes() for p in request.out.iterdir()}

    def interrupted(step):
        if step == "Ghi kết quả":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        reconcile(replace(request, max_wrong=0.01), interrupted)
    assert {p.name: p.read_bytes() for p in request.out.iterdir()} == before
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []


def test_an_earlier_result_is_replaced_whole(tmp_path):
    request = towns.write(tmp_path, REGISTER, towns.rows_of(REGISTER))
    reconcile(request)
    (request.out / "old.txt").write_text("old", encoding="utf-8")
    reconcile(request)
    assert sorted(p.name for p in request.out.iterdir()) == [
        "links.parquet", "manifest.json", "proposals.parquet", "report.html",
    ]  # fmt: skip
    assert json.loads((request.out / "manifest.json").read_text())["rows"]["sector"] == 2000
