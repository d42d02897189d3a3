"""The JSON that leaves the doors holds what the domain says, and only what its types declare."""

import datetime as dt
from dataclasses import replace

from pydantic import TypeAdapter

from api.schemas.answers import AnswerJson, answer_json
from api.schemas.documents import ParseJson, parse_json
from api.schemas.labels import INTENT_NAMES
from corpus.evidence import Intent
from corpus.library import Library
from corpus.model import Parse


def test_a_parse_keeps_the_contract_of_the_design(parse):
    """Every key that the design names is there, with the words cut from the text."""
    row = parse_json(parse)
    assert row["document"]["date"] == "2026-03-01"
    clause = row["clauses"][0]
    assert (clause["path"], clause["printed_path"], clause["page"]) == (["二", "（一）"], "二、（一）", 1)
    lead, support = clause["responsibilities"]
    assert (lead["name"], lead["role"], lead["inherited"], lead["quote"]) == ("省林草局", "lead", False, "省林草局牵头")
    assert (support["role_name"], support["inherited"], support["canonical"]) == ("配合", True, None)
    incentive = clause["incentives"][0]
    assert incentive["quote"] == "给予最高20万元补助"
    assert incentive["amounts"][0]["value"] == 200_000.0
    assert incentive["conditions"] == [
        {"text": "注册在云河省", "attribute": "region", "op": "is", "value": "云河省"},
    ]
    assert clause["measures"][0]["quote"] == "支持苔藓育种"
    assert row["certificate"]["complete"] is True


def test_every_quote_of_a_parse_stands_in_its_clause(parse):
    """A reader can find each quoted word in the clause text."""
    clause = parse_json(parse)["clauses"][0]
    for kind in ("responsibilities", "measures", "incentives"):
        assert clause[kind]
        assert all(tag["quote"] in clause["text"] for tag in clause[kind])


def test_an_answer_keeps_the_contract_of_the_design(answer):
    """Status, departments and citations come with codes and Chinese names; boxes are rounded."""
    row = answer_json(answer)
    assert (row["intent"], row["intent_name"], row["status"]) == ("department", "责任单位", "answered")
    assert row["departments"][0]["citation"] == 0
    citation, text = row["citations"][0], answer.citations[0].clause_text
    assert citation["boxes"] == [{"page": 1, "x0": 10.0, "top": 20, "x1": 30.2, "bottom": 40}]
    assert text[citation["start"] : citation["end"]] == citation["quote"]


def test_every_intent_has_a_chinese_name():
    """A new intent cannot be shown without a word for it."""
    assert set(INTENT_NAMES) == set(Intent)


def test_what_is_sent_is_what_the_interface_documents(parse, answer):
    """The documented types accept the JSON, and it has no key that they do not name."""
    for kind, value in ((ParseJson, parse_json(parse)), (AnswerJson, answer_json(answer))):
        TypeAdapter(kind).validate_python(value)
        assert set(value) == set(kind.__annotations__)


def test_a_department_that_a_reform_ended_names_its_successor(answer):
    """The year of the citing document decides; without a date nothing is claimed."""
    former = replace(answer.departments[0], name="省乡村振兴局", canonical="云河省乡村振兴局")
    dated = replace(answer.citations[0], date=dt.date(2021, 5, 1))
    row = answer_json(replace(answer, departments=(former,), citations=(dated,)))["departments"][0]
    assert row["successor"] is not None
    assert row["successor"]["year"] == 2023
    assert "农业农村厅" in row["successor"]["name"]
    assert answer_json(replace(answer, departments=(former,)))["departments"][0]["successor"] is None
    later = replace(dated, date=dt.date(2024, 5, 1))
    assert (
        answer_json(replace(answer, departments=(former,), citations=(later,)))["departments"][0]["successor"] is None
    )


def test_a_document_tells_whom_it_speaks_to_and_what_it_cites(parse, tmp_path):
    """A cited document that the library holds is linked by its id, another is not, and itself never."""
    text = "根据《云河省苔藓产业发展条例》制定本措施。《云河省地衣管理办法》同时废止。"
    citing = replace(parse.document, text=text, audience="各市人民政府")
    cited = replace(parse.document, id="f" * 16, title="云河省苔藓产业发展条例", source="/无/条例.txt")
    with Library.open(tmp_path / "库") as library:
        library.add([Parse(cited, ()), Parse(replace(citing, title="云河省地衣管理办法"), ())])
        linked = parse_json(Parse(citing, ()), library)
    assert linked["document"]["audience"] == "各市人民政府"
    assert [(one["relation"], one["document_id"]) for one in linked["cites"]] == [("依据", "f" * 16), ("废止", None)]
    assert [one["document_id"] for one in parse_json(Parse(citing, ()))["cites"]] == [None, None]
