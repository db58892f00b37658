"""Who the office is comes from its file: each mistake in it is one clear line that names the place, all of them at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from app import Settings, SettingsError, build_casework
from casework.office_file import DEMONSTRATION, SAYS, OfficeFileError, divisions_missing, read_office
from procedures.registry import load
from tests.house.test_settings import RIGHT, mistakes
from tests.support.tree import ROOT

EXAMPLE = (ROOT / "deploy" / "office.toml").read_text("utf-8")
# What an installer gets wrong: what is replaced in the example, by what, and what the one line says.
WRONG = {
    "not toml": ('name = "Sở Ngoại vụ tỉnh Mẫu"', "name = Sở Ngoại vụ", "is not TOML"),
    "no office": ("[office]", "[so]", "[office] is missing"),
    "a name left out": ('phone = "0200 000 0000"\n', "", "[office] phone is missing"),
    "a name left empty": ('"0200 000 0000"', '""', "[office] phone must be one line"),
    "a number": ('"0200 000 0000"', "2000000000", "[office] phone must be one line"),
    "two lines": ('"0200 000 0000"', '"0200\\n0000"', "[office] phone must be one line"),
    "a long one": ('"0200 000 0000"', f'"{"0" * 201}"', "at most 200 characters"),
    "no mail address": ("motcua@songoaivu.example", "motcua", "[office] email must be an address"),
    "a word nobody knows": ("phone =", 'fax = "1"\nphone =', "[office] unknown 'fax'"),
    "a table nobody knows": ("[office]", "[bank]\n[office]", "unknown 'bank'"),
    "a division without a name": ('name = "Văn phòng Sở"', "", "[[division]] 3 name is missing"),
    "a division's code": ('"van-phong"', '"Văn phòng"', "[[division]] 3 code must be small letters"),
    "a division twice": ('"van-phong"', '"lanh-su"', "[[division]] 3 code 'lanh-su' is there twice"),
}


@pytest.fixture
def written(tmp_path: Path):
    def write(text: str) -> Path:
        path = tmp_path / "office.toml"
        path.write_text(text, "utf-8")
        return path

    return write


@pytest.mark.parametrize(("old", "new", "said"), WRONG.values(), ids=WRONG)
def test_a_mistake_is_one_line_that_names_the_place(written, old: str, new: str, said: str):
    assert old in EXAMPLE
    path = written(EXAMPLE.replace(old, new, 1))
    lines = [line for line in mistakes(**RIGHT, OFFICE_FILE=str(path)) if "unknown 'so'" not in line]
    assert len(lines) == 1
    assert lines[0].startswith(f"OFFICE_FILE: {path}")
    assert said in lines[0]


def test_all_mistakes_are_told_at_once(written):
    with pytest.raises(OfficeFileError) as refused:
        read_office(written("[office]\n[[division]]\n"))
    assert len(refused.value.mistakes) == len(SAYS) + 2


def test_a_file_without_a_division_is_refused(written):
    with pytest.raises(OfficeFileError, match=r"\[\[division\]\] is missing: at least one, with code and name"):
        read_office(written(EXAMPLE.split("# The first two codes")[0]))


def test_a_file_that_is_not_there_is_told_by_its_path(tmp_path: Path):
    (line,) = mistakes(**RIGHT, OFFICE_FILE=str(tmp_path / "khong-co.toml"))
    assert line == f"OFFICE_FILE: {tmp_path}/khong-co.toml cannot be read: No such file or directory"


def test_a_division_that_a_procedure_needs_must_be_there(written, tmp_path: Path):
    path = written(EXAMPLE.replace('"hop-tac-quoc-te"', '"doi-ngoai"'))
    settings = Settings.from_environment({**RIGHT, "DATABASE_URL": f"sqlite:///{tmp_path}/portal.sqlite3", "OFFICE_FILE": str(path)})
    with pytest.raises(SettingsError) as refused:
        build_casework(settings)
    (line,) = str(refused.value).splitlines()
    assert line.startswith(f"OFFICE_FILE: {path}: no division 'hop-tac-quoc-te', which handles ")
    assert "hoi-nghi-quoc-te" in line


@pytest.mark.parametrize("path", [DEMONSTRATION, ROOT / "deploy" / "office.toml"], ids=["demonstration", "example"])
def test_the_files_that_come_with_the_program_are_right(path: Path):
    office = read_office(path)
    assert set(office.says) == set(SAYS)
    assert not divisions_missing(load(), office.divisions)
