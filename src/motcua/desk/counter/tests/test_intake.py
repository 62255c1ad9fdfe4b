"""From the card to the receipt, for somebody without an account."""

import pytest

from motcua.accounts.roles import Role
from motcua.counter.models import Intake, Visit
from motcua.desk.counter.tests.people import (
    ARRIVE,
    CARD,
    arrives,
    begun,
    code_on_the_phone,
    confirmed,
    filled,
    taken_in,
)
from motcua.desk.tests.cast import MAI_CHAU, PA_CO, browser
from motcua.dossiers import history
from motcua.dossiers.models import DossierRow, Draft, InternalNote, Party
from motcua.payments.models import Charge
from motcua.registries.models import LookUp


def test_a_scanned_card_is_compared_with_the_register_and_the_look_up_is_on_record(receiver):
    page = arrives(receiver)
    assert page.context["outcome_word"] == "Đã xác thực"
    looked = LookUp.objects.get()
    assert (looked.agency, looked.outcome) == (MAI_CHAU, "found")
    assert "tại quầy" in looked.purpose


def test_what_differs_from_the_register_is_said(receiver):
    page = arrives(receiver, CARD.replace("Nữ", "Nam"))
    assert page.context["outcome_word"] == "Có sai lệch"
    assert page.context["register_says"] == ["Nữ"]


def test_an_unknown_person_and_a_silent_register_are_not_the_same(receiver, register):
    unknown = CARD.replace("017199001234", "017199001235")
    assert arrives(receiver, unknown).context["outcome"] == "not_found"
    register.down = True
    visit = arrives(receiver).context["visit"]
    register.down = False
    again = receiver.post(f"{ARRIVE}{visit.id}/ask-again/", follow=True)
    assert again.context["outcome"] == "found"


def test_a_card_of_another_type_is_told_in_words_and_nothing_typed_is_lost(receiver):
    page = arrives(receiver, "HS4010120878811|4e6775|01012015")
    assert page.status_code == 422
    assert "bảo hiểm y tế" in page.context["faults"]["card"]
    assert page.context["typed"]["phone"] == "0912345678"
    assert not Visit.objects.exists()


def test_without_a_card_three_facts_are_typed(receiver):
    by_hand = {"personal_id": "017199001234", "name": "Khà Thị Dung", "birth": "02/05/1999"}
    page = arrives(receiver, "", **by_hand)
    assert page.context["person"]["birth"] == "1999-05-02"
    assert arrives(receiver, "", **{**by_hand, "birth": "1999/13"}).status_code == 422


def test_every_page_is_kept_so_that_a_power_cut_loses_nothing(receiver):
    address = begun(receiver)
    page = receiver.get(address, follow=True)
    here, version = page.redirect_chain[-1][0], page.context["declaration"].version
    receiver.post(here, {"whose": "self", "applicant_phone": "0912345678", "seen": version})
    after = receiver.get("/desk/counter/")
    assert "Tiếp tục kê khai" in after.content.decode()
    assert receiver.get(address, follow=True).context["step"] == 2


def test_a_page_saved_elsewhere_meanwhile_is_not_overwritten(receiver):
    address = begun(receiver)
    page = receiver.get(address, follow=True)
    here, version = page.redirect_chain[-1][0], page.context["declaration"].version
    receiver.post(here, {"whose": "self", "applicant_phone": "0912345678", "seen": version})
    late = receiver.post(here, {"whose": "minor-child", "seen": version})
    assert late.status_code == 422
    assert Draft.objects.get().answers["whose"] == "self"


def test_the_register_fills_the_form_and_the_card_only_where_it_is_silent(receiver, register):
    begun(receiver)
    assert Draft.objects.get().sources["applicant_name"]["locked"]
    register.down = True
    begun(receiver)
    newest = Draft.objects.order_by("created_at").last()
    assert newest.answers["applicant_name"] == "Khà Thị Dung"
    assert not newest.sources.get("applicant_name")


def test_from_card_to_receipt_in_one_visit(receiver):
    code = taken_in(receiver)
    row = DossierRow.objects.get(code=code)
    assert (row.channel, row.receiving_agency) == ("counter", MAI_CHAU)
    assert row.received_at is not None
    parts = dict(Party.objects.filter(dossier_code=code).values_list("part", "full_name"))
    assert parts["filer"] == "Khà Thị Dung"
    assert parts["helper"] == "Cán bộ mot-cua"
    assert Charge.objects.get(dossier=code).method == "cash"
    first = history.events_of(code)[0]
    assert (first.facts["agreed"], first.facts["originals"]) == ("code", "seen_and_returned")
    assert "kê khai hộ tại quầy" in InternalNote.objects.get().text
    assert not Draft.objects.exists()


def test_pressed_twice_it_is_one_dossier(receiver):
    address = begun(receiver)
    filled(receiver, address)
    confirmed(receiver, address)
    sent = {"originals": "yes", "method": "cash"}
    first, second = (receiver.post(f"{address}file/", sent).url for _ in range(2))
    assert first == second
    assert DossierRow.objects.count() == 1


@pytest.mark.parametrize(
    ("sent", "missing"),
    [({"method": "cash"}, "originals"), ({"originals": "yes", "method": "beer"}, "method")],
)
def test_nothing_is_received_before_originals_are_seen_and_money_is_taken(receiver, sent, missing):
    address = begun(receiver)
    filled(receiver, address)
    confirmed(receiver, address)
    answer = receiver.post(f"{address}file/", sent)
    assert missing in answer.context["faults"]
    assert not DossierRow.objects.exists()


def test_nothing_is_filed_that_the_person_has_not_confirmed(receiver):
    address = begun(receiver)
    filled(receiver, address)
    answer = receiver.post(f"{address}file/", {"originals": "yes", "method": "cash"})
    assert "chưa xác nhận" in answer.context["faults"][""]


def test_a_change_after_the_confirmation_has_to_be_confirmed_again(receiver):
    address = begun(receiver)
    filled(receiver, address)
    assert confirmed(receiver, address).context["agreed"]
    again = receiver.get(f"{address}copies/")
    version = again.context["declaration"].version
    typed = {"copies": "3", "delivery": "centre", "seen": version}
    receiver.post(f"{address}copies/", typed)
    assert not receiver.get(f"{address}review/").context["agreed"]


def test_a_wrong_code_is_refused_and_after_five_the_right_one_too(receiver):
    address = begun(receiver)
    filled(receiver, address)
    receiver.post(f"{address}code/")
    for _ in range(5):
        answer = receiver.post(f"{address}agree/", {"code": "12345"})
        assert "không đúng" in answer.context["faults"]["code"]
    receiver.post(f"{address}agree/", {"code": code_on_the_phone()})
    assert not Intake.objects.get().agreed


def test_who_has_no_phone_signs_on_paper(receiver):
    address = begun(receiver, phone="")
    filled(receiver, address)
    receiver.post(f"{address}agree/", {"signed": "yes"})
    receiver.post(f"{address}file/", {"originals": "yes", "method": "transfer"})
    assert Intake.objects.get().agreed == "signature"
    assert DossierRow.objects.exists()


def test_who_brings_the_papers_is_on_the_dossier_and_may_act_for_the_person(receiver):
    visit = arrives(receiver).context["visit"]
    carrier = {"name": "Bùi Văn Tuyển", "personal_id": "017097005678", "paper": "Giấy ủy quyền"}
    wrong = receiver.post(f"{ARRIVE}{visit.id}/carrier/", {**carrier, "paper": ""})
    assert "paper" in wrong.context["faults"]
    receiver.post(f"{ARRIVE}{visit.id}/carrier/", carrier)
    address = f"/desk/counter/fill/{visit.intakes.get().id}/"
    filled(receiver, address)
    confirmed(receiver, address)
    receiver.post(f"{address}file/", {"originals": "yes", "method": "cash"})
    assert Party.objects.get(part="authorised").full_name == "Bùi Văn Tuyển"


def test_several_procedures_in_one_visit_have_drafts_of_their_own(receiver):
    visit = arrives(receiver).context["visit"]
    for code in ("2.000635", "1.004873"):
        receiver.post(f"{ARRIVE}{visit.id}/another/", {"procedure": code})
    assert Draft.objects.count() == 3
    assert receiver.post(f"{ARRIVE}{visit.id}/another/", {"procedure": "x"}).status_code == 422


def test_a_dossier_for_another_commune_is_received_here_and_decided_there(receiver):
    code = taken_in(receiver, issue_at="registered", register_place={"commune": "05212"})
    row = DossierRow.objects.get(code=code)
    assert (row.receiving_agency, row.competent_agency) == (MAI_CHAU, PA_CO)
    assert receiver.get(f"/desk/counter/dossiers/{code}/").context["elsewhere"]
    ((kept_in_view, body, _label),) = receiver.get("/desk/counter/elsewhere/").context["rows"]
    assert (kept_in_view.dossier.code, body) == (code, "Ủy ban nhân dân xã Pà Cò")
    assert browser(Role.SPECIALIST, PA_CO).get(f"/desk/dossiers/{code}/").status_code == 200


def test_the_receipt_is_printed_again_when_the_printer_was_off(receiver):
    code = taken_in(receiver)
    for _ in range(2):
        page = receiver.get(f"/desk/counter/dossiers/{code}/print/").content.decode()
        assert "16.000" in page
        assert "Mười sáu nghìn đồng" in page
        assert "17:00 ngày 23/11/2026" in page.replace("\u00a0", " ")


def test_an_ended_visit_is_no_longer_listed(receiver):
    visit = arrives(receiver).context["visit"]
    receiver.post(f"{ARRIVE}{visit.id}/end/")
    assert not receiver.get("/desk/counter/").context["visits"]


def test_pages_ask_the_database_little(receiver, django_assert_max_num_queries):
    address = begun(receiver)
    with django_assert_max_num_queries(12):
        receiver.get("/desk/counter/")
    with django_assert_max_num_queries(12):
        receiver.get(address, follow=True)
    filled(receiver, address)
    with django_assert_max_num_queries(12):
        receiver.get(f"{address}review/")


def test_a_transfer_is_shown_as_vietqr_and_found_again_by_its_words(receiver):
    address = begun(receiver)
    filled(receiver, address)
    confirmed(receiver, address)
    shown = receiver.get(f"{address}review/").context["transfer"]
    assert shown.svg.startswith("<svg")
    receiver.post(f"{address}file/", {"originals": "yes", "method": "transfer"})
    row = DossierRow.objects.get()
    paid = next(one for one in history.events_of(row.code) if one.kind == "paid")
    assert paid.facts["reference"] == shown.purpose
    assert Charge.objects.get().method == "transfer"
