"""The registry finds folders, answers by date, and refuses to start with a wrong folder, naming it."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from procedures.registry import Registry, RegistryError, UnknownProcedure, load
from tests.procedures.tiny import TINY

OLD = TINY
NEW = replace(TINY, version="2023-07", in_force_from=date(2023, 7, 10))
OTHER = replace(TINY, slug="khac", withdrawn_on=date(2022, 1, 1))
REGISTRY = Registry([NEW, OTHER, OLD])


def write(folder: Path, **files: str) -> Path:
    folder.mkdir(parents=True)
    for name, text in files.items():
        (folder / f"{name}.py").write_text(text, encoding="utf-8")
    return folder


GOOD = {
    "definition": "from .words import SLUG\nfrom dataclasses import replace\nfrom tests.procedures.tiny import TINY\n"
    "VERSIONS = (replace(TINY, slug=SLUG),)\n",
    "words": "SLUG = 'tu-thu-muc'\n",
}


def problems(*paths: Path) -> str:
    with pytest.raises(RegistryError) as caught:
        load(paths)
    return str(caught.value)


def test_a_date_finds_the_version_in_force():
    assert REGISTRY.in_force("thu-nghiem", date(2021, 5, 31)) is None
    assert REGISTRY.in_force("thu-nghiem", date(2021, 6, 1)) is OLD
    assert REGISTRY.in_force("thu-nghiem", date(2023, 7, 9)) is OLD
    assert REGISTRY.in_force("thu-nghiem", date(2023, 7, 10)) is NEW
    assert REGISTRY.in_force("nothing", date(2023, 7, 10)) is None


def test_a_withdrawn_procedure_stays_readable():
    assert REGISTRY.in_force("khac", date(2021, 12, 31)) is OTHER
    assert REGISTRY.in_force("khac", date(2022, 1, 1)) is None
    assert REGISTRY.version("khac", "2021-06") is OTHER
    assert REGISTRY.current(date(2021, 12, 31)) == (OTHER, OLD)
    assert REGISTRY.current(date(2024, 1, 1)) == (NEW,)


def test_versions_and_names():
    assert REGISTRY.slugs() == ("khac", "thu-nghiem")
    assert REGISTRY.versions("thu-nghiem") == (OLD, NEW)


@pytest.mark.parametrize(("slug", "version"), [("nothing", "2021-06"), ("khac", "2023-07")])
def test_an_unknown_version(slug: str, version: str):
    with pytest.raises(UnknownProcedure):
        REGISTRY.version(slug, version)


def test_the_catalogue_loads():
    assert load().slugs() == load(()).slugs()


def test_a_folder_outside_is_a_procedure_of_its_own(tmp_path: Path):
    write(tmp_path / "one", **GOOD)
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / ".git").mkdir()
    (tmp_path / "notes").mkdir()
    found = load([tmp_path])
    assert found.version("tu-thu-muc", "2021-06").name == TINY.name
    assert set(found.slugs()) == {*load().slugs(), "tu-thu-muc"}


def test_a_folder_outside_is_read_again_each_time(tmp_path: Path):
    folder = write(tmp_path / "one", **GOOD)
    load([tmp_path])
    (folder / "words.py").write_text("SLUG = 'ten-moi-cua-thu-tuc'\n", encoding="utf-8")
    assert "ten-moi-cua-thu-tuc" in load([tmp_path]).slugs()


def test_two_folders_of_one_name_do_not_meet(tmp_path: Path):
    write(tmp_path / "a" / "same", **GOOD)
    write(tmp_path / "b" / "same", **GOOD | {"words": "SLUG = 'khac-nua'\n"})
    assert {"tu-thu-muc", "khac-nua"} <= set(load([tmp_path / "a", tmp_path / "b"]).slugs())


def test_everything_that_is_wrong_is_told_at_once(tmp_path: Path):
    write(tmp_path / "broken", definition="import nothing_of_this_name\n")
    write(tmp_path / "empty", fields="")
    write(tmp_path / "nameless", definition="VERSIONS = ()\n")
    wrong = "from dataclasses import replace\nfrom tests.procedures.tiny import TINY\n"
    write(tmp_path / "wrong", definition=wrong + "VERSIONS = (replace(TINY, items='title', legal_basis=()),)\n")
    told = problems(tmp_path, tmp_path / "missing")
    assert f"{tmp_path / 'broken'}: cannot be imported: ModuleNotFoundError" in told
    assert f"{tmp_path / 'empty'}: there is no definition.py" in told
    assert f"{tmp_path / 'nameless'}: definition.py has no VERSIONS" in told
    assert f"{tmp_path / 'wrong'}: thu-nghiem 2021-06: items names title, which is no group" in told
    assert f"{tmp_path / 'wrong'}: thu-nghiem 2021-06: there is no legal basis" in told
    assert f"{tmp_path / 'missing'}: this folder of procedures is not there" in told


def test_a_slug_belongs_to_one_folder(tmp_path: Path):
    write(tmp_path / "one", **GOOD)
    write(tmp_path / "two", **GOOD)
    assert f"{tmp_path / 'two'}: the procedure tu-thu-muc is already in {tmp_path / 'one'}" in problems(tmp_path)
