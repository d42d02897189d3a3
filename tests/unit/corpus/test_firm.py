"""Profiles are read from files and mappings; what cannot be understood is explained."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from corpus.errors import ProfileError
from corpus.firm import Firm, firm_from_mapping, load_firm


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("f.toml", 'name = "甲"\nrevenue_wan = 1600\nregistered = 2020-05-20'),
        ("f.json", '{"name": "甲", "revenue_wan": 1600, "registered": "2020-05-20"}'),
        ("f.yaml", "name: 甲\nrevenue_wan: 1600\nregistered: 2020-05-20"),
    ],
)
def test_three_formats_give_the_same_firm(tmp_path: Path, name: str, text: str) -> None:
    """TOML, JSON and YAML profiles mean the same; 万元 become yuan."""
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    assert load_firm(path) == Firm(name="甲", revenue=16_000_000.0, registered=dt.date(2020, 5, 20))


def test_an_unknown_field_is_kept_with_a_warning() -> None:
    """Nothing the user wrote is lost."""
    firm = firm_from_mapping({"name": "甲", "patents": 6})
    assert firm.facts == {"patents": 6}
    assert "patents" in firm.warnings[0]


@pytest.mark.parametrize(("field", "value"), [("employees", -3), ("rd_ratio", 7), ("as_of", "明天"), ("size", "很大")])
def test_an_impossible_value_names_field_and_next_step(field: str, value: object) -> None:
    """The message says which field, which value, and what to write instead."""
    with pytest.raises(ProfileError, match=rf"“{field}”.*请填"):
        firm_from_mapping({field: value})


def test_a_broken_file_names_itself(tmp_path: Path) -> None:
    """A syntax error is told with the file's name."""
    path = tmp_path / "x.toml"
    path.write_text("name = ", encoding="utf-8")
    with pytest.raises(ProfileError, match=r"x\.toml"):
        load_firm(path)


@pytest.mark.parametrize(
    ("facts", "sizes"),
    [
        ({"employees": 60, "revenue": 5e7}, {"小型"}),
        ({"employees": 60}, {"小型", "微型"}),
        ({"employees": 1200, "revenue": 5e8}, {"大型"}),
        ({"employees": 1200, "revenue": 1e8}, {"中型"}),
        ({}, {"大型", "中型", "小型", "微型"}),
    ],
)
def test_the_size_class_follows_every_known_figure(facts: dict[str, float], sizes: set[str]) -> None:
    """大型, 中型 and 小型 need all measures of the trade; what is unknown leaves several classes open."""
    assert firm_from_mapping({"industry": "光伏组件制造", **facts}).sizes() == sizes
