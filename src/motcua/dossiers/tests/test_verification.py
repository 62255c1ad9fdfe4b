from motcua.dossiers.verification import outcome


def test_one_field_that_differs_makes_the_dossier_differ():
    assert outcome(["agrees", "differs", "not_found"]) == "differs"


def test_a_register_that_is_down_leaves_the_dossier_pending_whatever_else_is_known():
    assert outcome(["agrees", "pending", "differs"]) == "pending"
    assert outcome(["agrees"], marriage="pending") == "pending"


def test_a_marriage_that_is_only_on_paper_is_no_mismatch():
    assert outcome(["agrees"], marriage="not_found") == "agrees"
