"""Names as frequent as they are (shares of the Kinh surnames: Lê Trung Hoa, 2005).

Shares of the surnames of Mường, Thái, HMông, Tày and Dao people and of all given names are
estimates.
"""

from __future__ import annotations

from random import Random
from typing import Literal

Sex = Literal["male", "female"]

KINH, TAY, THAI, MUONG, HMONG, DAO = "01", "02", "03", "06", "08", "09"

_SURNAMES = {
    KINH: (
        "Nguyễn:310 Trần:109 Lê:89 Phạm:59 Hoàng:40 Huỳnh:11 Phan:28 Vũ:32 Võ:17 Đặng:21 Bùi:20 "
        "Đỗ:20 Hồ:15 Ngô:14 Dương:14 Lý:5 Trương:22 Đinh:16 Đào:14 Đoàn:14 Trịnh:13 Lương:12 "
        "Mai:12 Tạ:10 Phùng:10 Cao:10 Chu:10 Lưu:9 Hà:9 Tô:8 Vương:7 Kiều:6 Thái:5 Lâm:5 Quách:4"
    ),
    MUONG: "Bùi:520 Đinh:170 Quách:85 Hà:70 Nguyễn:55 Bạch:30 Xa:25 Phùng:20 Cao:15 Hoàng:10",
    THAI: (
        "Hà:260 Khà:130 Lò:120 Vì:110 Ngần:95 Lường:90 Lộc:50 Mạc:30 Quàng:25 Cầm:20 Đinh:20 "
        "Phạm:15 Vi:35"
    ),
    HMONG: "Sùng:260 Giàng:250 Vàng:130 Khà:60 Phàng:80 Mùa:80 Hạng:50 Tráng:40 Lầu:30 Thào:20",
    TAY: "Xa:260 Lường:210 Hà:130 Hoàng:120 Nông:90 Đinh:80 Nguyễn:60 Lý:50",
    DAO: "Triệu:220 Lý:210 Bàn:190 Đặng:180 Dương:100 Phùng:60 Bùi:40",
}
_MIDDLE: dict[Sex, str] = {
    "male": (
        "Văn:36 Đức:9 Minh:8 Quang:6 Hữu:6 Xuân:5 Quốc:5 Công:4 Anh:3 Gia:3 Ngọc:4 Thành:4 "
        "Trung:3 Tiến:3 Mạnh:3 Đình:4"
    ),
    "female": (
        "Thị:52 Ngọc:8 Thu:7 Thanh:6 Phương:5 Minh:4 Khánh:3 Thùy:4 Hoàng:2 Mai:2 Bích:3 "
        "Hồng:4 Kim:3"
    ),
}
_GIVEN: dict[Sex, str] = {
    "male": (
        "Hùng:30 Dũng:24 Cường:22 Tuấn:30 Nam:22 Sơn:20 Hải:22 Long:18 Thắng:20 Minh:18 Đức:18 "
        "Anh:22 Hiếu:14 Trung:16 Kiên:12 Quân:12 Duy:10 Bình:12 Hòa:10 Tâm:8 Thành:14 Toàn:10 "
        "Tiến:12 Việt:8 Phong:8 Huy:12 Khánh:8 Lâm:8 Tùng:10 Vinh:8 Tuyển:4 Chiến:8 Thuận:6 "
        "Lực:4 Nghĩa:6 Phúc:7 An:6 Bảo:6 Khôi:3 Hậu:6"
    ),
    "female": (
        "Hương:24 Lan:20 Hoa:22 Hằng:18 Thủy:18 Linh:24 Trang:22 Nga:16 Hà:20 Mai:18 Phương:18 "
        "Thảo:18 Dung:14 Yến:14 Huyền:16 Hạnh:14 Loan:10 Nhung:14 Oanh:8 Quyên:8 Thu:14 Vân:14 "
        "Xuân:10 Bích:6 Chi:8 Giang:10 Hiền:18 Liên:12 Ngân:10 Ngọc:14 Nguyệt:8 Tâm:8 Thắm:6 "
        "Tuyết:8 Anh:14 Diệp:4 My:6 Như:5 Quỳnh:10 Ún:2"
    ),
}
_OF_PEOPLE: dict[tuple[str, Sex], str] = {
    (HMONG, "male"): (
        "Chống:8 Dơ:6 Sình:9 Páo:9 Lử:6 Tủa:8 Chía:7 Dế:6 Vàng:5 Sào:6 Phàng:4 Khua:6 Màng:5 "
        "Thào:4 Của:5 Lềnh:5 Chư:4 Giống:5"
    ),
    (HMONG, "female"): (
        "Mỷ:9 Dợ:8 Mái:8 Sua:7 Chứ:6 Pà:5 Xia:6 Dở:5 Súa:7 Chu:6 Mo:6 Gàu:4 Y:4 Khua:4 Ly:5"
    ),
    (THAI, "female"): "Ún:6 Inh:4 Xuyến:6 Dung:8 Hoa:9 Hương:7 Pản:3 Thương:6 Nghi:3 Thơm:6 Pua:3",
    (THAI, "male"): "Inh:5 Pánh:4 Chung:7 Thành:8 Sơn:8 Hậu:6 Tủn:3 Ếm:3 Khuyên:3 Dũng:6 Thức:4",
}


def _stock(line: str) -> tuple[list[str], list[int]]:
    names, sums, total = [], [], 0
    for part in line.split():
        name, share = part.split(":")
        total += int(share)
        names.append(name)
        sums.append(total)
    return names, sums


_SURNAME_STOCK = {people: _stock(line) for people, line in _SURNAMES.items()}
_MIDDLE_STOCK = {sex: _stock(line) for sex, line in _MIDDLE.items()}
_GIVEN_STOCK = {sex: _stock(line) for sex, line in _GIVEN.items()}
_PEOPLE_STOCK = {key: _stock(line) for key, line in _OF_PEOPLE.items()}


def surname(rng: Random, people: str) -> str:
    return _draw(rng, _SURNAME_STOCK[people])


def full_name(rng: Random, family: str, people: str, sex: Sex) -> str:
    """Return e.g. 'Sùng A Chống', 'Khà Thị Dung', 'Nguyễn Đức Anh' for the given surname."""
    if people == HMONG:
        middle = "A" if sex == "male" else rng.choice(("Thị", "Y", "Thị"))
        return f"{family} {middle} {_draw(rng, _PEOPLE_STOCK[people, sex])}"
    own = _PEOPLE_STOCK.get((people, sex))
    if own and rng.random() < 0.4:
        return f"{family} {'Văn' if sex == 'male' else 'Thị'} {_draw(rng, own)}"
    given = _draw(rng, _GIVEN_STOCK[sex])
    middle = _draw(rng, _MIDDLE_STOCK[sex])
    while middle == given:
        middle = _draw(rng, _MIDDLE_STOCK[sex])
    return f"{family} {middle} {given}"


def _draw(rng: Random, stock: tuple[list[str], list[int]]) -> str:
    return rng.choices(stock[0], cum_weights=stock[1])[0]
