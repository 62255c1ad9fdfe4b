import shutil

import pytest

from motcua.catalogue import loader, reach, revisions
from motcua.catalogue.tests.family import birth
from motcua.kernel.documents import BadData
from motcua.paths import PROCEDURES

PROCEDURE = "1.001193/1/procedure.yaml"
FORM = "1.001193/1/form.yaml"


@pytest.fixture
def root(tmp_path):
    """A copy of the packages, with the birth procedure not yet published."""
    shutil.copytree(PROCEDURES, tmp_path, dirs_exist_ok=True)
    (tmp_path / "1.001193/1/CHECKSUMS").unlink()
    return tmp_path


def spoil(root, file, old, new):
    path = root / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def told(root):
    return [str(fault) for fault in loader.check(root)]


def test_the_packages_of_this_repository_are_without_fault():
    assert loader.check(PROCEDURES) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        (
            PROCEDURE,
            "    status: verified\nsupplement_limit",
            "supplement_limit",
            f"{PROCEDURE}:limits[0].values[0].status: missing, "
            "expected verified (compared with the source) or unverified",
        ),
        (
            PROCEDURE,
            "        sources: [record]\n        article: Trình tự thực hiện, điểm (i)\n",
            "",
            f"{PROCEDURE}:limits[0].values[0].sources: missing, "
            "expected ids of the documents that say so",
        ),
        (
            PROCEDURE,
            'code: "1.001193"',
            "code: 1.00119",
            f'{PROCEDURE}:code: "1.00119" does not fit, expected a procedure code such as 1.001193',
        ),
        (
            PROCEDURE,
            "online: full",
            "online: full\nonline: partial",
            f"{PROCEDURE}:online: written again on line ",
        ),
        (
            PROCEDURE,
            "parameter: birth-certificate-copy",
            "parameter: birth-copy",
            f"{PROCEDURE}:fees[0].parameter: no amount 'birth-copy', "
            "expected one of parameters/amounts.yaml",
        ),
        (
            PROCEDURE,
            "basis: [bo-luat-dan-su, tt-04-2020]",
            "basis: [bo-luat-hinh-su, tt-04-2020]",
            f"{PROCEDURE}:reasons[4].basis: no document 'bo-luat-hinh-su', expected an id of sources",
        ),
        (
            PROCEDURE,
            "budget_minutes: 150",
            "budget_minutes: 400",
            f"{PROCEDURE}:limits[0]: online: the steps plan 610 working minutes, "
            "expected at most 480, the limit",
        ),
        (
            PROCEDURE,
            "    duty: sign\n",
            "    duty: examine\n",
            f"{PROCEDURE}:steps: online: sealed before it is signed, expected sign before seal",
        ),
        (
            FORM,
            "        when: {question: relation, is: authorised}",
            "        when: {question: relation, is: lawyer}",
            f"{FORM}:pages[0].questions[2].when: relation is never 'lawyer', expected one of "
            "['mother', 'father', 'grandparent', 'kin', 'authorised', 'carer']",
        ),
        (
            FORM,
            "        when: {question: relation, is: authorised}",
            "        when: {question: child_sex, is: male}",
            f"{FORM}:pages[0].questions[2].when: 'child_sex' (asked later), "
            "expected a question asked before",
        ),
        (
            FORM,
            "when: {question: register_at, is: other}",
            "when: {all: [{question: register_at, is: other}, {question: register_at, is: mother}]}",
            f"{FORM}:other_residence: can never be shown, expected conditions that some answers meet",
        ),
        (
            FORM,
            "        paper: authorisation\n",
            "        paper: power-of-attorney\n",
            f"{FORM}:pages[0].questions[2].paper: no paper 'power-of-attorney', "
            "expected an id of papers",
        ),
        (
            FORM,
            "kind: within_days",
            "kind: soon_enough",
            f"{FORM}:rules[12].kind: 'soon_enough', expected one of after, differs, not_in_future, "
            "sex_of_id, shares_word, within_days, year_of_id",
        ),
        (FORM, "pages:", "pages: [", f"{FORM}:line "),
    ],
)
def test_a_fault_names_file_key_and_what_was_expected(root, file, old, new, fault):
    spoil(root, file, old, new)

    assert any(said.startswith(fault) for said in told(root)), told(root)


def test_all_faults_of_both_files_are_told_at_once(root):
    spoil(root, PROCEDURE, "online: full", "online: mostly")
    spoil(root, PROCEDURE, "legal_basis: [luat-ho-tich,", "legal_basis: [luat-ho-khau,")
    spoil(root, FORM, "type: choice", "type: dropdown")
    spoil(root, FORM, "other: mother_id", "other: mothers_id")

    files = [said.split(":")[0] for said in told(root)]

    assert files.count(PROCEDURE) >= 2
    assert files.count(FORM) >= 2


def test_a_missing_file_is_a_fault(root):
    (root / FORM).unlink()

    assert f"{FORM}:(whole file): missing, expected form.yaml" in told(root)


def test_a_folder_must_be_named_after_code_and_revision(root):
    (root / "1.001193/1").rename(root / "1.001193/2")

    assert told(root) == ["1.001193/2/procedure.yaml:revision: 1, expected 2, as the folder says"]


def test_a_published_revision_refuses_an_edit(root):
    folder = root / "1.001193/1"
    revisions.publish(folder)
    spoil(root, PROCEDURE, "Giấy khai sinh", "Giấy khai  sinh")

    with pytest.raises(BadData, match=r"changed after publication.*publish a new revision"):
        loader.load(folder, root)


def test_a_published_revision_refuses_another_file(root):
    folder = root / "1.001193/1"
    revisions.publish(folder)
    (folder / "notes.yaml").write_text("a: b\n")

    assert [fault.wrong for fault in loader.check(root)] == ["added after publication"]


def test_a_revision_is_published_once(root):
    revisions.publish(root / "1.001193/1")

    with pytest.raises(revisions.AlreadyPublished):
        revisions.publish(root / "1.001193/1")


@pytest.mark.parametrize("question", birth().form.questions(), ids=lambda question: question.id)
def test_there_is_a_way_to_every_question(question):
    assert reach.way_to(birth().form, question.id) is not None
