from motcua.dossiers.declared_people import declared, people, same_subject

WIRE = {
    "maGCS": "17029.GCS.00412.26", "nksHoTen": "Bùi Khà Minh An", "nksNgaySinh": "2026-11-20",
    "meHoTen": "Khà Thị Dung", "meSoDDCN": "017199004127", "meNgaySinh": "1999-03-14",
    "meDanToc": "03", "meQuocTich": "VN", "meLoaiCuTru": "1", "meNoiCuTru": {"commune": "05200"},
}  # fmt: skip


def test_the_child_is_the_owner_and_an_unnamed_father_is_nobody():
    assert [(p.part, p.full_name) for p in people(WIRE)] == [
        ("owner", "Bùi Khà Minh An"),
        ("mother", "Khà Thị Dung"),
    ]


def test_what_a_parent_declared_is_compared_in_the_registers_codes():
    assert declared(WIRE, "mother") == {
        "ethnicity": "03",
        "nationality": "VN",
        "permanent_commune": "05200",
    }
    assert declared({**WIRE, "meLoaiCuTru": "2"}, "mother") == {
        "ethnicity": "03",
        "nationality": "VN",
    }
    assert declared(WIRE, "filer") == {}


def test_a_birth_notice_names_the_child_before_its_parents_did():
    assert same_subject(WIRE) == ("notice", "17029.GCS.00412.26")


def test_without_a_notice_twins_are_told_apart_by_their_names():
    bare = {k: v for k, v in WIRE.items() if k != "maGCS"}
    twin = {**bare, "nksHoTen": "Bùi Khà Minh Ân"}
    assert same_subject(bare) != same_subject(twin)
    assert same_subject({"nksHoTen": "Không rõ"}) == ()
