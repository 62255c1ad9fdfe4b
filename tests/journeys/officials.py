"""Officials on the desk, each with their own password and authenticator."""

from __future__ import annotations

import re

import httpx
from playwright.sync_api import BrowserContext, Locator
from probe import Probe
from visitor import Visitor

from motcua.operations.demo_accounts import PASSWORD


class Official(Visitor):
    """``narrow`` is not asked of the desk: it is worked at a desk."""

    narrow = False

    def __init__(
        self, profile: BrowserContext, home: str, probe: Probe, username: str, sandbox: str
    ) -> None:
        super().__init__(profile, home, probe)
        self.username, self.sandbox = username, sandbox

    def signs_in(self, path: str = "/desk/") -> None:
        """Sign in with password and one-time code; a code works once, so each person does once."""
        self.open(path)
        self.write("Tên đăng nhập", self.username)
        self.write("Mật khẩu", PASSWORD)
        code = httpx.get(f"{self.sandbox}/authenticator/{self.username}", timeout=60).text
        self.write("Mã xác thực", code)
        self.press("Đăng nhập")

    def finds(self, code: str, tab: str = "") -> None:
        """Open a dossier from the first list with work in it, or from the one named."""
        self.open("/desk/")
        if tab:
            self.follow(re.compile(f"^{tab}"))
        link = self.page.locator(f"main table a[href*='{code}']")
        self.waits_for(link)
        self.leave_by(link)

    def looks_up(self, code: str) -> None:
        """Open a dossier of the agency by its address, whoever it waits for."""
        self.open(f"/desk/dossiers/{code}/")

    def sees_verified(self, *about: str) -> None:
        """Wait until the register agrees about all these."""
        for one in about:
            self.waits_for(self.verified(one))

    def verified(self, about: str) -> Locator:
        agreed = self.page.locator(".desk-answers", has_text="Đã xác thực")
        return agreed.get_by_role("listitem").filter(has_text=re.compile(f"^{about}"))

    def begins(self, action: str) -> None:
        """Open the form of an action from the dossier's page."""
        box = self.page.get_by_role("region", name="Việc cần làm")
        named = box.get_by_role("link", name=action, exact=True)
        self.leave_by(named.or_(box.get_by_role("button", name=action, exact=True)))

    def does(self, action: str) -> None:
        """Open the form of an action that asks for nothing, and perform it."""
        self.begins(action)
        self.press(action)

    def acts(self, action: str, **typed: str) -> None:
        """Open the form of an action, write into its fields by name, and perform it."""
        self.begins(action)
        for name, text in typed.items():
            self.page.locator(f"[name={name}]").fill(text)
        self.press(action)

    def waits_for_signed(self, form: str, signer: str) -> None:
        """Wait until a form stands in the dossier with the signature of a leader."""
        papers = self.main.get_by_role("listitem").filter(has_text=form)
        self.waits_for(papers.filter(has_text=f"Đã ký: {signer}"))


class Administrator(Official):
    """Records with what people and agencies sign."""

    KEY = "Mã chứng thư số, số điện thoại hoặc tên khóa"

    def gives_key(self, signer: str, way: str, handle: str, pem: str = "") -> None:
        self.open("/desk/administration/signing/")
        self.follow(signer)
        self.choose("Cách ký", way)
        self.write(self.KEY, handle)
        if pem:
            self.page.get_by_text("Chỉ với USB token, HSM: chứng thư số").click()
            self.write("Chứng thư số dạng PEM", pem)
        self.press("Ghi phương tiện ký số")

    def takes_key(self, signer: str) -> None:
        """End the newest key of a signer, who then signs as before."""
        self.open("/desk/administration/signing/")
        self.follow(signer)
        self.page.get_by_label(re.compile("^Ngày cuối")).first.fill("01/01/2020")
        self.press(re.compile("^Ghi$"))


class Receiver(Official):
    def receives(self, code: str) -> None:
        self.finds(code)
        self.does("Tiếp nhận")
        self.reads("Đã tiếp nhận hồ sơ")

    def hands_over(self, code: str) -> None:
        self.finds(code, "Chờ trả")
        self.begins("Trả kết quả")
        self.choose("Người nhận", "Người yêu cầu")
        self.choose("Hình thức trả kết quả", "Bản giấy tại Trung tâm")
        self.choose("Giấy tiếp nhận hồ sơ bản giấy", "Không cấp bản giấy")
        self.press("Trả kết quả")
        self.reads("Đã trả kết quả")


class JusticeOfficial(Official):
    def requests_supplement(self, code: str, item: str) -> None:
        self.finds(code)
        self.begins("Yêu cầu bổ sung")
        self.write("Nội dung khác cần bổ sung", item)
        self.press("Yêu cầu bổ sung")
        self.reads("Chờ bổ sung", item)

    def sends_draft(self, code: str) -> None:
        self.finds(code)
        self.does("Gửi dự thảo cho người yêu cầu kiểm tra")
        self.reads("Chờ người yêu cầu xác nhận dự thảo")

    def enters_in_register(self, code: str) -> str:
        """Send the birth to the civil-status register; returns the child's new personal id."""
        self.looks_up(code)
        self.does("Ghi vào sổ")
        entry = self.page.get_by_role("region", name="Ghi vào sổ")
        self.waits_for(entry)
        return entry.locator("dt:has-text('Số định danh cá nhân') + dd").inner_text()

    def submits_for_signature(self, code: str) -> None:
        self.looks_up(code)
        self.does("Trình ký")


class ViceChair(Official):
    def signs(self, code: str) -> None:
        self.finds(code)
        self.does("Ký số")


class Clerk(Official):
    def issues(self, code: str) -> None:
        self.finds(code)
        self.does("Cấp số, đóng dấu, phát hành")

    def tries_token(self, count: int) -> None:
        """Press the button that asks the signing program in this computer."""
        button = self.page.get_by_role("button", name=f"Ký {count} giấy tờ", exact=True)
        self.waits_for(button)
        button.click()
