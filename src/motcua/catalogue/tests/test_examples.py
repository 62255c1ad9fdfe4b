import pytest

from motcua.catalogue import examples, loader, service
from motcua.paths import PROCEDURES

WORKED = [
    pytest.param(code, example, id=f"{code} {name}")
    for code in sorted(folder.name for folder in PROCEDURES.glob("[0-9]*"))
    for name, example in loader.examples(PROCEDURES, code)
]


@pytest.mark.parametrize(("code", "example"), WORKED)
def test_a_worked_example_comes_out_as_written(code, example):
    procedure = service.current(code, examples.received_on(example))

    assert examples.differences(procedure, example) == []


def test_an_example_that_is_wrong_says_what_came_out_instead():
    example = {
        "title": "Sai",
        "when": {"channel": "online", "received_at": "2026-11-23 15:10"},
        "then": {"due": "2026-11-23 17:00", "fees": {"copies": 8000}},
    }
    procedure = service.current("1.001193", examples.received_on(example))

    assert examples.differences(procedure, example) == [
        "due: '2026-11-25 17:00', expected '2026-11-23 17:00'",
        "fees: {}, expected {'copies': 8000}",
    ]
