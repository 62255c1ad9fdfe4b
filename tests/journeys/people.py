"""Citizens on the portal: who they are, and what they do there in the order of the pages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import BrowserContext, expect
from probe import Probe
from visitor import Visitor

BIRTH = "1.001193"
GO_ON = re.compile("(^T|, t)iếp tục$")
CODE = re.compile(r"H44\.28\.\d\d-\d{6}-\d{4}")


def plain(code: str) -> str:
    """Return a dossier's code as pages write it, with hyphens that no line end divides."""
    return code.replace("-", "\N{NON-BREAKING HYPHEN}")


@dataclass(frozen=True)
class Citizen:
    """``account`` is a demo account; other people of the population sign in by personal id."""

    name: str
    personal_id: str
    account: str = ""


@dataclass(frozen=True)
class Child:
    """``after`` is the parent whose surname, ethnicity and origin the child takes."""

    name: str
    notice: str
    after: str = "Theo mẹ"


class Applicant(Visitor):
    def __init__(self, profile: BrowserContext, home: str, probe: Probe, who: Citizen) -> None:
        super().__init__(profile, home, probe)
        self.who = who

    def signs_in(self, level: int = 2) -> None:
        """Sign in from the page that asks for it; demo accounts take the level that is asked."""
        self.press("Đăng nhập bằng tài khoản định danh điện tử (VNeID)")
        if self.who.account:
            self.press(f"Đăng nhập bằng tài khoản này: {self.who.name}")
        else:
            self.write("Số định danh cá nhân", self.who.personal_id)
            self.page.get_by_label(f"Mức {level}").check()
            self.press("Đăng nhập bằng số định danh")

    def opens(self, path: str) -> int:
        """Open an address, signing in first when that is asked for."""
        status = self.open(path)
        if "/sign-in/" not in self.page.url:
            return status
        self.signs_in()
        return self.open(path) if path not in self.page.url else 200

    def begins(self, start: str = "Bắt đầu khai") -> None:
        self.opens(f"/procedures/{BIRTH}/start/")
        self.press(start)

    def goes_on(self) -> None:
        self.press(GO_ON)

    def heads(self, title: str) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_have_text(title)

    def says_who_they_are(self, relation: str = "Mẹ") -> None:
        self.heads("Người yêu cầu")
        self.choose("Ông/bà là ai đối với trẻ?", relation)
        self.write("Số điện thoại", "0912 345 678")
        self.goes_on()

    def confirms_what_registers_know(self) -> None:
        for title in ("Mẹ của trẻ", "Hôn nhân của cha mẹ", "Cha của trẻ"):
            self.heads(title)
            self.press("Thông tin đúng, tiếp tục")

    def chooses_the_mothers_commune(self) -> None:
        self.heads("Cơ quan giải quyết")
        self.choose("Chọn cơ quan giải quyết", "Nơi cư trú của mẹ")
        self.goes_on()

    def gives_notice(self, child: Child) -> None:
        self.heads("Giấy chứng sinh")
        self.choose("Việc sinh được chứng minh bằng gì?", "Giấy chứng sinh điện tử (có mã)")
        self.write("Mã Giấy chứng sinh", child.notice)
        self.goes_on()

    def names(self, child: Child) -> None:
        self.heads("Thông tin của trẻ")
        self.write("Họ, chữ đệm, tên của trẻ", child.name)
        self.write_place("Nơi sinh", "Mai Châu", "Trung tâm Y tế khu vực Mai Châu")
        for question in ("Họ của con", "Dân tộc của con", "Quê quán của con"):
            self.choose(question, child.after)
        self.goes_on()

    def wants_copies(self, number: int) -> None:
        self.heads("Bản sao và nhận kết quả")
        self.write("Số bản sao Giấy khai sinh cần cấp", str(number))
        self.choose("Hình thức nhận kết quả", "Tại Trung tâm Phục vụ hành chính công")
        self.goes_on()

    def declares_it_true(self) -> None:
        self.heads("Cam đoan")
        self.page.get_by_label("Tôi cam đoan").check()
        self.goes_on()
        self.heads("Kiểm tra lại thông tin")

    def fills_in(self, child: Child, copies: int = 0, relation: str = "Mẹ") -> None:
        """Answer every page from the first to the review."""
        self.says_who_they_are(relation)
        self.confirms_what_registers_know()
        self.chooses_the_mothers_commune()
        self.gives_notice(child)
        self.names(child)
        self.wants_copies(copies)
        self.declares_it_true()

    def submits(self) -> str:
        """Submit the declaration; returns the code of the dossier."""
        self.press("Nộp hồ sơ")
        self.heads("Đã nộp hồ sơ")
        found = CODE.search(self.page.url)
        assert found
        return found[0]

    def declares(self, child: Child, copies: int = 0) -> str:
        self.begins()
        self.fills_in(child, copies)
        return self.submits()

    def pays(self, outcome: str = "Thanh toán thành công") -> None:
        """Go to the payment platform from the page at hand and choose how it ends there."""
        self.press(re.compile("^(Nộp phí, lệ phí|Thanh toán lại|Thanh toán trực tuyến)$"))
        self.press(outcome)

    def follows(self, code: str) -> int:
        return self.opens(f"/dossiers/{code}/")

    def answers_supplement(self, code: str, text: str) -> None:
        self.follows(code)
        self.press("Bổ sung hồ sơ")
        self.write("Nội dung bổ sung", text)
        self.press("Gửi bổ sung")
        self.reads("Đã gửi bổ sung")

    def reads_draft(self, code: str, folder: Path) -> Path:
        self.follows(code)
        draft = "Xem bản dự thảo (PDF)"
        self.waits_for(self.page.get_by_role("link", name=draft))
        return self.download(draft, folder)

    def asks_for_correction(self, code: str, text: str) -> None:
        self.follows(code)
        self.press("Có thông tin sai, đề nghị sửa")
        self.write("Nội dung nào sai, đúng phải ghi thế nào?", text)
        self.press("Gửi đề nghị sửa")
        self.reads("Đã gửi đề nghị sửa")

    def agrees_to_draft(self, code: str) -> None:
        self.follows(code)
        self.press("Thông tin đúng, đồng ý")
        self.reads("Đã thống nhất bản dự thảo")

    def rates(self, code: str, rating: str) -> None:
        self.follows(code)
        self.press(rating)
        self.reads("Cảm ơn ông/bà đã đánh giá")
