"""Invented people for the benchmark: households with shared surnames, places and ids.

Syllable weights are rough and for the benchmark only; nothing here is read by the engine.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Texts = npt.NDArray[np.object_]

SURNAMES = [
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Huỳnh",
    "Phan",
    "Vũ",
    "Võ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Hồ",
    "Ngô",
    "Dương",
    "Lý",
    "Đinh",
    "Đoàn",
    "Trịnh",
    "Mai",
    "Trương",
    "Lâm",
    "Đào",
    "Cao",
    "Hà",
    "Lương",
    "Phùng",
    "Tạ",
    "Chu",
    "Châu",
    "Quách",
    "Tô",
    "Vương",
    "Thái",
    "Kiều",
    "Nông",
    "Vi",
    "Lò",
    "Giàng",
    "Thạch",
]
MIDDLES_M = [
    "Văn",
    "Hữu",
    "Đức",
    "Công",
    "Quang",
    "Minh",
    "Xuân",
    "Thanh",
    "Ngọc",
    "Duy",
    "Đình",
    "Bá",
    "Anh",
    "Gia",
    "Quốc",
    "Trọng",
    "Tuấn",
]
MIDDLES_F = [
    "Thị",
    "Ngọc",
    "Thu",
    "Thanh",
    "Kim",
    "Bích",
    "Phương",
    "Mỹ",
    "Thùy",
    "Diệu",
    "Hồng",
    "Như",
    "Bảo",
    "Khánh",
    "Minh",
    "Thúy",
]
GIVEN_M = [
    "Hùng",
    "Dũng",
    "Tuấn",
    "Minh",
    "Nam",
    "Long",
    "Sơn",
    "Hải",
    "Thắng",
    "Cường",
    "Đức",
    "Hiếu",
    "Trung",
    "Quân",
    "Anh",
    "Khang",
    "Bảo",
    "Phúc",
    "Huy",
    "Tài",
    "Thành",
    "Tùng",
    "Việt",
    "Kiên",
    "Lâm",
    "Phong",
    "Quý",
    "Sang",
    "Tâm",
    "Toàn",
    "Vinh",
    "Hòa",
    "Hậu",
    "Khoa",
    "Luân",
    "Nghĩa",
    "Nhân",
    "Phát",
    "Thịnh",
    "Thọ",
    "Tiến",
    "Trí",
    "Trường",
    "Tú",
    "Văn",
    "Ý",
    "Đạt",
    "Định",
    "Ân",
    "Lộc",
    "Mạnh",
    "Nhật",
    "Quyết",
    "Tấn",
    "Thuận",
    "Thủy",
    "Bình",
    "Chiến",
]
GIVEN_F = [
    "Hoa",
    "Lan",
    "Hương",
    "Hằng",
    "Nga",
    "Thảo",
    "Trang",
    "Linh",
    "Anh",
    "Hà",
    "Thu",
    "Mai",
    "Yến",
    "Ngọc",
    "Phương",
    "Nhung",
    "Hạnh",
    "Hiền",
    "Oanh",
    "Thúy",
    "Loan",
    "Liên",
    "Lệ",
    "Dung",
    "Vân",
    "Xuân",
    "Tuyết",
    "Nhi",
    "My",
    "Vy",
    "Ngân",
    "Quyên",
    "Trâm",
    "Trinh",
    "Tâm",
    "Thơ",
    "Thư",
    "Hòa",
    "Bích",
    "Châu",
    "Chi",
    "Diễm",
    "Duyên",
    "Giang",
    "Hậu",
    "Huệ",
    "Huyền",
    "Khuyên",
    "Lài",
    "Lành",
    "Luyến",
    "Mơ",
    "Nguyệt",
    "Nhàn",
    "Nụ",
    "Sen",
    "Thắm",
    "Ánh",
]
EXTRA = [
    "An",
    "Bằng",
    "Cẩm",
    "Diệp",
    "Đan",
    "Giáng",
    "Hạ",
    "Khuê",
    "Lam",
    "Miên",
    "Nhã",
    "Oánh",
    "Phi",
    "Quế",
    "Sa",
    "Tịnh",
    "Uyên",
    "Vĩ",
    "Xuyến",
    "Yên",
]


@dataclass
class People:
    """One entry per person; ``birth`` is days since 1900-01-01, places are small ordinals."""

    personal_id: Ints
    old_id: Ints  # 0 = never had one
    surname: Texts
    middle: Texts
    given: Texts
    female: npt.NDArray[np.bool_]
    birth: Ints
    commune: Ints
    household: Ints
    kin: Ints  # index of another member of the household

    def __len__(self) -> int:
        return len(self.personal_id)


def zipf(rng: np.random.Generator, size: int, kinds: int, power: float = 1.0) -> Ints:
    """Draw ordinals 0 … kinds-1 with weights 1 / rank^power."""
    weights = 1 / np.arange(1, kinds + 1) ** power
    return np.searchsorted(np.cumsum(weights / weights.sum()), rng.random(size)).astype(np.int64)


def people(
    rng: np.random.Generator, size: int, communes: int, day_step: int, first: int, start: int
) -> People:
    """Draw ``size`` people; ``day_step`` > 1 thins birthdays so that they collide more.

    ``first`` and ``start`` keep the numbers of several draws apart: see personal_numbers.
    """
    household = np.sort(rng.integers(0, max(1, size * 10 // 36), size))
    first = np.searchsorted(household, household)
    home_surname = zipf(rng, size, len(SURNAMES), 1.15)[first]
    keeps = rng.random(size) < 0.72
    surname = np.where(keeps, home_surname, zipf(rng, size, len(SURNAMES), 1.15))
    female = rng.random(size) < 0.502
    birth = _births(rng, size, day_step)
    commune = zipf(rng, size, communes, 0.35)[first]
    kin = np.minimum(size - 1, np.where(np.arange(size) == first, first + 1, first))
    personal_id = personal_numbers(commune % 34, female, birth, np.arange(size), first, start)
    old_id = np.where(
        (birth < 36524 + 1500) & (rng.random(size) < 0.7), rng.integers(1e7, 4e8, size), 0
    )
    return People(
        personal_id, old_id, np.array(SURNAMES, object)[surname], _middles(rng, female),
        _givens(rng, female), female, birth, commune, household, kin,
    )  # fmt: skip


def _births(rng: np.random.Generator, size: int, day_step: int) -> Ints:
    age = rng.beta(1.5, 2.4, size) * 36000
    birth = (46300 - age).astype(np.int64) // day_step * day_step
    new_year = rng.random(size) < 0.02
    start = (calendar(birth).astype("datetime64[Y]").astype("datetime64[D]")).astype(np.int64)
    return np.where(new_year, start + 25567, birth)


def calendar(birth: Ints) -> npt.NDArray[np.datetime64]:
    return (birth - 25567).astype("datetime64[D]")


def _year(birth: Ints) -> Ints:
    return calendar(birth).astype("datetime64[Y]").astype(np.int64) + 1970


def personal_numbers(
    province: Ints,
    female: npt.NDArray[np.bool_],
    birth: Ints,
    order: Ints,
    first: int,
    start: int,
    step: int = 611_953,
) -> Ints:
    """Give each person of one (province, century, year) a serial of their own.

    Serials follow ``order`` by ``step`` (odd, no multiple of 5), from the ``first``-th on after
    ``start``: draws with firsts far enough apart and the same start and step never meet.
    """
    century = np.where(birth >= 36524, 2, 0) + female
    number = ((province * 2 + 1) * 10 + century) * 100 + _year(birth) % 100
    inside = order[np.argsort(number[order], kind="stable")]
    rank = np.empty(len(number), np.int64)
    rank[inside] = np.arange(len(number)) - np.searchsorted(number[inside], number[inside])
    return number * 1_000_000 + ((rank + first) * step + number * 2_654_435_761 + start) % 1_000_000


def _middles(rng: np.random.Generator, female: npt.NDArray[np.bool_]) -> Texts:
    size = len(female)
    men, women = np.array(MIDDLES_M, object), np.array(MIDDLES_F, object)
    middle = np.where(
        female, women[zipf(rng, size, len(women), 1.1)], men[zipf(rng, size, len(men), 1.0)]
    )
    second = np.array(EXTRA + MIDDLES_F[1:] + MIDDLES_M[1:], object)
    two = rng.random(size) < 0.3
    middle[two] = middle[two] + " " + second[zipf(rng, int(two.sum()), len(second), 0.5)]
    middle[rng.random(size) < 0.03] = ""
    return middle


def _givens(rng: np.random.Generator, female: npt.NDArray[np.bool_]) -> Texts:
    size = len(female)
    men, women = np.array(GIVEN_M + EXTRA, object), np.array(GIVEN_F + EXTRA, object)
    return np.where(
        female, women[zipf(rng, size, len(women), 0.6)], men[zipf(rng, size, len(men), 0.6)]
    )


def full_names(who: People) -> Texts:
    """Return names as the register writes them."""
    middle = np.where(who.middle == "", "", who.middle + " ")
    return who.surname + " " + middle + who.given
