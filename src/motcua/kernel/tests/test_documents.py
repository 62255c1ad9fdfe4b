from datetime import date, time

import pytest

from motcua.kernel.documents import Node, read_document


def read(folder, text):
    (folder / "law.yaml").write_text(text, encoding="utf-8")
    faults = []
    return read_document(folder / "law.yaml", folder, faults), faults


def test_codes_times_and_days_are_not_bent_into_numbers(tmp_path):
    node, faults = read(
        tmp_path, "code: 05200\nopens: 13:30\nday: 2026-11-23\nprocedure: 1.001193\ncountry: NO\n"
    )
    fields = node.fields("code opens day procedure country")

    assert fields["code"].text() == "05200"
    assert fields["opens"].clock() == time(13, 30)
    assert fields["day"].day() == date(2026, 11, 23)
    assert fields["procedure"].text() == "1.001193"
    assert fields["country"].text() == "NO"
    assert faults == []


def test_a_key_written_twice_is_a_fault_with_its_line(tmp_path):
    _, faults = read(tmp_path, "fee: 8000\nother:\n  a: 1\n  a: 2\nfee: 9000\n")

    assert sorted(map(str, faults)) == [
        "law.yaml:a: written again on line 4, expected one value",
        "law.yaml:fee: written again on line 5, expected one value",
    ]


def test_unknown_and_missing_keys_are_faults(tmp_path):
    node, faults = read(tmp_path, "fees: 1\n")
    node.fields("fee")

    assert {str(fault) for fault in faults} == {
        "law.yaml:fees: unknown key, expected one of fee",
        "law.yaml:fee: missing, expected a value",
    }


@pytest.mark.parametrize(
    ("text", "reading", "said"),
    [
        ("eight", Node.integer, "'eight', expected a whole number from 0"),
        ("-1", Node.integer, "-1, expected a whole number from 0"),
        ("true", Node.integer, "True, expected a whole number from 0"),
        ("8", Node.text, "8, expected text"),
        ("8", Node.flag, "8, expected true or false"),
        ("8", Node.items, "8, expected a list"),
        ("8", Node.entries, "8, expected named fields"),
        ("30/02/2026", Node.day, "'30/02/2026', expected a day like 2026-11-23"),
        ("7 giờ", Node.clock, "'7 giờ', expected a time like 07:30"),
        ("~", Node.text, "missing, expected text"),
    ],
)
def test_a_value_of_the_wrong_kind_is_a_fault_with_its_key(tmp_path, text, reading, said):
    node, faults = read(tmp_path, f"amount:\n  of: {text}\n")

    reading(node.child("amount").child("of"))

    assert list(map(str, faults)) == [f"law.yaml:amount.of: {said}"]


def test_what_is_no_yaml_is_a_fault_with_its_line(tmp_path):
    _, faults = read(tmp_path, "fee: 1\n  broken: [\n")

    assert faults[0].file == "law.yaml"
    assert faults[0].key.startswith("line ")
