"""Columns of a paper are as wide as what stands in them."""

from procedures.columns import column_weights


def test_a_column_of_numbers_is_narrow_and_the_one_of_names_wide():
    rows = [["STT", "Giấy tờ", "Ngày ký"], ["1", "Bằng tốt nghiệp cao đẳng số CĐ-2100 (Trần Thị Mẫu)", "15/04/2019"]]
    number, name, day = column_weights(rows)
    assert number < day < name
    assert name > 5 * number


def test_every_column_has_room_for_its_longest_word():
    assert column_weights([["STT", "Nghiêng-nghiêng"], ["1", "a"]])[1] >= len("Nghiêng-nghiêng")
