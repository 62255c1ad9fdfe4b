"""Faults that only show when the two files are held against each other."""

# ruff: noqa: S608  (identifiers come from this module)
from __future__ import annotations

from collections.abc import Iterator

from motcua.reconcile.engine import Engine
from motcua.reconcile.quality import Finding, number, row_count

STOP_UNKNOWN_IDS, FEW_PLACES, ENOUGH = 0.01, 0.1, 20


def match_findings(hits: int, strangers: int, with_id: int, rows: int) -> Iterator[Finding]:
    """Judge the files against each other, after the ids were looked up and before matching."""
    if with_id >= 1000 and hits < STOP_UNKNOWN_IDS * with_id:
        words = "số định danh hầu như không có trong tệp dân cư; có thể nhầm tệp hoặc nhầm cột"
        yield Finding("unknown-ids", "s", words, with_id - hits, with_id, stops=True)
    elif with_id - hits > 0:
        yield Finding("unregistered-ids", "s", "có số nhưng không thấy trong tệp dân cư", with_id - hits, with_id)  # fmt: skip
    if strangers:
        words = "số định danh thuộc người khác hẳn họ tên và ngày sinh"
        yield Finding("others-ids", "s", words, strangers, rows)
        if strangers > 0.5 * hits:
            words = "quá nửa số định danh thuộc người khác; tệp sai cột hoặc xáo dòng"
            yield Finding("shuffled-ids", "s", words, strangers, hits, stops=True)


def newest_birth(engine: Engine) -> Iterator[Finding]:
    """A file of another year knows births yet to come in the register, or none of its last years."""
    register, sector = (_newest(engine, side) for side in "ps")
    if not register or not sector:
        return
    latest = number(engine, "SELECT max(value) FROM p_birth WHERE n > 0") // 10_000
    later = number(engine, f"SELECT sum(n) FROM s_birth WHERE value >= {(latest + 1) * 10_000}")
    if later:
        words = f"sinh sau năm mới nhất của tệp dân cư ({latest}); hai tệp khác thời điểm"
        yield Finding("other-year", "s", words, later, row_count(engine, "s"))
    young = number(engine, f"SELECT sum(n) FROM p_birth WHERE value >= {(sector + 1) * 10_000}")
    if sector < register:
        words = (
            f"sinh sau {sector}, năm sinh mới nhất của tệp ngành; "
            "nếu ngành quản lý cả lứa tuổi này thì tệp ngành là của năm trước"
        )
        yield Finding("older-file", "p", words, young, row_count(engine, "p"))


def _newest(engine: Engine, side: str) -> int:
    """Return the newest year that is no slip: at least one in ten thousand are born then or later."""
    years = engine.rows(f"""
        SELECT floor(value / 10000.0), sum(n) FROM {side}_birth WHERE value IS NOT NULL
        GROUP BY 1 ORDER BY 1 DESC""")  # fmt: skip
    least = max(2, sum(int(str(n)) for _, n in years) / 10_000)
    born = 0
    for year, n in years:
        born += int(str(n))
        if born >= least:
            return int(float(str(year)))
    return 0


def strange_places(engine: Engine) -> Iterator[Finding]:
    """Communes that the register does not know: columns swapped, or another list of codes."""
    of = number(engine, "SELECT sum(n) FROM s_place WHERE commune IS NOT NULL")
    met = number(engine, """
        SELECT sum(s.n) FROM s_place AS s SEMI JOIN p_place AS p ON p.commune = s.commune
        AND (p.province = s.province OR p.province IS NULL OR s.province IS NULL)""")  # fmt: skip
    if of >= ENOUGH and met < FEW_PLACES * of:
        words = (
            "mã xã hầu như không có trong tệp dân cư; có thể hoán đổi cột tỉnh và xã "
            "hoặc dùng bảng mã khác; địa bàn không giúp được việc ghép"
        )
        yield Finding("strange-places", "s", words, of - met, of)
