"""The tables of the report."""

# ruff: noqa: S608  (identifiers come from this module, values are quoted)
from __future__ import annotations

from collections.abc import Iterable

from motcua.reconcile.comparison import Field
from motcua.reconcile.engine import Engine
from motcua.reconcile.mapping import Side
from motcua.reconcile.quality import LABELS, Finding, grouped

AREAS_SHOWN = 40
_FIELD_WORDS = {"name": "họ tên", "birth": "ngày sinh", "place": "địa bàn", "sex": "giới tính",
                "id": "số giấy tờ"}  # fmt: skip
_LEVEL_WORDS = {
    "differs": "khác", "missing": "thiếu", "given": "chỉ giống tên", "ends": "khác tên đệm",
    "near": "sai chính tả", "shortened": "bỏ hoặc viết tắt tên đệm", "sound": "viết theo phát âm, đảo thứ tự",
    "marks": "khác dấu", "plain": "không dấu", "near-year": "lệch một, hai năm", "year": "chỉ giống năm",
    "part": "khác hẳn ngày, tháng hoặc năm", "year-only": "chỉ có năm", "turned": "đảo ngày và tháng",
    "digit": "sai một chữ số", "province": "khác xã, cùng tỉnh", "district": "khác xã, cùng huyện",
    "household": "số của người cùng hộ", "other-name": "số của người khác tên",
    "near-9": "số chứng minh sai một chữ số", "near-12": "số định danh sai một chữ số",
}  # fmt: skip
_CONFLICT_WORDS = {
    "clear": "Một dòng có căn cứ hơn hẳn: đã ghép dòng đó, dòng còn lại chờ cán bộ xem",
    "exact": "Các dòng đều khớp chính xác: một người có nhiều dòng, ngành chọn dòng giữ lại",
    "even": "Không dòng nào hơn hẳn: chờ cán bộ xem",
}
_ADVICE = {
    "rounded-ids": "Xuất tệp với cột số định danh dạng văn bản; bảng tính đã làm tròn số.",
    "name-tcvn3": "Chuyển họ tên từ TCVN3 sang Unicode trước khi lưu.",
    "name-vni": "Chuyển họ tên từ VNI sang Unicode trước khi lưu.",
    "name-nfd": "Lưu họ tên bằng Unicode dựng sẵn (TCVN 6909:2001).",
    "unmarked-names": "Nhập lại họ tên có dấu theo dữ liệu dân cư.",
    "new-year-births": "Không ghi 01/01 khi không biết ngày sinh; để trống ngày và tháng.",
    "unread-birth": "Ghi ngày sinh theo dạng 27/03/1999.",
    "many-missing": "Bổ sung các cột còn thiếu, trước hết là số định danh.",
    "shared-ids": "Kiểm tra các số định danh dùng chung; thường là số của người thân.",
    "filler-ids": "Để trống số định danh khi chưa có, không điền số tạm.",
    "filler-names": "Để trống họ tên khi chưa có, không điền chữ tạm.",
    "strange-places": "Ghi mã xã theo danh mục hành chính, hoặc khai geography và crosswalk trong tệp ánh xạ.",
    "others-ids": "Kiểm tra các dòng có số định danh của người khác.",
    "id-sex": "Đối chiếu giới tính với chữ số thứ tư của số định danh.",
    "id-year": "Đối chiếu năm sinh với số định danh.",
    "unknown-place": "Cập nhật bảng chuyển đổi địa giới hoặc mã xã.",
    "duplicate-keys": "Loại các dòng trùng khóa.",
}


def by_field(engine: Engine) -> list[tuple[str, ...]]:
    """Count corrections per field; reads the table ``corrections``."""
    found = engine.rows("""
        SELECT field, sum(CASE WHEN outcome = 'settled' THEN 1 ELSE 0 END),
               sum(CASE WHEN outcome = 'propose' THEN 1 ELSE 0 END),
               sum(CASE WHEN outcome = 'conflict' THEN 1 ELSE 0 END)
        FROM corrections GROUP BY field ORDER BY field""")  # fmt: skip
    return [(LABELS.get(str(f), str(f)), *map(_grouped, counts)) for f, *counts in found]


def by_conflict(engine: Engine) -> list[tuple[str, ...]]:
    """Count people with several rows, by what the evidence could settle."""
    found = engine.rows("""
        SELECT kind, count(*), sum(n) FROM (
            SELECT pid, count(*) AS n, CASE
                WHEN sum(CASE WHEN outcome = 'settled' THEN 1 ELSE 0 END) > 0 THEN 'clear'
                WHEN sum(CASE WHEN pattern < 0 THEN 1 ELSE 0 END) > 1 THEN 'exact'
                ELSE 'even' END AS kind
            FROM links WHERE other_row IS NOT NULL GROUP BY pid) AS several
        GROUP BY kind ORDER BY kind""")  # fmt: skip
    return [(_CONFLICT_WORDS[str(kind)], *map(_grouped, counts)) for kind, *counts in found]


def by_fault(engine: Engine, fields: tuple[Field, ...]) -> list[tuple[str, ...]]:
    """Count each kind of fault among scored rows that were settled or proposed."""
    where = "FROM links WHERE outcome IN ('settled', 'propose') AND pattern >= 0"
    total = int(str(engine.rows(f"SELECT count(*) {where}")[0][0]))
    out: list[tuple[str, ...]] = []
    for i, field in enumerate(fields):
        if field.name not in _FIELD_WORDS:
            continue
        digit = f"CAST(floor(pattern / {float(10**i)!r}) AS bigint) % 10"
        for level, count in engine.rows(
            f"SELECT {digit}, count(*) {where} GROUP BY 1 ORDER BY 2 DESC, 1"
        ):
            number = int(str(level))
            name = field.levels[number] if number < len(field.levels) else "missing"
            if name in _LEVEL_WORDS:
                share = f"{100 * int(str(count)) / total:.1f}\u00a0%".replace(".", ",")
                out.append((f"{_FIELD_WORDS[field.name]}: {_LEVEL_WORDS[name]}", _grouped(count), share))  # fmt: skip
    return out


def area(side: Side) -> str | None:
    """Return the field that areas are told apart by: the district, else the province or commune."""
    return next((part for part in ("district", "province", "commune") if part in side.fields), None)


def area_word(side: Side) -> str:
    """Return the Vietnamese word for ``area``."""
    return LABELS.get(area(side) or "", "địa bàn")


def by_area(engine: Engine, side: Side) -> list[tuple[str, ...]]:
    """Count outcomes per area of the sector file, the most unsettled rows first."""
    part = area(side)
    if part is None:
        return []
    counted = ", ".join(
        f"sum(CASE WHEN l.outcome = '{name}' THEN 1 ELSE 0 END) AS {name}_rows"
        for name in ("settled", "propose", "none", "conflict")
    )
    found = engine.rows(f"""
        SELECT coalesce(r.{part}, '(trống)') AS area, count(*) AS n, {counted}
        FROM links AS l JOIN s_raw AS r ON r.rn = l.rn GROUP BY coalesce(r.{part}, '(trống)')
        ORDER BY n - settled_rows DESC, area LIMIT {AREAS_SHOWN}""")  # fmt: skip
    return [(str(name), *map(_grouped, counts)) for name, *counts in found]


def advice(findings: Iterable[Finding]) -> list[tuple[str]]:
    """Return what the sector should mend at the source, each once."""
    said = dict.fromkeys(_ADVICE[f.code] for f in findings if f.side == "s" and f.code in _ADVICE)
    return [(text,) for text in said] or [("Không có việc riêng.",)]


def _grouped(count: object) -> str:
    return grouped(int(str(count)))
