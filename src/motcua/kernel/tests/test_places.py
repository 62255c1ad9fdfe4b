import pytest

from motcua.kernel.parameters import parameters

PHU_THO = "25"
DONG_TAN = "05221"


@pytest.fixture(scope="module")
def places():
    return parameters().places


def found(places, text, province=PHU_THO):
    return [match.commune.name for match in places.search(text, 5, province)]


def test_the_country_has_34_provinces_and_3321_communes(places):
    assert len(places.provinces) == 34
    assert len(places.communes) == 3321
    assert len(places.communes_of(PHU_THO)) == 148


def test_every_former_unit_leads_to_a_commune(places):
    assert len(places.former_communes) == 10_035 + 5
    assert all(places.successors(code) for code in places.former_communes)


@pytest.mark.parametrize(
    "typed", ["Xã Mai Châu", "mai chau", "MAI CHÂU", "tt Mai Châu", "Tòng Đậu", "Nà Phòn, Mai Châu"]
)
def test_a_commune_is_found_by_its_present_and_former_names(places, typed):
    assert found(places, typed)[0] == "Xã Mai Châu"


def test_the_former_name_that_was_meant_is_told(places):
    match = places.search("Tòng Đậu", province_code=PHU_THO)[0]

    assert match.former.vi() == "Xã Tòng Đậu, Huyện Mai Châu, Tỉnh Hòa Bình"
    assert places.address(match.commune.code) == "Xã Mai Châu, Tỉnh Phú Thọ"


def test_a_present_name_comes_before_a_former_one(places):
    assert places.search("Mai Châu", province_code=PHU_THO)[0].former is None


def test_the_same_name_does_not_mean_the_same_place(places):
    assert found(places, "Xã Hòa Bình")[0] == "Phường Tân Hòa"
    assert found(places, "Phường Hòa Bình")[0] == "Phường Hòa Bình"
    assert found(places, "Hòa Bình")[:2] == ["Phường Hòa Bình", "Phường Tân Hòa"]


def test_marks_decide_between_names_that_look_alike_without_them(places):
    assert found(places, "Xã Cẩm Giàng", "31")[0] == "Xã Cẩm Giàng"
    assert found(places, "Xã Cẩm Giang", "31")[0] == "Xã Cẩm Giang"


def test_a_divided_commune_offers_each_successor_and_asks_for_the_hamlet(places):
    assert places.former(DONG_TAN).is_divided
    assert [commune.name for commune in places.successors(DONG_TAN)] == ["Xã Mai Châu", "Xã Pà Cò"]
    assert found(places, "Đồng Tân")[:2] == ["Xã Mai Châu", "Xã Pà Cò"]
    hamlets = places.hamlets_of(DONG_TAN)
    assert {hamlet.commune_code for hamlet in hamlets} == {"05200", "05212"}
    assert {hamlet.status for hamlet in hamlets} == {"demo"}


def test_a_part_of_a_namesake_in_a_merged_province_is_left_out(places):
    ward_4_of_my_tho = places.successors("28252")

    assert [commune.name for commune in ward_4_of_my_tho] == ["Phường Đạo Thạnh"]


def test_communes_stand_in_vietnamese_order(places):
    names = [commune.name for commune in places.communes_of("01")]

    assert names.index("Phường Bồ Đề") < names.index("Phường Cầu Giấy")
    assert names.index("Phường Dương Nội") < names.index("Phường Đại Mỗ")


@pytest.mark.parametrize("typed", ["", "  ", "không có nơi này"])
def test_nothing_is_found_for_nothing(places, typed):
    assert places.search(typed) == []
