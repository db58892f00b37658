"""What applicants answer: the valid samples of each procedure, with the names of the invented applicants. No service is called."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

from casework.models import Account
from cli.demonstration.dossiers.names import Event, Firm, Organiser, person_name
from procedures.catalog.abtc.samples import sample_answers as abtc_sample
from procedures.catalog.hoi_nghi_quoc_te.samples import sample_answers as conference_sample
from procedures.catalog.hop_phap_hoa_lanh_su.samples import sample_answers as legalization_sample
from procedures.catalog.hop_phap_hoa_lanh_su.sources import APOSTILLE_FROM

FOREIGN_PAPERS = 2
BUNDLE = 9
ORDINARY = (0, 1, 3, 4, 6, 7)


def abtc(account: Account, firm: Firm, on: date, rng: Random, *, persons: int = 1) -> dict[str, Any]:
    """A request of an enterprise for some of its people."""
    answers = abtc_sample(rng.randint(1, 40_000), on, persons=persons, group="state" if firm.state else "private")
    people = [_employee(one, on, rng) for one in answers["persons"]]
    return answers | {
        "enterprise_name": firm.name,
        "tax_code": account.tax_code,
        "enterprise_address": firm.address,
        "business_field": firm.trade,
        "representative_name": person_name(rng, rng.random() < 0.4),
        "contact_name": person_name(rng, rng.random() < 0.6),
        "email": account.email,
        "persons": people,
    }


def _employee(person: dict[str, Any], on: date, rng: Random) -> dict[str, Any]:
    issued = date(on.year - rng.randint(1, 4), rng.randint(1, 12), rng.randint(1, 28))
    return person | {
        "full_name": person_name(rng, person["sex"] == "female"),
        "passport_issued_on": issued.isoformat(),
        "passport_expires_on": issued.replace(year=issued.year + 10).isoformat(),
    }


def conference(
    account: Account, organiser: Organiser, event: Event, on: date, rng: Random, *, variant: str = "permit_province"
) -> dict[str, Any]:
    """A conference of a body of the province."""
    answers = conference_sample(rng.randint(1, 400), on, variant=variant)
    return (
        answers
        | _event(event, on)
        | {
            "organiser_kind": organiser.kind,
            "organiser_name": organiser.name,
            "organiser_tax_code": account.tax_code,
            "organiser_address": organiser.address,
            "signer_name": person_name(rng, rng.random() < 0.4),
            "signer_title": organiser.head,
            "contact_name": person_name(rng, rng.random() < 0.6),
            "contact_email": account.email,
        }
    )


def foreign_conference(
    account: Account, organiser: tuple[str, str, str], event: Event, on: date, rng: Random
) -> dict[str, Any]:
    """A conference of a foreign organisation licensed here."""
    name, english, country = organiser
    answers = conference_sample(rng.randint(1, 400), on, foreign=True)
    return (
        answers
        | _event(event, on)
        | {
            "organiser_name": f"{name} ({english})",
            "organiser_country": country,
            "contact_name": account.name,
            "contact_email": account.email,
        }
    )


def _event(event: Event, on: date) -> dict[str, Any]:
    return {
        "name_vi": f"Hội thảo quốc tế “{event.vi}” năm {on.year}",
        "name_en": f"International Workshop “{event.en}” {on.year}",
        "purpose": event.purpose,
    }


def legalization(
    account: Account, on: date, rng: Random, *, foreign: bool = False, bundle: bool = False
) -> dict[str, Any]:
    """A declaration of a citizen; `bundle` is one of 12 papers, `foreign` papers were issued abroad."""
    rest = BUNDLE if bundle else FOREIGN_PAPERS if foreign else rng.choice(ORDINARY)
    number = 30 * rng.randint(1, 900) + rest
    apostille = on >= APOSTILLE_FROM and not foreign and rng.random() < 0.6
    answers = legalization_sample(number, apostille=apostille)
    documents = [dict(one) for one in answers["documents"]]
    documents[0]["holder"] = account.name
    if answers.get("postal_return"):
        answers["return_receiver"] = account.name
    return answers | {
        "applicant_name": account.name,
        "personal_id": account.personal_id,
        "address": account.address,
        "email": account.email,
        "documents": documents,
    }
