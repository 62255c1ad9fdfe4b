"""The report (báo cáo đối soát): one printable page for the agency that owns the sector file."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from motcua.reconcile import outcomes, report_tables
from motcua.reconcile.quality import grouped

if TYPE_CHECKING:
    from motcua.reconcile.run import Links, Run

OUTCOME_WORDS = {
    "settled": "Đã ghép",
    "propose": "Đề xuất, chờ cán bộ xem",
    "none": "Không thấy trong tệp dân cư",
    "conflict": "Nhiều dòng cho một người",
}
_STYLE = """
body { font: 16px/1.5 'Be Vietnam Pro', system-ui, sans-serif; max-width: 60rem; margin: 2rem auto;
  padding: 0 1rem; color: #0b0c0c }
table { border-collapse: collapse; width: 100%; margin: 0 0 2rem }
caption { text-align: left; font-weight: 700; padding: .5rem 0 }
th, td { text-align: left; padding: .3rem .75rem .3rem 0; border-bottom: 1px solid #b1b4b6;
  vertical-align: top }
.number { text-align: right; font-variant-numeric: tabular-nums }
@media (max-width: 40rem) { body { padding: 0 .75rem } th, td { padding-right: .35rem; font-size: 14px } }
@media print { body { font-size: 11px; margin: 0 } tr, caption { break-inside: avoid } caption, thead { break-after: avoid } }
"""


def page(run: Run, links: Links, summary: dict[str, Any]) -> str:
    """Return the whole page; it names no person."""
    parts = [_outcomes(summary), _paragraph(_error_words(run, links, summary))]
    parts += _tables(run, links)
    title = "Báo cáo đối soát với dữ liệu dân cư"
    return (
        f'<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{_STYLE}</style></head><body><h1>{title}</h1>"
        f"{_paragraph(_opening(summary))}{''.join(parts)}</body></html>\n"
    )


def _outcomes(summary: dict[str, Any]) -> str:
    rows = summary["rows"]["sector"]
    counted = [
        (OUTCOME_WORDS[name], grouped(count), percent(count, rows))
        for name, count in summary["outcomes"].items()
    ]
    return _table("Kết quả từng dòng", ("Kết quả", "Số dòng", "Tỷ lệ"), counted)


def _tables(run: Run, links: Links) -> list[str]:
    return [
        _table(
            "Một người, nhiều dòng",
            ("Căn cứ", "Số người", "Số dòng"),
            report_tables.by_conflict(run.engine) or [("Không có.", "", "")],
        ),
        _table(
            "Chất lượng dữ liệu đầu vào",
            ("Điều phát hiện",),
            [(finding.sentence(),) for finding in run.findings] or [("Không có điều bất thường.",)],
        ),
        _table(
            "Trường cần đính chính",
            ("Trường", "Dòng đã ghép", "Dòng đề xuất", "Dòng trùng người"),
            report_tables.by_field(run.engine),
        ),
        _table(
            "Loại sai lệch ở các dòng phải so từng trường",
            ("Loại", "Số dòng", "Tỷ lệ"),
            report_tables.by_fault(run.engine, links.fields),
        ),
        _table(
            f"Theo {report_tables.area_word(run.mapping.sector)} ghi trong tệp ngành, nhiều dòng chưa ghép nhất ở trên",
            ("Mã", "Số dòng", "Đã ghép", "Đề xuất", "Không thấy", "Trùng người"),
            report_tables.by_area(run.engine, run.mapping.sector),
        ),
        _table("Nên sửa tại nguồn", ("Việc",), report_tables.advice(run.findings)),
    ]  # fmt: skip


def percent(part: float, whole: float) -> str:
    """Return '12,34 %'."""
    return f"{100 * part / max(1, whole):.2f}".replace(".", ",") + "\u00a0%"


def _opening(summary: dict[str, Any]) -> str:
    rows = summary["rows"]
    return (
        f"Tệp ngành có {grouped(rows['sector'])} dòng, đối chiếu với {grouped(rows['population'])} "
        f"người trong tệp dân cư. {grouped(summary['exact']['settled'])} dòng được ghép chính xác "
        "theo số định danh, họ tên và ngày sinh; các dòng còn lại được so từng trường."
    )


def _error_words(run: Run, links: Links, summary: dict[str, Any]) -> str:
    if links.threshold > outcomes.PARTS:
        return (
            f"Không dòng so từng trường nào đạt mức sai cho phép {percent(run.request.max_wrong, 1)}; "
            "tất cả chờ cán bộ xem. Tệp lớn hơn hoặc mức sai cao hơn (--max-wrong) sẽ ghép được nhiều hơn."
        )
    wrong, low, high = links.error
    expected = f"{summary['expected_wrong_among_settled']:.1f}".replace(".", ",")
    return (
        f"Mức sai cho phép: {percent(run.request.max_wrong, 1)} số dòng ghép bằng so từng trường. "
        f"Ước lượng mức sai thực của các dòng này: {percent(wrong, 1)} (khoảng tin cậy 95 %: "
        f"{percent(low, 1)} đến {percent(high, 1)}), đo trên những dòng đã biết kết quả nhưng giấu "
        f"số định danh. Ước tính có {expected} dòng ghép sai "
        f"trong tổng số đã ghép."
    )


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>"


def _table(caption: str, heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    def cells(row: tuple[str, ...], tag: str) -> str:
        return "".join(
            f'<{tag} class="number">{escape(cell)}</{tag}>'
            if i
            else f"<{tag}>{escape(cell)}</{tag}>"
            for i, cell in enumerate(row)
        )

    body = "".join(f"<tr>{cells(row, 'td')}</tr>" for row in rows)
    head = f"<thead><tr>{cells(heads, 'th')}</tr></thead>"
    return f"<table><caption>{escape(caption)}</caption>{head}<tbody>{body}</tbody></table>"
