"""The fields of a place: what is offered when a name means several, and what is kept."""

from motcua.catalogue import forms
from motcua.catalogue.form_model import Page, Question
from motcua.catalogue.words import Text
from motcua.kernel.parameters import parameters
from motcua.pages.fields import Field

PLACES = parameters().places
HOME = Question("home", "place", Text("Nơi ở"))


def field(error="", **typed):
    return Field(HOME, typed={f"home.{part}": text for part, text in typed.items()}, error=error)


def test_an_answer_stays_though_its_name_means_other_places_too():
    twice = next(one for one in PLACES.communes.values() if one.name == "Phường Ngọc Hà")
    drawn = field(commune=twice.code, province=twice.province_code)
    posted = {"commune": drawn.commune, "province": twice.province_code, "among": drawn.picked}
    page = Page("where", Text("Nơi ở"), (HOME,))
    parsed = forms.parse(page, {f"home.{part}": [text] for part, text in posted.items()})

    assert parsed.answers["home"] == {"commune": twice.code}


def test_a_refused_name_offers_what_it_may_mean():
    offered = {
        option.label: option.hint
        for option in field("Đề nghị chọn", commune="Đồng Tân", province="25").among
    }

    assert offered.keys() == {"Xã Mai Châu, Tỉnh Phú Thọ", "Xã Pà Cò, Tỉnh Phú Thọ"}
    assert offered["Xã Pà Cò, Tỉnh Phú Thọ"].startswith(
        "Có phần đất của Xã Đồng Tân, Huyện Mai Châu, Tỉnh Hòa Bình cũ: "
    )


def test_a_name_that_is_clear_offers_nothing():
    assert field("Đề nghị ghi số nhà", commune="Pà Cò", province="25").among == []
    assert field(commune="Đồng Tân", province="25").among == []
