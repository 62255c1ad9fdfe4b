"""Runs come in once, whole, and only when their files are those of the manifest."""

import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from motcua.corrections import runs, service
from motcua.corrections.models import LoadedRun, Proposal
from motcua.corrections.run_files import manifest_of
from motcua.corrections.tests.cast import (
    AGENCY,
    LEAD,
    NOW,
    ONE,
    SECTOR,
    copied,
    load,
    matched,
    one,
    says,
)
from motcua.operations.demo_matching import match


def test_every_proposed_row_waits_with_what_would_be_corrected(loaded):
    manifest = manifest_of(matched()[0])
    rows = Proposal.objects.filter(agency=AGENCY, waits_for="official")
    asked = manifest.proposed + manifest.conflicts - loaded.conflicts
    assert loaded.proposals == rows.count() == asked > 0
    row = rows.exclude(changes=[]).first()
    field, before, after = row.changes[0]
    assert before != after
    assert row.sides["person"][field] == after
    assert row.sides["sector"].get(field) == before


def test_a_row_in_conflict_waits_and_names_the_other_row_of_its_person(loaded):
    row = Proposal.objects.exclude(other_row="").first()
    assert row.state == "open"
    assert row.sides["sector"]["full_name"]
    assert row.other_row != row.row_key


def test_the_same_run_twice_is_loaded_once(loaded):
    again = load()
    assert again.known
    assert again.run == loaded.run
    assert LoadedRun.objects.count() == 1
    assert Proposal.objects.count() == loaded.proposals


def test_two_agencies_have_each_their_own(loaded):
    load(agency="H44.28.05")
    assert Proposal.objects.filter(agency=AGENCY).count() == loaded.proposals
    assert Proposal.objects.filter(agency="H44.28.05").count() == loaded.proposals


def test_without_the_files_the_corrections_alone_are_known(agency):
    load(sources=None)
    row = Proposal.objects.exclude(changes=[]).first()
    assert (row.sides, row.district) == ({}, "")


@pytest.mark.parametrize("name", ["links.parquet", "proposals.parquet"])
def test_a_file_that_was_changed_is_refused(agency, tmp_path, name):
    out, _ = copied(tmp_path)
    (out / name).write_bytes((out / name).read_bytes() + b" ")
    with pytest.raises(runs.BadRun, match=name):
        runs.load_run(out, agency=AGENCY, sector=SECTOR, now=NOW)
    assert not LoadedRun.objects.exists()


def test_files_of_another_run_are_refused(agency, tmp_path):
    out, sources = copied(tmp_path)
    sources.sector.write_bytes(sources.sector.read_bytes() + b" ")
    with pytest.raises(runs.BadRun, match=r"sector\.parquet"):
        runs.load_run(out, agency=AGENCY, sector=SECTOR, now=NOW, sources=sources)


@pytest.mark.parametrize("manifest", ["", "{}", "[]", '{"format": 1}', None])
def test_a_folder_that_is_no_result_is_refused(agency, tmp_path, manifest):
    if manifest is not None:
        (tmp_path / "manifest.json").write_text(manifest)
    with pytest.raises(runs.BadRun, match="không phải kết quả"):
        runs.load_run(tmp_path, agency=AGENCY, sector=SECTOR, now=NOW)


def test_a_result_of_a_later_format_is_refused(agency, tmp_path):
    out, _ = copied(tmp_path)
    manifest = json.loads((out / "manifest.json").read_text())
    (out / "manifest.json").write_text(json.dumps(manifest | {"format": 3}))
    with pytest.raises(runs.BadRun, match="dạng 3"):
        runs.load_run(out, agency=AGENCY, sector=SECTOR, now=NOW)


@pytest.fixture
def next_month(tmp_path):
    """The same people a month later: one more row of the sector, so another run."""
    _, sources = copied(tmp_path)
    rows = pq.read_table(sources.sector).to_pylist()
    rows.append(rows[-1] | {"ma_so_bhxh": "2600000000"})
    pq.write_table(pa.Table.from_pylist(rows), sources.sector)
    (tmp_path / "run" / "out").rename(tmp_path / "before")
    return match(tmp_path / "run", sources), sources


def test_a_later_run_closes_what_nobody_decided_and_does_not_ask_again(loaded, next_month):
    rejected = one()
    says(ONE, rejected, service.Said.REJECTED)
    out, sources = next_month
    later = runs.load_run(out, agency=AGENCY, sector=SECTOR, now=NOW, sources=sources)
    assert later.rejected_before == 1
    old = Proposal.objects.filter(run_id=loaded.run)
    assert set(old.exclude(pk=rejected).values_list("state", flat=True)) == {"replaced"}
    key = Proposal.objects.get(pk=rejected).row_key
    assert not Proposal.objects.filter(run_id=later.run, row_key=key).exists()
    with pytest.raises(service.NotOpen, match="lần đối soát mới"):
        says(ONE, old.exclude(pk=rejected).first().pk)
    with pytest.raises(service.NotOpen, match="hoàn tác"):
        service.undo(ONE, rejected, 1, NOW)


def test_a_later_run_waits_until_accepted_corrections_were_given_out(loaded, next_month):
    says(ONE, one())
    out, _ = next_month
    with pytest.raises(runs.BadRun, match="corrections export"):
        runs.load_run(out, agency=AGENCY, sector=SECTOR, now=NOW)
    assert Proposal.objects.filter(state="replaced").count() == 0
    runs.give_out(AGENCY, SECTOR, NOW)
    runs.load_run(out, agency=AGENCY, sector=SECTOR, now=NOW)
    assert not service.page(LEAD, service.Place())
