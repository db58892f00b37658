"""What holds for the answers of every version in the catalogue, whatever is sent. No procedure is named here."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from procedures.answers import check_one, required_components, validate
from procedures.definition import Definition, Field, Group, Kind
from procedures.registry import load

REGISTRY = load()
VERSIONS = [one for slug in REGISTRY.slugs() for one in REGISTRY.versions(slug)]
TYPED = {
    Kind.INTEGER: ["1", "12", "0"],
    Kind.MONEY: ["1.000.000"],
    Kind.DATE: ["2021-01-01", "15/10/2023", "2030-06-01"],
    Kind.TIME: ["08:00"],
    Kind.YES_NO: [True, False],
    Kind.DECLARATION: [True],
    Kind.COUNTRY: ["VN", "KR", "DE"],
    Kind.EMAIL: ["a@example.vn"],
    Kind.PHONE: ["0912345678"],
    Kind.TAX_CODE: ["0100233488"],
    Kind.PERSONAL_ID: ["051085000017"],
    Kind.PASSPORT: ["C1234567"],
}
ODD = st.none() | st.text(max_size=8) | st.integers() | st.lists(st.integers(), max_size=2)


def value_of(item: Field | Group) -> st.SearchStrategy[Any]:
    if isinstance(item, Group):
        return st.lists(
            st.fixed_dictionaries({}, optional={one.name: value_of(one) for one in item.fields}), max_size=2
        )
    typed = TYPED.get(item.kind, [choice.value for choice in item.choices] or ["Nguyễn Văn A"])
    likely = st.sampled_from(typed)
    return (st.lists(likely, max_size=2) if item.kind is Kind.CHOICES else likely) | ODD


@pytest.mark.parametrize("definition", VERSIONS, ids=lambda one: f"{one.slug} {one.version}")
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_any_answers_are_judged_and_stay_clean(definition: Definition, data: st.DataObject):
    parameters, on = definition.merged_parameters({}), definition.in_force_from
    items = [item for page in definition.pages for item in page.items]
    raw = {item.name: data.draw(value_of(item)) for item in items}
    once = validate(definition, raw, on, parameters)
    facts = definition.facts(once.answers, parameters, on)
    required_components(definition, facts)
    definition.route(once.answers, parameters)
    definition.title_of(once.answers)
    again = validate(definition, once.answers, on, parameters)
    assert again.answers == once.answers
    names = {item.name for item in items} | {""}
    assert {error.path.split(".")[0] for error in (*once.errors, *once.warnings)} <= names
    for name, value in raw.items():
        check_one(definition, name, value, on)
