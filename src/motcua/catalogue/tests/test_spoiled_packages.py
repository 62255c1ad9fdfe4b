import copy
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.catalogue import loader
from motcua.catalogue.raw_data import everything
from motcua.kernel.documents import BadData, read_document
from motcua.paths import PROCEDURES

FILES = ("procedure.yaml", "form.yaml")
WRITTEN = {
    name: read_document(PROCEDURES / "1.001193/1" / name, PROCEDURES, []).value for name in FILES
}
PLACES = [(name, path) for name in FILES for path, _ in everything(WRITTEN[name]) if path]
JUNK = st.sampled_from(
    [None, True, 0, -1, "", "x", [], {}, [[]], [{}], {"x": {}}, ["x", 1], {"id": []}, "2026-13-40"]
)


def spoiled(name, path, junk):
    data = copy.deepcopy(WRITTEN[name])
    parent = data
    for part in path[:-1]:
        parent = parent[part]
    parent[path[-1]] = junk
    return data


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    folder = tmp_path_factory.mktemp("procedures")
    (folder / "1.001193/1").mkdir(parents=True)
    return folder


@settings(
    deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.sampled_from(PLACES), JUNK)
def test_whatever_stands_in_a_file_the_loader_answers_with_faults(root, place, junk):
    folder = root / "1.001193/1"
    for name, data in WRITTEN.items():
        written = spoiled(name, place[1], junk) if name == place[0] else data
        (folder / name).write_text(json.dumps(written, ensure_ascii=False), encoding="utf-8")

    try:
        loader.load(folder, root)
    except BadData as bad:
        assert bad.faults
