import pytest

from motcua.catalogue import competence, forms
from motcua.catalogue.place_names import resolve
from motcua.catalogue.tests.family import HOA_BINH, MAI_CHAU, birth, declared_by_the_mother
from motcua.kernel.parameters import parameters

PLACES = parameters().places
PA_CO = "05212"


def post_residence(**typed):
    page = birth().form.page("commune")
    posted = {f"other_residence.{part}": [text] for part, text in typed.items()}
    return forms.parse(page, {"register_at": ["other"], **posted}, {"mother_residence": {}})


@pytest.mark.parametrize(
    "said", ["05200", "Xã Mai Châu", "mai chau", "thị trấn Mai Châu", "Tòng Đậu"]
)
def test_a_commune_is_found_by_code_present_name_and_former_name(said):
    assert resolve(said, PLACES, province="25").commune == PLACES.commune(MAI_CHAU)


def test_a_divided_commune_is_settled_by_its_hamlet():
    found = resolve("Đồng Tân", PLACES, province="25", detail="Xóm Phiêng Xa, nhà ông Páo")

    assert found.commune == PLACES.commune(PA_CO)


def test_a_divided_commune_without_a_known_hamlet_is_asked_about():
    parsed = post_residence(commune="Đồng Tân", province="25", detail="Xóm Lạ")

    assert parsed.errors["other_residence"].startswith(
        "Xã Đồng Tân, Huyện Mai Châu, Tỉnh Hòa Bình cũ nay thuộc 2 xã, phường. Đề nghị chọn"
    )


def widest(count):
    """The divided communes with most successors, wherever they were."""
    divided = [one for one in PLACES.former_communes.values() if one.is_divided]
    return sorted(divided, key=lambda one: (-len(one.successors), one.code))[:count]


@pytest.mark.parametrize("former", [*widest(6), PLACES.former("05221")], ids=lambda one: one.code)
def test_of_a_divided_commune_each_successor_can_be_picked(former):
    for code in former.successors:
        where = {"commune": former.name, "province": PLACES.commune(code).province_code}
        parsed = post_residence(**where, among=code, detail="Nhà ông Páo")
        assert parsed.answers["other_residence"] == {"commune": code, "detail": "Nhà ông Páo"}


def test_what_was_picked_for_one_name_does_not_answer_another():
    parsed = post_residence(commune="Tân Tiến", among=PA_CO, detail="Xóm Lạ")

    assert "other_residence" in parsed.errors


def test_choosing_the_code_of_one_successor_settles_it():
    parsed = post_residence(commune=PA_CO, province="25", detail="Xóm Lạ")

    assert parsed.answers["other_residence"] == {"commune": PA_CO, "detail": "Xóm Lạ"}


def test_a_name_that_many_communes_bear_lists_them():
    found = resolve("Tân Tiến", PLACES)

    assert found.commune is None
    assert len(found.candidates) > 1


def test_a_name_that_nobody_bears_says_what_to_do():
    parsed = post_residence(commune="Mai Chấu Chấu", detail="Xóm Văn")

    assert parsed.errors["other_residence"].startswith("Không tìm thấy xã, phường “Mai Chấu Chấu”")


def test_the_communes_to_choose_from_are_where_the_parents_live():
    options = competence.options(birth().form, declared_by_the_mother(), PLACES)

    assert [(option.choice.id, option.agency_name) for option in options] == [
        ("mother", "UBND xã Mai Châu"),
        ("father", "UBND phường Hòa Bình"),
    ]


def test_the_competent_commune_is_the_one_chosen():
    answers = declared_by_the_mother(register_at="father")

    assert competence.competent(birth().form, answers, PLACES) == PLACES.commune(HOA_BINH)
    assert competence.competent(birth().form, {}, PLACES) is None
