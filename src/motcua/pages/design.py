"""The living style page: every part as the pages draw it. Shown in the demo only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from motcua.catalogue.form_model import Choice, Question
from motcua.catalogue.words import Text
from motcua.kernel.clock import HANOI
from motcua.kernel.limits import DueState, DueWord, Outcome
from motcua.pages.fields import Field, grouped


@dataclass(frozen=True)
class Shown:
    at: datetime
    label: str
    body: str = ""
    person: str = ""


STORY = [
    Shown(datetime(2026, 11, 23, 9, 40, tzinfo=HANOI), "Đã gửi dự thảo để kiểm tra",
          "UBND xã Mai Châu", "Hà Thị Xuyến, công chức tư pháp - hộ tịch"),
    Shown(datetime(2026, 11, 23, 7, 12, tzinfo=HANOI), "Đã tiếp nhận hồ sơ",
          "Trung tâm PVHCC xã Mai Châu", "Lường Văn Hậu, chuyên viên"),
    Shown(datetime(2026, 11, 22, 20, 31, tzinfo=HANOI), "Đã nộp hồ sơ"),
]  # fmt: skip
STATES = [
    ("Bản nháp", "draft", "", ""),
    ("Đã nộp, đang chờ tiếp nhận", "submitted", "", ""),
    ("Đang giải quyết", "processing", "examination", ""),
    ("Đề nghị ông/bà kiểm tra bản dự thảo", "processing", "confirmation", ""),
    ("Cần bổ sung hồ sơ", "waiting_supplement", "", ""),
    ("Đã có kết quả", "decided", "", "granted"),
    ("Đã có văn bản từ chối giải quyết", "decided", "", "refused"),
    ("Đã rút hồ sơ", "withdrawn", "", ""),
]
FIELDS = [
    Field(Question("name", "person_name", Text("Họ, chữ đệm, tên của con"),
                   hint=Text("Ghi bằng chữ có dấu")), {"name": "Khà Minh Anh"}),
    Field(Question("id", "personal_id", Text("Số định danh cá nhân")), {"id": "01719812345"},
          error="Số định danh cá nhân gồm 12 chữ số. Ông/bà đã nhập 11"),
    Field(Question("born", "date", Text("Ngày sinh")), {"born.day": "20", "born.month": "11", "born.year": "2026"}),
    Field(Question("sex", "choice", Text("Giới tính"),
                   choices=(Choice("male", Text("Nam")), Choice("female", Text("Nữ")))),
          {"sex": "female"}),
    Field(Question("mother", "person_name", Text("Họ tên mẹ"),
                   wrong=Text("Đề nghị liên hệ Công an xã nơi thường trú để sửa.")),
          locked=True, shown="Khà Thị Dung",
          source="Nguồn: Cơ sở dữ liệu quốc gia về dân cư, tra cứu lúc 20:14 ngày 22/11/2026"),
]  # fmt: skip
ROWS = [("H44.28.05\u2011261123\u20110007", "Đăng ký khai sinh", "Đang giải quyết", "23/11/2026")]


def show(request: HttpRequest) -> HttpResponse:
    if not settings.DEMO:
        raise Http404
    context = {
        "story": STORY,
        "states": STATES,
        "groups": grouped(FIELDS),
        "due_states": [DueState(word, 2) for word in DueWord],
        "outcomes": list(Outcome),
        "columns": ["Mã hồ sơ", "Thủ tục", "Trạng thái", "Hẹn trả"],
        "table_rows": ROWS,
        "summary_rows": [
            {"label": "Họ tên mẹ", "value": "Khà Thị Dung", "source": FIELDS[-1].source},
            {"label": "Ngày sinh", "value": "20/11/2026", "change_url": "#born"},
        ],
        "errors": {field.question.id: field.error for field in FIELDS if field.error},
    }
    return render(request, "pages/design.html", context)
