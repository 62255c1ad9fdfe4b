"""A father complains, the head of the centre answers and publishes, and everybody finds it."""

from __future__ import annotations

from cast import Cast

COMPLAINT = "Tôi chờ ở quầy từ 8 giờ, gọi 0912 345 678 không ai trả lời."
ANSWER = "Trung tâm đã bố trí thêm một quầy vào buổi sáng."


def test_an_answer_is_published_without_personal_data(cast: Cast):
    father, head = cast.father, cast.head
    father.opens("/complain/")
    father.choose("Ông/bà phản ánh về", "Chậm giải quyết, chậm trả kết quả")
    father.pick("Cơ quan", "Ủy ban nhân dân xã Mai Châu")
    father.write("Nội dung", COMPLAINT)
    father.press("Gửi")
    code = father.page.url.rstrip("/").rpartition("/")[2]

    head.open(f"/desk/complaints/{code}/")
    head.choose("Việc cần làm", "Trả lời")
    head.write("Nội dung trả lời, câu hỏi hoặc lý do", ANSWER)
    head.press("Thực hiện")
    head.open(f"/desk/complaints/{code}/")
    head.press("Công khai câu trả lời")
    head.write("Nội dung phản ánh, kiến nghị", COMPLAINT)
    head.press("Công khai")
    head.reads("Còn thông tin cá nhân")
    head.write("Nội dung phản ánh, kiến nghị", "Người dân chờ lâu ở quầy.")
    head.press("Công khai")
    head.reads("Đã công khai câu trả lời")

    cast.passer_by.open("/answers/?q=cho+lau")
    cast.passer_by.reads("Người dân chờ lâu ở quầy.")
    cast.passer_by.page.get_by_text("Câu trả lời", exact=True).click()
    cast.passer_by.reads(ANSWER)
