"""Faults of the files, counted before matching and said in words; some stop the run.

Rules (stated in docs/reconcile/index.md): a finding with ``stops`` ends the run with nothing
written; every other finding goes into the report and the run goes on.
"""

# ruff: noqa: S608  (identifiers come from this module, values are quoted)
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from motcua.reconcile.encodings import DECOMPOSED_SIGN, TCVN3_SIGN, VNI_SIGN
from motcua.reconcile.engine import Engine
from motcua.reconcile.mapping import Side

STOP_UNREADABLE, STOP_DUPLICATE_IDS = 0.5, 0.01
SHAPE_ROWS, ID_SHAPE, TWO_WORDS = 50_000, "^[0-9]{8,12}$", "[^ \u00a0][ \u00a0]+[^ \u00a0]"
MANY_MISSING, MANY_NEW_YEAR, MANY_UNMARKED = 0.2, 0.05, 0.3
MANY_ALIKE, MANY_ROWS_ALIKE = 20, 0.002  # a filler stands in many rows
LABELS = {
    "full_name": "họ tên", "sex": "giới tính", "birth": "ngày sinh", "personal_id": "số định danh",
    "old_id": "số chứng minh", "province": "tỉnh", "district": "huyện", "commune": "xã",
    "address": "địa chỉ", "household": "hộ",
}  # fmt: skip
SIDES = {"p": "Tệp dân cư", "s": "Tệp ngành"}


@dataclass(frozen=True)
class Finding:
    """One fault: ``code`` for machines, ``words`` for people, how many rows of how many."""

    code: str
    side: str
    words: str
    rows: int
    of: int
    stops: bool = False

    def sentence(self) -> str:
        """Return the sentence with its counts, as the report shows it."""
        share = f"{100 * self.rows / max(1, self.of):.1f}".replace(".", ",")
        counts = f"{grouped(self.rows)} trên {grouped(self.of)} dòng ({share} %)"
        return f"{SIDES[self.side]}: {self.words}: {counts}."


class Stopped(Exception):
    """The files must not be matched; ``findings`` say why."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__(" ".join(finding.sentence() for finding in findings if finding.stops))
        self.findings = findings


def grouped(count: int) -> str:
    """Write a number as Vietnamese readers expect: 68.000.000."""
    return f"{count:,}".replace(",", ".")


def raw_findings(engine: Engine, name: str, side: Side) -> list[Finding]:
    """Look at the columns as they came; needs only ``{name}_raw``."""
    counts = _counted(engine, name, side)
    if counts["rows"] == 0:
        return [Finding("empty-file", name, "tệp không có dòng nào", 0, 0, stops=True)]
    shapes = _shape_findings(engine, name, side, counts["rows"])
    return [*_missing_findings(name, side, counts), *shapes]


def _counted(engine: Engine, name: str, side: Side) -> dict[str, int]:
    asked = {"rows": "count(*)", "key": "count(k)"}
    asked |= {field: f"count({field})" for field in side.fields}
    row = engine.rows(f"SELECT {', '.join(asked.values())} FROM {name}_raw")[0]
    return {label: int(str(value or 0)) for label, value in zip(asked, row, strict=True)}


def _missing_findings(name: str, side: Side, counts: dict[str, int]) -> Iterator[Finding]:
    rows = counts["rows"]
    if counts["key"] < rows:
        yield Finding("no-key", name, "thiếu khóa dòng", rows - counts["key"], rows)
    if not any(counts.get(field) for field in ("full_name", "personal_id", "old_id")):
        words = "không có số giấy tờ và họ tên nào để ghép; đề nghị xem lại tệp và ánh xạ cột"
        yield Finding("nothing-to-match", name, words, rows, rows, stops=True)
    for field in side.fields:
        label, missing = LABELS.get(field, field), rows - counts[field]
        if missing == rows:
            yield Finding("empty-column", name, f"cột {label} bỏ trống toàn bộ", missing, rows)
        elif missing > MANY_MISSING * rows:
            yield Finding("many-missing", name, f"thiếu {label}", missing, rows)


def _shape_findings(engine: Engine, name: str, side: Side, rows: int) -> Iterator[Finding]:
    """Look for columns that hold another kind of thing, in rows spread over the file."""
    sql = engine.sql
    digits = sql.matches("full_name", "[0-9].*[0-9].*[0-9].*[0-9]")
    shapes = {
        "full_name": (f"({digits} OR NOT {sql.matches('full_name', TWO_WORDS)})", "cột họ tên chứa dãy chữ số hoặc chỉ có một từ"),
        "birth": (sql.matches("birth", "[^0-9/. :TZ+-]|^[0-9]{9,}$"), "cột ngày sinh không chứa ngày"),
        **{
            field: (
                f"(NOT {sql.matches(field, ID_SHAPE)} OR {sql.matches(field, '^0+$')})",
                f"{LABELS[field]} không gồm 9 hoặc 12 chữ số, hoặc toàn số 0",
            )
            for field in ("personal_id", "old_id")
        },
    }  # fmt: skip
    asked = {field: shape for field, shape in shapes.items() if field in side.fields}
    spread = f"FROM {name}_raw WHERE rn % {max(1, rows // SHAPE_ROWS)} = 0"
    faults = [fault for fault, _ in asked.values()]
    sums = _sums(engine, faults + [f"{field} IS NOT NULL" for field in asked], spread)
    seen, there = sums[: len(asked)], sums[len(asked) :]
    for (field, (fault, words)), bad, of in zip(asked.items(), seen, there, strict=True):
        if bad > STOP_UNREADABLE * of:
            hint = f"{words}; có thể ánh xạ nhầm hoặc hoán đổi cột (đếm trên các dòng rải đều)"
            yield Finding(f"unlike-{field}", name, hint, bad, of, stops=True)
        elif bad and field in ("personal_id", "old_id"):
            rounded = sql.matches(field, "[0-9][eE][+]?[0-9]")
            every, lost = _sums(engine, [fault, rounded], f"FROM {name}_raw")
            yield Finding(f"unlike-{field}", name, words, every, rows)
            if lost:
                words = f"{LABELS[field]} bị bảng tính làm tròn (dạng 1,2E+11)"
                yield Finding("rounded-ids", name, words, lost, rows)


def _sums(engine: Engine, conditions: list[str], source: str) -> list[int]:
    """Count the rows that meet each condition, in one pass."""
    if not conditions:
        return []
    sums = ", ".join(f"sum(CASE WHEN {condition} THEN 1 ELSE 0 END)" for condition in conditions)
    return [int(str(count or 0)) for count in engine.rows(f"SELECT {sums} {source}")[0]]


def _writing_findings(engine: Engine, name: str) -> Iterator[Finding]:
    """Count ways of writing names over the distinct names."""
    sql = engine.sql
    marks = sql.matches("raw", "[^ -~]")
    asked = {
        "all": "1 = 1",
        "name-nfd": sql.matches("raw", DECOMPOSED_SIGN),
        "name-tcvn3": sql.matches("raw", TCVN3_SIGN),
        "name-vni": sql.matches("raw", VNI_SIGN),
        "unmarked": f"NOT {marks}",
        "capitals": f"NOT {marks} AND upper(raw) = raw",
    }
    sums = ", ".join(f"sum(CASE WHEN {fault} THEN n ELSE 0 END)" for fault in asked.values())
    row = engine.rows(f"SELECT {sums} FROM {name}_names")[0]
    counts = {label: int(str(n or 0)) for label, n in zip(asked, row, strict=True)}
    for label, code in (("name-nfd", "Unicode tổ hợp (NFD)"), ("name-tcvn3", "mã TCVN3"), ("name-vni", "mã VNI")):  # fmt: skip
        if counts[label]:
            yield Finding(label, name, f"họ tên ghi bằng {code}", counts[label], counts["all"])
    least = max(MANY_ALIKE, MANY_ROWS_ALIKE * counts["all"])
    filler = number(engine, f"SELECT sum(n) FROM {name}_names WHERE n >= {least!r} AND n_fold = 0")
    if filler:
        words = (
            "họ tên dùng cho rất nhiều dòng mà không ai trong tệp dân cư có; có thể là chữ điền tạm"
        )
        yield Finding("filler-names", name, words, filler, counts["all"])
    if counts["unmarked"] > MANY_UNMARKED * max(1, counts["all"]):
        capitals = counts["capitals"] > counts["unmarked"] / 2
        words = "họ tên viết hoa không dấu" if capitals else "họ tên không dấu"
        yield Finding("unmarked-names", name, words, counts["unmarked"], counts["all"])


def read_findings(engine: Engine, name: str, side: Side) -> list[Finding]:
    """Look at what was read from the columns; needs the normalised tables of the side."""
    found: list[Finding] = []
    if "full_name" in side.fields:
        found += _writing_findings(engine, name)
    if "birth" in side.fields:
        found += _birth_findings(engine, name)
    if "sex" in side.fields:
        found += _unread(engine, name, "sex", "giới tính không đọc được")
    if any(part in side.fields for part in ("province", "commune", "address")):
        unknown = number(engine, f"SELECT sum(n) FROM {name}_place WHERE NOT known")
        if unknown:
            words = "mã xã không có trong bảng chuyển đổi địa giới"
            found.append(Finding("unknown-place", name, words, unknown, row_count(engine, name)))
    if {"personal_id", "sex", "birth"} <= set(side.fields):
        found += _id_contradictions(engine, name)
    return found + list(_duplicate_ids(engine) if name == "p" else _duplicate_keys(engine))


def _birth_findings(engine: Engine, name: str) -> Iterator[Finding]:
    yield from _unread(engine, name, "birth", "ngày sinh không đọc được", may_stop=True)
    known = number(engine, f"SELECT sum(n) FROM {name}_birth WHERE value % 100 > 0")
    new_year = number(engine, f"SELECT sum(n) FROM {name}_birth WHERE value % 10000 = 101")
    if new_year > MANY_NEW_YEAR * max(1, known):
        words = "sinh ngày 01/01, nhiều hơn mức tự nhiên; được coi như chỉ biết năm sinh"
        yield Finding("new-year-births", name, words, new_year, known)
    vague = number(engine, f"SELECT sum(n) FROM {name}_birth WHERE value % 100 = 0")
    if vague:
        yield Finding("vague-births", name, "chỉ có năm hoặc tháng sinh", vague, known + vague)


def _unread(engine: Engine, name: str, column: str, words: str, may_stop: bool = False) -> Iterator[Finding]:  # fmt: skip
    of = number(engine, f"SELECT sum(n) FROM {name}_{column}")
    bad = number(engine, f"SELECT sum(n) FROM {name}_{column} WHERE value IS NULL")
    if bad:
        many = bad > STOP_UNREADABLE * of
        words += "; có thể ánh xạ nhầm cột" if many else ""
        yield Finding(f"unread-{column}", name, words, bad, of, stops=may_stop and many)


def _id_contradictions(engine: Engine, name: str) -> Iterator[Finding]:
    """The fourth digit of a personal id tells sex and century, the next two the year."""
    digit, year = "floor(id12 / 1e8) % 10", "floor(id12 / 1e6) % 100"
    sex = f"({digit} % 2 = 0) <> (sex = 1)"
    of, other_sex, other_year = engine.rows(f"""
        SELECT count(*), sum(CASE WHEN {sex} THEN 1 ELSE 0 END),
               sum(CASE WHEN floor(birth / 10000.0) % 100 <> {year} THEN 1 ELSE 0 END)
        FROM {name}_rows WHERE id12 IS NOT NULL AND sex IS NOT NULL AND birth IS NOT NULL""")[0]
    rows = int(str(of))
    for code, bad, words in (
        ("id-sex", other_sex, "giới tính trái với số định danh"),
        ("id-year", other_year, "năm sinh trái với số định danh"),
    ):
        count = int(str(bad or 0))
        if count:
            if code == "id-sex" and count > 0.8 * rows:
                words = "mã giới tính ghi ngược với số định danh"
            yield Finding(code, name, words, count, rows)


def _duplicate_ids(engine: Engine) -> Iterator[Finding]:
    people = row_count(engine, "p")
    again = number(engine, "SELECT sum(n) FROM p_shared_id12")
    if again:
        stops = again > STOP_DUPLICATE_IDS * people
        words = "nhiều dòng chung một số định danh; "
        words += (
            "nhiều quá 1 %, đề nghị loại dòng trùng hoặc xem lại cột"
            if stops
            else "các số này không dùng để ghép chính xác"
        )
        yield Finding("duplicate-ids", "p", words, again, people, stops)


def _duplicate_keys(engine: Engine) -> Iterator[Finding]:
    rows = row_count(engine, "s")
    keys = number(engine, _REPEATED_KEYS)
    if keys:
        yield Finding("duplicate-keys", "s", "trùng khóa dòng", keys, rows)
    few, many = (int(str(n or 0)) for n in engine.rows(_SHARED)[0])
    if few:
        words = "chung số định danh nhưng khác tên; có thể là số của người thân"
        yield Finding("shared-ids", "s", words, few, rows)
    if many:
        words = f"một số định danh dùng cho từ {MANY_ALIKE} dòng khác tên trở lên; có thể là số điền tạm"
        yield Finding("filler-ids", "s", words, many, rows)


_SHARED = f"""
    SELECT sum(CASE WHEN n < {MANY_ALIKE} THEN n ELSE 0 END),
           sum(CASE WHEN n >= {MANY_ALIKE} THEN n ELSE 0 END)
    FROM (SELECT count(*) AS n FROM s_rows WHERE id12 IS NOT NULL
          GROUP BY id12 HAVING min(hs) <> max(hs)) AS shared"""
_REPEATED_KEYS = """SELECT sum(n) FROM (SELECT count(*) AS n FROM s_raw
    WHERE k IS NOT NULL GROUP BY k HAVING count(*) > 1) AS repeated"""


def row_count(engine: Engine, name: str) -> int:
    return number(engine, f"SELECT count(*) FROM {name}_rows")


def number(engine: Engine, select: str) -> int:
    return int(str(engine.rows(select)[0][0] or 0))
