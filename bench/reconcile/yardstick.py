"""The same links by Splink 5 on DuckDB, set up as a careful user would; in its own environment.

    python bench/reconcile/yardstick.py DIR OUT.parquet [--memory 4GB] [--threads 2]

Writes the best candidate of each sector row with its weight and its lead over the second, and
prints CPU seconds and peak memory as JSON.
"""

from __future__ import annotations

import argparse
import json
import resource
from pathlib import Path

import duckdb
import splink.comparison_level_library as cll
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

PLAIN = "strip_accents(replace(lower({name}), 'đ', 'd'))"
BIRTH = """coalesce(try_strptime(ns, '%Y-%m-%d'), try_strptime(ns, '%d/%m/%Y'), try_strptime(ns, '%Y%m%d'),
 try_strptime(ns, '%d.%m.%Y'), try_strptime(ns, '%m/%d/%Y'))::date"""


def prepare(con: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Normalise both files: NFC, accents, dates, padded ids, the new geography."""
    name = "regexp_replace(trim(nfc_normalize(ho_ten)), '\\s+', ' ', 'g')"
    plain = PLAIN.format(name=name)
    shared = f"""lower({name}) AS name, {plain} AS plain, split_part({plain}, ' ', -1) AS given,
        split_part({plain}, ' ', 1) AS surname, coalesce(strftime(b, '%Y-%m-%d')) AS birth,
        coalesce(year(b)::varchar, regexp_extract(ns, '^[0-9]{{4}}$'), '') AS year"""
    con.execute(f"""CREATE TABLE p AS SELECT so_dinh_danh AS unique_id, so_dinh_danh AS id12,
        cmnd AS id9, gioi_tinh AS sex, ma_tinh AS province, ma_xa AS commune, {shared}
        FROM (SELECT *, ngay_sinh AS ns, {BIRTH.replace("ns", "ngay_sinh")} AS b
              FROM '{folder}/P.parquet')""")
    con.execute(f"""CREATE TABLE s AS SELECT ma_so AS unique_id,
        CASE WHEN length(so_giay_to) > 9 THEN lpad(so_giay_to, 12, '0') END AS id12,
        CASE WHEN length(so_giay_to) <= 9 THEN lpad(so_giay_to, 9, '0') END AS id9, gt AS sex,
        ma_tinh_moi AS province, ma_moi AS commune, {shared}
        FROM (SELECT *, {BIRTH} AS b FROM '{folder}/S.parquet') AS raw
        LEFT JOIN '{folder}/crosswalk.parquet' ON ma_cu = xa""")
    for side in "ps":
        con.execute(f"""ALTER TABLE {side} ALTER year TYPE varchar USING nullif(year, '')""")


def who() -> list[cl.CustomComparison]:
    """Compare names by frequency and ids by kinds of slip."""
    ids = cl.CustomComparison(
        [
            cll.CustomLevel("coalesce(id12_l, id9_l) IS NULL OR coalesce(id12_r, id9_r) IS NULL").configure(is_null_level=True),
            cll.CustomLevel("id12_l = id12_r"),
            cll.CustomLevel("id9_l = id9_r"),
            cll.CustomLevel("damerau_levenshtein(id12_l, id12_r) <= 1"),
            cll.CustomLevel("damerau_levenshtein(id12_l, id12_r) <= 2"),
            cll.ElseLevel(),
        ],
        output_column_name="id",
    )  # fmt: skip
    names = cl.CustomComparison(
        [
            cll.NullLevel("name"),
            cll.ExactMatchLevel("name", term_frequency_adjustments=True),
            cll.ExactMatchLevel("plain", term_frequency_adjustments=True),
            cll.JaroWinklerLevel("plain", 0.95),
            cll.JaroWinklerLevel("plain", 0.88),
            cll.ElseLevel(),
        ],
        output_column_name="name",
    )
    return [names, ids]


def when_and_where() -> list[cl.CustomComparison]:
    """Compare births by kinds of slip and communes by frequency."""
    births = cl.CustomComparison(
        [
            cll.CustomLevel("year_l IS NULL OR year_r IS NULL").configure(is_null_level=True),
            cll.CustomLevel("birth_l = birth_r"),
            cll.CustomLevel("damerau_levenshtein(birth_l, birth_r) <= 1"),
            cll.CustomLevel("year_l = year_r AND substr(birth_l, 6, 2) = substr(birth_r, 9, 2)"
                            " AND substr(birth_l, 9, 2) = substr(birth_r, 6, 2)"),
            cll.CustomLevel("year_l = year_r"),
            cll.CustomLevel("abs(year_l::int - year_r::int) <= 1"),
            cll.ElseLevel(),
        ],
        output_column_name="birth",
    )  # fmt: skip
    places = cl.CustomComparison(
        [
            cll.NullLevel("province"),
            cll.ExactMatchLevel("commune", term_frequency_adjustments=True),
            cll.ExactMatchLevel("province"),
            cll.ElseLevel(),
        ],
        output_column_name="place",
    )
    return [births, places]


def settings() -> SettingsCreator:
    """Block by seven rules."""
    return SettingsCreator(
        link_type="link_only",
        comparisons=[*who(), *when_and_where(), cl.ExactMatch("sex")],
        blocking_rules_to_generate_predictions=[
            block_on("id12"),
            block_on("id9"),
            block_on("plain", "birth"),
            block_on("plain", "commune"),
            block_on("plain", "year", "province"),
            block_on("birth", "commune", "sex"),
            block_on("given", "birth", "province"),
        ],
        retain_matching_columns=False,
        probability_two_random_records_match=1e-7,
    )


def cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def write(con: duckdb.DuckDBPyConnection, found: str, out: Path) -> None:
    """Keep each sector row's best candidate and its lead over the second."""
    con.execute(f"""COPY (
        SELECT s AS ma_so, arg_max(p, w) AS person_id, max(w) AS weight,
               max(w) - coalesce(max(w, 2)[2], -20) AS lead
        FROM (SELECT CASE WHEN source_dataset_l = 'register' THEN unique_id_l ELSE unique_id_r END AS p,
                     CASE WHEN source_dataset_l = 'register' THEN unique_id_r ELSE unique_id_l END AS s,
                     match_weight AS w FROM {found})
        GROUP BY s) TO '{out}' (FORMAT parquet)""")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--memory", default="4GB")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--scratch", type=Path)
    args = parser.parse_args()
    laps = {}
    where = str(args.scratch / "splink.duckdb") if args.scratch else ":memory:"
    con = duckdb.connect(where, config={"memory_limit": args.memory, "threads": args.threads})
    prepare(con, args.folder)
    laps["prepare"] = cpu()
    api = DuckDBAPI(connection=con)
    linker = Linker(
        [
            api.register("p", dataset_display_name="register"),
            api.register("s", dataset_display_name="sector"),
        ],
        settings(),
        log_level="ERROR",
    )
    rules = [block_on("id12", "plain"), block_on("id9", "plain")]
    linker.training.estimate_probability_two_random_records_match(rules, recall=0.7)
    before = cpu()
    linker.training.estimate_u_using_random_sampling(max_pairs=1e7, seed=1)
    laps["u"] = cpu() - before
    for rule in (block_on("id12"), block_on("plain", "birth")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    before = cpu()
    found = linker.inference.predict(threshold_match_weight=-5)
    laps["predict"] = cpu() - before
    write(con, found.physical_name, args.out)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"cpu": cpu(), "peak_mb": peak, **laps}))


if __name__ == "__main__":
    main()
