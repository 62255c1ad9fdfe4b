import unicodedata

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.kernel.names import fold, from_legacy
from motcua.reconcile.dialect import DUCKDB
from motcua.reconcile.encodings import as_unicode
from motcua.reconcile.names import FORMS, forms
from motcua.reconcile.tests.legacy import tcvn3, telex, vni
from motcua.reconcile.tests.towns import GIVENS, MIDDLES, SURNAMES

NAMES = st.tuples(st.sampled_from(SURNAMES), st.sampled_from(MIDDLES), st.sampled_from(GIVENS)).map(
    " ".join
)


def formed(*names):
    with duckdb.connect() as con:
        con.execute(
            "CREATE TABLE t AS SELECT unnest(?) AS raw, generate_subscripts(?, 1) AS n",
            [names, names],
        )
        rows = con.execute(f"SELECT * FROM ({forms(DUCKDB, 't', 'n')}) ORDER BY n").fetchall()
    return [dict(zip(FORMS, row[1:], strict=True)) for row in rows]


@settings(max_examples=6, deadline=None)
@given(st.lists(NAMES, min_size=20, max_size=40))
def test_every_encoding_of_a_name_has_the_same_form(names):
    for write in (
        str.upper,
        vni,
        tcvn3,
        lambda n: unicodedata.normalize("NFD", n),
        lambda n: f"  {n} ",
    ):
        # 'Dũng' in TCVN3 reads as the true syllable 'Dòng': nobody can tell by the name alone
        telling = [n for n in names if write not in (vni, tcvn3) or from_legacy(write(n)) == n]
        assert formed(*map(write, telling)) == formed(*telling)


@settings(max_examples=6, deadline=None)
@given(st.lists(NAMES, min_size=20, max_size=40))
def test_typing_keys_left_over_fold_to_the_same_name(names):
    assert [f["fold"] for f in formed(*map(telex, names))] == [f["fold"] for f in formed(*names)]


@settings(max_examples=6, deadline=None)
@given(st.lists(NAMES, min_size=20, max_size=40))
def test_old_encodings_are_read_as_the_kernel_reads_them(names):
    for write in (tcvn3, vni):
        with duckdb.connect() as con:
            con.execute("CREATE TABLE t AS SELECT unnest(?) AS raw", [list(map(write, names))])
            read = [
                r[0] for r in con.execute(f"SELECT {as_unicode('raw', DUCKDB)} FROM t").fetchall()
            ]
        assert read == [from_legacy(write(name)) for name in names]


@pytest.mark.parametrize(
    ("written", "same"),
    [("Nguyễn Thị Hoà", "NGUYỄN THỊ HÒA"), ("Lê Thuý", "lê thúy"), ("H' Lan Niê", "H'Lan Niê"),
     ("Trần T. Hoa", "Trần T Hoa"), ("Phạm Quý", "PHẠM QUÝ")],
)  # fmt: skip
def test_ways_of_writing_one_name_are_one_name(written, same):
    assert formed(written) == formed(same)


def test_d_with_a_stroke_is_folded():
    assert formed("Đặng Đình Đức")[0]["fold"] == "dang dinh duc"


def test_the_fold_is_the_kernels_with_i_for_y():
    for name in ("Nguyễn Thị Thúy", "Lý Mỹ Vy", "Trần Quỳnh Như"):
        assert formed(name)[0]["fold"] == fold(name).replace("y", "i")


def test_words_in_another_order_and_regional_spelling_sound_the_same():
    a, b, c = formed("Trần Xuân Lan", "Lan Trần Xuân", "Chần Suân Nan")
    assert a["sound"] == b["sound"] == c["sound"]


def test_a_name_without_marks_is_not_marked():
    assert [f["marked"] for f in formed("NGUYEN VAN AN", "Nguyễn Văn An", "Nguyeenx Vawn An")] == [
        False, True, False,
    ]  # fmt: skip
