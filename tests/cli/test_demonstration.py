"""The demonstration office: loaded once, every story at its end, accounts that sign in, refused in production."""

from __future__ import annotations

import json
from dataclasses import replace

import pyotp
from flask import Flask

from casework.queries.inspection import columns_that_differ
from casework.services.accounts import sign_in_citizen
from casework.services.demonstrating import dossiers_so_far
from casework.services.officers import sign_in_officer
from cli.demo import accounts, load_once
from procedures.definition import Role
from tests.support.application import Clock
from tests.support.times import vn


def test_the_office_is_loaded_once_and_its_people_sign_in(app: Flask, clock: Clock, monkeypatch):
    casework = app.extensions["casework"]
    clock.set(vn("2026-11-23T10:00"))
    monkeypatch.setattr("cli.demo.COUNT", 6)
    assert load_once(app) == 6 == dossiers_so_far(casework)
    assert load_once(app) == 0
    assert list(columns_that_differ(casework)) == []
    for one in accounts():
        if one["totp"]:
            code = pyotp.TOTP(one["totp"]).at(clock.now)
            officer = sign_in_officer(casework, one["login"], one["password"], code, clock.now, address="127.0.0.1")
            assert officer.name == one["name"]
        else:
            sign_in_citizen(casework, one["login"], one["password"], clock.now, address="127.0.0.1")


def test_more_dossiers_are_loaded_when_asked(app: Flask, clock: Clock):
    clock.set(vn("2026-11-23T10:00"))
    arguments = ["demo", "load", "--dossiers", "3", "--seed", "7", "--from", "2026-01-05", "--to", "2026-06-30", "--json"]
    loaded = app.test_cli_runner().invoke(app.cli, arguments)
    assert (loaded.exit_code, json.loads(loaded.stdout)) == (0, {"dossiers": 3})
    wrong = app.test_cli_runner().invoke(app.cli, ["demo", "load", "--dossiers", "3", "--from", "2026-06-30", "--to", "2026-01-05"])
    assert (wrong.exit_code, wrong.stdout) == (2, "")


def test_every_desk_has_an_officer(app: Flask):
    printed = json.loads(app.test_cli_runner().invoke(app.cli, ["demo", "accounts", "--json"]).stdout)
    roles = {role for one in printed for role in one["role"].split("+")}
    assert {str(one) for one in Role} - {"citizen", "system"} <= roles
    assert {"login", "password", "role", "totp"} <= set(printed[0])


def test_production_refuses_the_demonstration(app: Flask):
    app.extensions["settings"] = replace(app.extensions["settings"], app_env="production")
    for command in ("load", "accounts"):
        result = app.test_cli_runner().invoke(app.cli, ["demo", command])
        assert (result.exit_code, result.stdout) == (2, "")
        assert "production" in result.stderr
