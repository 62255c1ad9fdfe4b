from xml.etree.ElementTree import fromstring

from motcua.dossiers.diagram import GRID, arrows, markdown, svg
from motcua.dossiers.phases import FINAL, Phase
from motcua.paths import ROOT


def test_the_documented_phases_are_those_of_the_table():
    written = (ROOT / "docs" / "phases.md").read_text()
    assert written == markdown(), "write docs/phases.md anew from motcua.dossiers.diagram.markdown"


def test_every_phase_stands_in_the_diagram_and_can_be_reached():
    assert set(GRID) == set(Phase)
    assert {arrow.target for arrow in arrows()} == set(Phase)


def test_nothing_leads_out_of_a_final_phase():
    assert not FINAL & {arrow.source for arrow in arrows()}


def test_the_drawing_is_sound_and_carries_no_inline_style():
    drawing = svg("Trạng thái hồ sơ")
    assert fromstring(drawing).tag.endswith("svg")
    assert "style=" not in drawing
