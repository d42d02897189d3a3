"""Drafts and ranges of text become tests: attribute, operator, value, and the verbatim words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from corpus.authority.industries import names
from corpus.authority.qualifications import titles_in
from corpus.authority.regions import find_regions
from corpus.model import Condition, Connective, Document, Span, Test
from ingest.incentives.condition_attributes import attribute_of, is_vague, threshold_of
from ingest.incentives.condition_phrases import Draft
from ingest.incentives.document_conditions import General
from ingest.incentives.squeezed import Squeezed, squeeze

NOTE = "note"
"""The value of a test that does not decide (名额, 就高不重复)."""
_HERE = re.compile(r"(?<![成资基根样])本[区市省县](?![场间分])|我[市省区县]|辖区|全市范围|全省范围|全区范围")
_CAPITAL = re.compile(r"在京|来京")
_ZONE = re.compile(r"示范区|开发区|高新区|新区|试验区|自贸区")
_AWAY = re.compile(
    r"(?<!赴)(?<!到)(?<!去)(?:[省市区县域]外|外省)(?:的|优质|知名|重点)*"
    r"(?:企业|机构|投资|资本|迁|客商|项目|公司|总部|院校|高校|人才|引进|来)"
)
_ASIDE = re.compile(r"（[^）]*）")


class Reader:
    """Turns ranges of one document into tests; knows the document's region and short names."""

    def __init__(self, document: Document, meanings: Mapping[str, str]) -> None:
        self.document, self.meanings = document, meanings
        self._longest_first = sorted(meanings.items(), key=lambda pair: -len(pair[0]))
        self._read: dict[tuple[Span, bool], Test] = {}

    def general(self, found: Iterable[General]) -> tuple[tuple[str | None, Condition], ...]:
        """Return the leaves of what binds the whole document, each with the part it binds (None: all)."""
        return tuple((one.part, Condition(Connective.TEST, test=self._general(one))) for one in found)

    def _general(self, one: General) -> Test:
        if one.value:
            return Test(one.attribute, "in", one.value, one.span.cut(self.document.text), one.span)
        return self.of_span(one.span, excludes=one.excludes)

    def of_span(self, span: Span, *, excludes: bool = False) -> Test:
        """Return the test that a range of the document states; what binds many promises is read once."""
        known = self._read.get((span, excludes))
        if known is None:
            words = squeeze(span.cut(self.document.text)).text
            negated = excludes or bool(_NEGATED.search(_ASIDE.sub("", words)))
            known = self._test(span, words, attribute_of(words), excludes=negated)
            self._read[span, excludes] = known
        return known

    def of_draft(self, view: Squeezed, draft: Draft) -> Test:
        """Return the test that a draft states."""
        span, words = view.span(draft.start, draft.end), view.text[draft.start : draft.end]
        if draft.note:
            return Test("other", "other", NOTE, span.cut(self.document.text), span)
        if draft.title:
            return Test("qualification", "is", self.meanings[draft.title], span.cut(self.document.text), span)
        return self._test(span, words, draft.attribute, excludes=draft.excludes)

    def _test(self, span: Span, words: str, attribute: str, *, excludes: bool) -> Test:
        text = span.cut(self.document.text)
        meant = next((full for short, full in self._longest_first if short in words), None)
        if excludes or _NEGATED.search(_ASIDE.sub("", words)):
            return Test(attribute, "not", words, text, span)
        if meant and attribute in ("activity", "other", "qualification", "industry", "region") and not is_vague(words):
            short = next(short for short, full in self._longest_first if short in words)
            named = words.replace(short, meant) if meant not in words else words
            if words == short:
                return self._defined(meant, text, span)
            return Test(attribute, "is", named, text, span)
        threshold = threshold_of(words, attribute)
        if threshold:
            return Test(attribute, threshold[0], threshold[1], text, span)
        operator, value = self._value(words, attribute)
        return Test(attribute, operator, value, text, span)

    def _defined(self, meant: str, text: str, span: Span) -> Test:
        """Return the test of a short name, its words those of the definition where they stand unbroken in the text."""
        at = self.document.text.find(meant)
        if at < 0:
            return Test("qualification", "is", meant, text, span)
        return Test("qualification", "is", meant, meant, Span(at, at + len(meant)))

    def _value(self, words: str, attribute: str) -> tuple[str, str | tuple[str, ...] | None]:
        if attribute in ("region", "registration"):
            return self._place(words)
        if attribute == "industry":
            return "in", names(words) or None
        if attribute == "qualification":
            return "in", titles_in(words) or None
        if attribute == "other" or is_vague(words):
            return "other", None
        return "is", words

    def _place(self, words: str) -> tuple[str, str | None]:
        region, words = self.document.region, _ASIDE.sub("", words)
        if _AWAY.search(words):
            return "not", region
        found = find_regions(words, within=region)
        if found:
            return "in", max((one.full for one in found), key=len)
        if _CAPITAL.search(words):
            return "in", "北京市"
        return "in", region if _HERE.search(words) or _ZONE.search(words) else None


_NEGATED = re.compile(r"不再予以|不再给予|不纳入|不享受|除外$|^非(?!公|遗|营利|物质|国有|税)[^，。；]{2,12}$")
