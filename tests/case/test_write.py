from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, given, settings

from case.files import HEAD
from case.strategies import CASES
from yingmen.case import from_data, json_schema, parse, template, to_data, to_toml

if TYPE_CHECKING:
    from collections.abc import Iterator


@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(CASES)
def test_a_case_written_and_read_again_is_the_same(data: dict[str, Any]) -> None:
    case = from_data(data)
    assert case == parse(to_toml(case))
    assert case == from_data(json.loads(json.dumps(to_data(case))))


def test_amounts_and_tiny_rates_are_written_out_in_full() -> None:
    rate = '[[loan]]\nid="a"\nlender="x"\nlender_kind="bank"\nproduct="other"\nprincipal=1e6\n'
    case = parse(HEAD + rate + 'disbursed_on=2024-01-01\nrepayment="bullet"\ndaily_rate=1e-9\n')
    assert (
        to_data(case)["loan"][0]["principal"],
        to_data(case)["loan"][0]["daily_rate"],
    ) == ("1000000.00", "0.000000001")
    assert 'daily_rate = "0.000000001"' in to_toml(case)


def test_the_key_with_is_written_as_the_file_has_it() -> None:
    case = parse(HEAD + '[[agreement]]\nwith = "某银行"\n')
    assert to_data(case)["agreement"][0] == {"with": "某银行"}


def _properties(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for table in (schema, *schema["$defs"].values()):
        yield from table.get("properties", {}).items()


def test_the_schema_is_published_with_a_chinese_title_and_description_for_every_key() -> None:
    schema = json_schema()
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    texts = [item[part] for _, item in _properties(schema) for part in ("title", "description")]
    texts += [item[part] for item in schema["$defs"].values() for part in ("title", "description")]
    assert len(texts) > 200
    assert [
        text for text in texts if not any("\u4e00" <= char <= "\u9fff" for char in text) and "/" not in text
    ] == []


def test_the_schema_has_the_required_keys_of_the_design() -> None:
    schema = json_schema()
    tables = schema["$defs"]
    loan = {"id", "lender", "lender_kind", "product", "principal", "disbursed_on", "repayment"}
    assert {"schema", "borrower"} == set(schema["required"])
    assert loan == set(tables["Loan"]["required"])
    assert {"contact_id", "at", "channel"} == set(tables["Contact"]["required"])
    assert {"name", "kind"} == set(tables["Borrower"]["required"])
    assert not any(
        table.get("additionalProperties", False) for table in tables.values() if "properties" in table
    )


def test_money_is_a_number_or_a_text_in_the_schema() -> None:
    principal = json_schema()["$defs"]["Loan"]["properties"]["principal"]
    assert [item["type"] for item in principal["anyOf"]] == ["number", "string"]


def test_the_schema_can_be_written_as_json() -> None:
    assert json_schema() == json.loads(json.dumps(json_schema()))


CONTACT_KEYS = """
contact_id debtor_id lender_id agent_id number agency_id lender_kind product online days_overdue
amount_overdue at time_known minutes channel initiated_by connected witnessed party party_liable
purpose debtor_lost stop_requested hour_agreed means_agreed disclosure_agreed debt_disclosed
others_present place staff_count id_shown authorization_shown lender_named purpose_stated
informed_recording recorded entered entry_consented asked_to_leave left_when_asked minors_present
outsourcing_notified agency_listed violence injured threat insult detained property_damaged
property_taken filmed_private followed order_disturbed cash_taken new_loan_urged signature_pressured
filmed_secretly posted_publicly organised harassed false_document false_statement fee_charged
personal_account private_device posed_as amount_asked amount_explained answer_promised dispute_open
hardship_told agreement_active agreement_breached demand_beyond_agreement terms_explained loan
"""


def test_a_contact_has_exactly_the_columns_of_the_design() -> None:
    assert set(CONTACT_KEYS.split()) == set(json_schema()["$defs"]["Contact"]["properties"])


def test_the_template_loads_as_it_stands() -> None:
    case = parse(template())
    assert [loan.id for loan in case.loan] == ["网贷", "老李"]
    assert (len(case.loan[0].payment), len(case.loan[0].claim), len(case.contact)) == (2, 1, 1)


def test_the_template_explains_each_line_and_marks_the_required_ones() -> None:
    rows = [row for row in template().splitlines() if row and not row.startswith("#")]
    assert [row for row in rows if "#" not in row and not row.startswith("[[loan.payment]]")] == []
    required = ["schema", "name", "kind", "id", "lender", "lender_kind", "product", "principal", "repayment"]
    for key in (*required, "disbursed_on", "contact_id", "at", "channel"):
        assert "必填" in next(row for row in rows if row.startswith(f"{key} "))
    assert "不要猜" in template()


def test_importing_it_brings_nothing_but_pydantic() -> None:
    heavy = "('tomli_w', 'rich', 'typer', 'jinja2')"
    code = f"import sys, yingmen.case; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
