import pytest
from asn1crypto import core

from motcua.papers.asn1_lengths import ends_indefinite, mend


class Box(core.Sequence):
    _fields = [("inside", core.OctetString)]


@pytest.mark.parametrize(
    ("header", "indefinite"),
    [
        ("3080", True),
        ("308180", False),
        ("30820980", False),
        ("a082098430820980", False),
        ("a080", True),
        ("a0803080", True),
        ("bf870180", True),
        ("bf87018180", False),
        ("3003", False),
    ],
)
def test_only_a_length_of_exactly_80_is_indefinite(header, indefinite):
    assert ends_indefinite(bytes.fromhex(header)) == indefinite


def test_a_value_of_128_bytes_is_handed_on_as_it_came():
    mend()
    longer_than_needed = b"\x04\x81\x7d" + b"x" * 125
    came = b"\x30\x81\x80" + longer_than_needed

    assert Box.load(came).dump() == came


def test_a_value_of_indefinite_length_is_still_written_anew():
    mend()
    came = b"\x30\x80" + b"\x04\x02hi" + b"\x00\x00"

    assert Box.load(came).dump() == b"\x30\x04\x04\x02hi"


@pytest.mark.parametrize("length", [126, 127, 128, 382, 65534])
def test_a_value_is_written_alike_as_often_as_one_asks(length):
    mend()
    box = Box({"inside": b"x" * length})

    assert box.dump() == box.dump() == box.dump(force=True)
    assert Box.load(box.dump())["inside"].native == b"x" * length
