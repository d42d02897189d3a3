"""A firm's profile (企业画像): every field may be unknown, and an unknown field stays unknown."""

from __future__ import annotations

import datetime as dt
import json
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from corpus.authority.enterprise_sizes import SIZES, normalize_size, possible_sizes
from corpus.errors import ProfileError

_WAN = 10_000.0
_FORMATS = (".toml", ".json", ".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class Firm:
    """What is known of a firm on the day `as_of`; None means unknown, money is in yuan, ratios are 0 to 1.

    `qualifications` and `awards`, where given, are complete lists: a title that is not in them is not held.
    `activities` (what it does or has done) and `plans` (what it intends) are facts but never complete lists.
    `facts` holds every further field under its own name. `warnings` are Chinese notes on how the profile was read.
    """

    name: str = ""
    as_of: dt.date | None = None
    region: str | None = None
    industry: str | None = None
    size: str | None = None
    employees: int | None = None
    revenue: float | None = None
    assets: float | None = None
    rd_ratio: float | None = None
    registered: dt.date | None = None
    qualifications: tuple[str, ...] | None = None
    awards: tuple[str, ...] | None = None
    activities: tuple[str, ...] = ()
    plans: tuple[str, ...] = ()
    credit: str | None = None
    declarations: tuple[str, ...] = ()
    ownership: str | None = None
    founder: Mapping[str, object] | None = None
    facts: Mapping[str, object] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()

    def sizes(self) -> frozenset[str]:
        """Return the size classes the firm may have: the stated one, else those its figures leave open.

        A manufacturer with 60 employees and nothing else known may be 小型 or 微型.
        """
        if self.size:
            return frozenset((self.size,))
        if not self.industry:
            return frozenset(SIZES)
        return possible_sizes(self.industry, employees=self.employees, revenue=self.revenue, assets=self.assets)

    def size_class(self) -> str | None:
        """Return the one size class that is possible, None where several are."""
        sizes = self.sizes()
        return next(iter(sizes)) if len(sizes) == 1 else None


def load_firm(path: Path) -> Firm:
    """Return the profile in a TOML, JSON or YAML file. Raises ProfileError, naming file, field and next step."""
    if path.suffix.lower() not in _FORMATS:
        raise ProfileError(f"{path}：企业画像的格式不认识", advice="请用 .toml、.json 或 .yaml 文件")
    try:
        data = _decode(path.read_text(encoding="utf-8-sig"), path.suffix.lower())
    except OSError as error:
        raise ProfileError(f"{path}：读不到企业画像文件", advice="请检查路径和权限") from error
    except ValueError as error:
        raise ProfileError(f"{path}：企业画像的语法有误（{error}）", advice="请按示例画像改正后再试") from error
    if not isinstance(data, Mapping):
        raise ProfileError(f"{path}：企业画像应是“字段 = 值”的列表", advice="请参照示例画像")
    return firm_from_mapping(data, source=str(path))


def _decode(text: str, suffix: str) -> object:
    if suffix == ".toml":
        return tomllib.loads(text)
    if suffix == ".json":
        return json.loads(text)
    import yaml  # noqa: PLC0415  only where a profile is YAML

    try:
        return yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise ValueError(str(error).splitlines()[0]) from error


def firm_from_mapping(mapping: Mapping[str, Any], *, source: str = "企业画像") -> Firm:
    """Return the firm that a mapping describes; money may be given in yuan (`revenue`) or 万元 (`revenue_wan`).

    `{"revenue_wan": 1600}` gives revenue 16_000_000.0. An unknown field is kept in `facts` with a warning. Raises
    ProfileError where a field has an impossible value.
    """
    known: dict[str, Any] = {}
    facts: dict[str, object] = {}
    warnings: list[str] = []
    for key, value in mapping.items():
        name, scaled = _unscaled(str(key), value)
        if value is None or value == "":
            continue
        if name in _READERS:
            known[name] = _read(name, scaled, source)
        elif name == "facts" and isinstance(value, Mapping):
            facts.update(value)
        elif name != "warnings":
            facts[name] = scaled
            if not str(key).endswith("_wan"):
                warnings.append(f"{source}：字段“{key}”不在已知之列，原样保留")
    return Firm(**known, facts=facts, warnings=tuple(warnings))


def _unscaled(key: str, value: object) -> tuple[str, object]:
    """Return the field without `_wan` and its value in yuan: `revenue_wan`, 1600 gives `revenue`, 16_000_000.0."""
    number = _number_or_none(value)
    if key.endswith("_wan") and number is not None:
        return key.removesuffix("_wan"), number * _WAN
    return key, value


def _read(name: str, value: object, source: str) -> object:
    try:
        return _READERS[name](value)
    except (TypeError, ValueError) as error:
        raise ProfileError(
            f"{source}：字段“{name}”的值“{value}”读不懂（{error}）", advice=f"请填{_EXPECTED.get(name, '文字')}"
        ) from error


def _text(value: object) -> str:
    if isinstance(value, (Mapping, list, tuple)):
        raise TypeError("应是一段文字")
    return str(value).strip()


def _texts(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return tuple(part.strip() for part in value.replace("；", ";").replace("、", ";").split(";") if part.strip())
    if not isinstance(value, (list, tuple)):
        raise TypeError("应是列表")
    return tuple(_text(item) for item in value)


def _number_or_none(value: object) -> float | None:
    try:
        return _number(value)
    except (TypeError, ValueError):
        return None


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        raise TypeError("应是数字")
    number = float(str(value).replace(",", "").strip())
    if not 0 <= number < float("inf"):
        raise ValueError("应不小于 0")
    return number


def _count(value: object) -> int:
    number = _number(value)
    if number != int(number):
        raise ValueError("应是整数")
    return int(number)


def _ratio(value: object) -> float:
    text = str(value).strip()
    number = _number(text.rstrip("%")) / (100 if text.endswith("%") else 1)
    if number > 1:
        raise ValueError("应在 0 与 1 之间，或写成百分数")
    return number


def _day(value: object) -> dt.date:
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    parts = str(value).replace("/", "-").strip().split("-")
    numbers = [int(part) for part in parts] + [1, 1]
    return dt.date(*numbers[:3])


def _size(value: object) -> str:
    size = normalize_size(_text(value))
    if size is None:
        raise ValueError("应是大型、中型、小型或微型")
    return size


def _mapping(value: object) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise TypeError("应是“名称 = 值”的一组")
    return dict(value)


_READERS: dict[str, Callable[[object], object]] = {
    "name": _text, "as_of": _day, "region": _text, "industry": _text, "size": _size, "employees": _count,
    "revenue": _number, "assets": _number, "rd_ratio": _ratio, "registered": _day, "qualifications": _texts,
    "awards": _texts, "activities": _texts, "plans": _texts, "credit": _text, "declarations": _texts,
    "ownership": _text, "founder": _mapping,
}  # fmt: skip
_EXPECTED = {
    "as_of": "日期，如 2026-04-10", "registered": "日期，如 2020-05-20", "size": "大型、中型、小型或微型",
    "employees": "整数", "revenue": "以元为单位的数字（万元请用 revenue_wan）", "assets": "以元为单位的数字",
    "rd_ratio": "0 与 1 之间的数，如 0.05", "qualifications": "资质名称的列表", "awards": "列表",
    "activities": "列表", "plans": "列表", "declarations": "列表", "founder": "一组“名称 = 值”",
}  # fmt: skip
FIELD_NAMES = tuple(one.name for one in fields(Firm))
