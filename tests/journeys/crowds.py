"""The pages that only a form leads to, pictured on the way: a citizen's, and the counter's."""

from __future__ import annotations

from typing import Protocol

from cast import TUYEN, Cast
from monday import a_scan
from people import Citizen
from playwright.sync_api import Page
from test_counter import CARD, _calls_a_number, _comes_for_an_organisation, _fills_in
from test_keys_at_hand import COMMUNE, SEAL
from test_whole_story import GIRL

STATES = ("guided", "supplement", "inquiry", "refused", "stopped", "submitted", "apologised")


class Camera(Protocol):
    def take(self, page: Page, name: str) -> None: ...


def visit_portal(cast: Cast, camera: Camera) -> None:
    """Declare a birth from the first page to the payment, with mistakes on the way."""
    mother = cast.mother
    mother.opens("/complain/")
    mother.page.locator("main form button").last.click()
    camera.take(mother.page, "portal-complain-errors")
    code = mother.declares(GIRL, copies=2)
    for path in ("/me/", f"/dossiers/{code}/", "/me/notices/", "/me/lookups/", "/me/complaints/"):
        mother.opens(path)
    mother.opens(f"/dossiers/{code}/payment/")
    mother.pays()
    mother.opens(f"/dossiers/{code}/withdraw/")
    cast.stranger.opens(f"/dossiers/{code}/")
    camera.take(cast.stranger.page, "portal-not-found")
    for state in STATES:
        person = cast.citizen(_declarant(state))
        person.opens("/me/")
        person.leave_by(person.page.locator("main a[href*='/dossiers/']").first)
        camera.take(person.page, f"portal-dossier-{state}")
    father = cast.citizen(TUYEN)
    father.begins()
    father.press("Tiếp tục")
    camera.take(father.page, "portal-declare-errors")
    for path in ("/procedures/1.004873/start/", "/procedures/2.000635/start/", "/help/"):
        father.opens(path)
        camera.take(father.page, "portal" + path.replace("/", "-").replace(".", "-").rstrip("-"))


def _declarant(state: str) -> Citizen:
    from motcua.operations import demo_dossiers

    row = next(one for one in demo_dossiers.declared() if one["state"] == state)
    return Citizen(row["mother"]["name"], row["mother"]["id"])


def visit_counter(cast: Cast, camera: Camera) -> None:
    receiver = cast.receiver
    receiver.open("/desk/certify/scan/")
    with receiver.page.expect_navigation():
        receiver.page.get_by_label("Bản chụp từ bản chính").set_input_files([a_scan(1)])
    receiver.look()
    receiver.page.locator("main form button").last.click()
    camera.take(receiver.page, "desk-certify-new-errors")
    receiver.choose("Bản chính của ai?", "Của doanh nghiệp, hợp tác xã, hộ kinh doanh")
    camera.take(receiver.page, "desk-certify-new-enterprise")
    _calls_a_number(receiver)
    receiver.follow("Tiếp nhận hồ sơ trực tiếp")
    receiver.page.get_by_label("Cấp bản sao Trích lục hộ tịch").check()
    receiver.write("Số điện thoại (để nhận mã xác nhận)", "0912345699")
    receiver.write("Quét mã QR trên thẻ", CARD)
    with receiver.page.expect_navigation():
        receiver.page.keyboard.press("Enter")
    receiver.look()
    receiver.leave_by(receiver.page.get_by_role("button", name="Kê khai: ").first)
    _fills_in(receiver)


def visit_counter_for_an_organisation(cast: Cast, camera: Camera) -> None:
    receiver = cast.receiver
    _comes_for_an_organisation(receiver)
    camera.take(receiver.page, "desk-counter-intake-organisation-errors")
    receiver.write("Tên tổ chức", "Trung tâm Công tác xã hội Mai Châu")
    receiver.press("Đối chiếu và bắt đầu")
    camera.take(receiver.page, "desk-counter-intake-organisation")


def visit_token(cast: Cast, camera: Camera) -> None:
    """Bring a paper before a clerk whose seal is on a USB token, and no further."""
    pem = (cast.stack.home / "keys" / "signers" / f"{COMMUNE}.pem").read_text()
    cast.administrator.gives_key(SEAL, "USB token tại máy người ký", "", pem)
    code = cast.brought("to sign")["to sign"].code
    cast.vice_chair.signs(code)
    cast.vice_chair.waits_to_read("Chờ cấp số, đóng dấu, phát hành")
    clerk = cast.clerk
    clerk.issues(code)
    clerk.press("Ký bằng USB token")
    clerk.waits_for(clerk.page.get_by_role("button", name="Ký 1 giấy tờ", exact=True))
    camera.take(clerk.page, "desk-token")
    cast.administrator.takes_key(SEAL)
