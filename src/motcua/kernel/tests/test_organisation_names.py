import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.organisation_names import same_organisation


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("CÔNG TY TNHH NÔNG SẢN MAI CHÂU", "Công ty trách nhiệm hữu hạn Nông sản Mai Châu"),
        ("Công ty TNHH MTV Hoà Bình", "Công ty TNHH một thành viên Hòa Bình"),
        ("HTX Dệt thổ cẩm Xóm Văn", "Hợp tác xã  Dệt thổ cẩm, Xóm Văn"),
        ("Công ty CP Gỗ Tân Lạc", "CÔNG TY CỔ PHẦN GỖ TÂN LẠC"),
    ],
)
def test_a_legal_form_may_be_written_out_or_not(one, other):
    assert same_organisation(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Công ty TNHH Nông sản Mai Châu", "Công ty CP Nông sản Mai Châu"),
        ("Công ty TNHH Nông sản Mai Châu", "Công ty TNHH Nông sản Mai Chau"),
        ("Công ty TNHH Nông sản Mai Châu", "Chi nhánh Công ty TNHH Nông sản Mai Châu"),
    ],
)
def test_another_form_mark_or_unit_is_another_organisation(one, other):
    assert not same_organisation(one, other)


@given(st.text(max_size=40))
def test_every_name_is_the_same_as_itself_in_capitals_and_with_more_spaces(name):
    assert same_organisation(name, name)
    assert same_organisation(name, f"  {name} ")
