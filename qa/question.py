"""A question as asked becomes what it asks: intent, wanted value, region, year, document, content words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from corpus.authority.departments_find import find_departments
from corpus.authority.regions import NATION, FoundRegion, find_regions
from corpus.evidence import Intent
from corpus.model import Span
from qa.cues import Want, ask_spans, cue_spans, read_intent, read_wants
from qa.terms import Term, read_terms
from qa.values import holds

_NATIONAL = re.compile(
    r"国家(?:层面|文件|那份|的?政策|哪|部委|几个|规定|意见|方案)|国务院|国办|国发|全国|中央(?!企业)|一号文件|部委"
)
_TITLE = re.compile(r"《([^》]{2,60})》")
_GENRES = "方案|意见|办法|计划|措施|条例|指南|公告|清单|细则|通知|规划|导引|汇编|要点|规定|令|手册"
_NAMED = re.compile(rf"([\u4e00-\u9fffA-Za-z0-9+“”]{{2,24}}?)(?:{_GENRES})")
_POINTS = re.compile(r"^.*(?:[那这][份个本部条]|关于)")
_ASKS = re.compile(r"能不能|可不可以|几天|几个|多少|怎么|什么|哪|要拿|是不是|有没有")
_YEAR = re.compile(r"(?<!\d)(20[0-4]\d)\s*年?")
_TARGET_YEAR = re.compile(r"(?:到|至|截至|截止)\s*(20[0-4]\d)|(20[0-4]\d)年(?:底|末|前|的?目标)")
_HOME = re.compile(r"(?:我|咱|俺|本人|本公司|公司|企业|厂子?|店)[^，。？,?]{0,6}(?:在|是|来自|位于)$")
_HOME_AFTER = re.compile(
    r"^(?:的)?(?:一家|一个|一名|这边|这里|本地|注册|企业|公司|厂|老板|商户|店|居民|人(?!才|工|形)|学生|毕业生)"
)
_PLEA = re.compile(
    r"(?:对吧|是吗|对吗|是不是|是这样吗|没错吧|对不对|真的吗|吧)[？?。]?\s*(?:$|由谁|谁)|(?:听说|据说|说是)"
)
_DEPENDENT = re.compile(
    r"^(?:那|那么|如果|要是|还|又|再|它|他|她|这|其中|另外|上面|刚才|前面|换成|换作|至于|同样|后来|接着)"
)
_DEPENDENT_END = re.compile(r"(?:呢|的呢)[？?]?$|它们?|他们|这个|那个|上面|刚才")
# why: where somebody comes from, and not whose policy is asked for
_ORIGIN = re.compile(r"(?:香港|澳门|台湾)(?:的|籍)?(?:企业|公司|青年|年轻人|居民|同胞|人|学生|大学生|老板|团队|创业)")
_LAST_PART = re.compile(r"[\u4e00-\u9fff]{2,}?(?:自治[区州县]|新区|[省市区县州盟旗])")
_TOO_GENERAL = frozenset({"国务院", "标准委", "人民政府", "政府", "法院", "省政府", "市政府"})
_AND = re.compile(r"和|与|跟|同(?!时)|还是|比起|对比|相比")
_VERBS = re.compile(r"主管部门|审核|审批|受理|制定|指导|监督|监管|统筹|办理|组织|公开|认定|考核|验收")
_FEW = {"一": 1, "两": 2, "二": 2, "俩": 2, "三": 3, "四": 4, "五": 5}
_HOW_MANY = re.compile(r"哪([一两二俩三四五])(?:个|家)?(?:省|市|区)?(?:直)?(?:部门|单位|厅局|局|厅|部|委|家|个)")
_SAYS_ENOUGH = 8.0  # two rare words
# why: `那秸秆呢` puts another thing in the place of the one before; what the two questions share still counts a little.
_SWAPS = re.compile(r"^那.{2,}呢[？?]?$")
_FIGURE = re.compile(
    r"\d+(?:\.\d+)?\s*(?:%|％|‰|[万亿千百]?(?:元|个|家|项|人|户|亩|吨|台|套|条|P|倍|年|个月|月|天|日|个?工作日))"
)


@dataclass(frozen=True, slots=True)
class AskedRegion:
    """A region in a question; `home` where it only says where the asker is (我们是太原一家公司)."""

    full: str
    name: str
    home: bool = False

    def is_named_in(self, text: str) -> bool:
        """Return whether a text names the place as asked, or its last step alone: 温州乐清 where it says 乐清市."""
        bare = bare_name(self.full)
        return self.name in text or (len(bare) > 1 and bare in text)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked. `text` is as asked, `matter` the text without asking words and places, for the search."""

    text: str
    intent: Intent
    wants: frozenset[Want]
    regions: tuple[AskedRegion, ...]
    national: bool
    years: tuple[int, ...]
    titles: tuple[str, ...]
    departments: tuple[str, ...]
    terms: tuple[Term, ...]
    matter: str
    figures: tuple[str, ...] = ()
    checks: bool = False
    sole: bool = False
    bearers: int = 0
    context: tuple[str, ...] = ()

    @property
    def core(self) -> str:
        """Return the words that no named document's title holds, with their official terms: what is asked of it."""
        named = "".join(self.titles)
        rest = [term for term in self.terms if term.word not in named] or self.terms
        return " ".join(dict.fromkeys(word for term in rest for word in (term.word, *term.others)))

    @property
    def verbs(self) -> tuple[str, ...]:
        """Return what the department is to do, in the asker's own words: 审核, 主管部门."""
        return tuple(dict.fromkeys(_VERBS.findall(self.text))) if self.intent is Intent.DEPARTMENT else ()

    @property
    def expanded(self) -> str:
        """Return the matter followed by the official terms for its everyday words."""
        extra = dict.fromkeys(other for term in self.terms for other in (*term.others, *term.loose))
        return " ".join((self.matter, *extra))


def read_question(
    text: str, *, context: Sequence[str] = (), known_regions: Iterable[str] = (), home: str | None = None
) -> Question:
    """Return the question understood; what a follow-up leaves open is taken from the questions before it.

    `home` is the region of the asker's firm, which counts where the questions name no place and no nation-wide source.
    `北京的书店能拿多少奖励` gives intent INCENTIVE, wants AMOUNT, region 北京市, terms 书店, 奖励.
    """
    known = tuple(known_regions)
    question = _read_alone(_tidy(text), known)
    earlier = [_read_alone(_tidy(one), known) for one in context]
    resolved = _resolve(question, earlier) if earlier else question
    if home and not resolved.regions and not resolved.national:
        return replace(resolved, regions=(AskedRegion(home, home, home=True),))
    return resolved


def _read_alone(text: str, known: tuple[str, ...]) -> Question:
    found = _find_places(text, known)
    departments = tuple(one for one in find_departments(text) if not _is_generic(one.name))
    names_department = bool(departments)
    intent = read_intent(text, names_department=names_department)
    wants = read_wants(text)
    places = [(one.span.start, one.span.end) for one in found]
    matter = _blank(text, cue_spans(text) + (places if intent is not Intent.DUTIES else []))
    titles = tuple(_TITLE.findall(text)) + tuple(filter(None, map(_named_title, _NAMED.findall(text))))
    regions = tuple(
        AskedRegion(one.full, one.span.cut(text), _is_home(text, one.span.start, one.span.end))
        for one in found
        if one.full != NATION
    )
    return Question(
        text=text,
        intent=intent or Intent.FACT,
        wants=wants or (_wants_of(text) if _PLEA.search(text) else wants),
        regions=regions,
        national=bool(_NATIONAL.search(text)) or any(one.full == NATION for one in found),
        years=_document_years(text),
        titles=titles,
        departments=tuple(one.name for one in departments),
        terms=read_terms(matter),
        matter=re.sub(r"\s+", " ", matter).strip() or text,
        figures=tuple(re.sub(r"\s", "", figure) for figure in _FIGURE.findall(text)),
        checks=bool(_PLEA.search(text)),
        bearers=_bearers_asked(text),
        sole=bool(re.search(r"单独|独自|一家(?:单独|负责|扛|牵头|承担)|只有.{0,6}一家", text)),
    )


def _named_title(words: str) -> str:
    """Return the words of a title without what points at it, "" where they ask: `国务院那份促就业的` gives 促就业的."""
    return "" if _ASKS.search(words) else _POINTS.sub("", words)


def _find_places(text: str, known: tuple[str, ...]) -> tuple[FoundRegion, ...]:
    """Return the regions named, also by the short name of a county of which a document is here: 天河 for 天河区."""
    found = [one for one in find_regions(text, known=known) if not _ORIGIN.match(text[one.span.start :])]
    for full in known:
        short = bare_name(full)
        at = text.find(short) if len(short) > 1 else -1
        if at >= 0 and not any(one.span.start < at + len(short) and at < one.span.end for one in found):
            found.append(FoundRegion(Span(at, at + len(short)), full))
    return tuple(sorted(found, key=lambda one: one.span))


def last_part(region: str) -> str:
    """Return the last step of a full region name, "" for one without steps: 广东省广州市天河区 gives 天河区."""
    parts: list[str] = _LAST_PART.findall(region)
    return parts[-1] if parts else ""


def bare_name(region: str) -> str:
    """Return the last step of a full region name without its level: 浙江省温州市乐清市 gives 乐清."""
    return re.sub(r"(?:新区|自治[州县]|[市区县州])$", "", last_part(region))


def _resolve(question: Question, earlier: Sequence[Question]) -> Question:
    """Return the question with what it leaves open filled in from the last questions."""
    before = earlier[-1]
    depends = is_dependent(question)
    swaps = bool(question.terms) and bool(_SWAPS.search(question.text))
    light = 0.7 if depends and len(question.terms) < 3 and not swaps else 0.3  # noqa: PLR2004  few words say little
    own = {term.word for term in question.terms}
    carried = tuple(
        replace(term, weight=term.weight * light) for one in earlier[-2:] for term in one.terms if term.word not in own
    )
    shows_intent = read_intent(question.text, names_department=bool(question.departments)) is not None
    return replace(
        question,
        intent=question.intent if shows_intent or question.wants else before.intent,
        wants=question.wants or (before.wants if not shows_intent else frozenset()),
        regions=question.regions or _latest(earlier, "regions"),
        national=question.national or (not question.regions and before.national),
        years=question.years or before.years,
        titles=question.titles or before.titles,
        terms=question.terms + carried,
        matter=f"{question.matter} {before.matter}" if light > 0.5 else question.matter,  # noqa: PLR2004
        context=tuple(one.text for one in earlier),
    )


def split_comparison(text: str) -> tuple[str, ...]:
    """Return the two things compared as questions: `网箱补助和床位补贴有什么不同` gives 网箱补助, 床位补贴."""
    plain = _blank(text, ask_spans(text, "compare"))
    halves = [half.strip(" ，,？?。的") for half in _AND.split(plain, maxsplit=1)]
    return tuple(half for half in halves if half) if len(halves) > 1 else ()


def is_dependent(question: Question) -> bool:
    """Return whether the words alone do not say what is asked: `那补贴多少？`, `市级评上的呢`."""
    return leans_back(question.text) or sum(term.weight for term in question.terms) < _SAYS_ENOUGH


def leans_back(text: str) -> bool:
    """Return whether the text begins or ends like one that goes on from another: `那补贴多少`, not `补贴多少`."""
    return bool(_DEPENDENT.search(text) or _DEPENDENT_END.search(text))


def _latest(earlier: Sequence[Question], field: str) -> tuple[AskedRegion, ...]:
    return next((value for one in reversed(earlier) if (value := getattr(one, field))), ())


def _document_years(text: str) -> tuple[int, ...]:
    targets = {year for pair in _TARGET_YEAR.findall(text) for year in pair if year}
    return tuple(int(year) for year in dict.fromkeys(_YEAR.findall(text)) if year not in targets)


def _is_home(text: str, start: int, end: int) -> bool:
    return bool(_HOME.search(text[:start]) or _HOME_AFTER.match(text[end:]))


def _is_generic(name: str) -> bool:
    return name in _TOO_GENERAL


def _wants_of(text: str) -> frozenset[Want]:
    """Return the kinds of value that the asker states and wants checked: `得35岁以下，对吗` gives COUNT."""
    return frozenset(want for want in (Want.AMOUNT, Want.RATIO, Want.COUNT, Want.DEADLINE) if holds(want, text))


def _bearers_asked(text: str) -> int:
    """Return how many departments the asker expects: `哪两个厅` 2, 0 where no number is said."""
    found = _HOW_MANY.search(text)
    return _FEW[found[1]] if found else 0


def _blank(text: str, spans: Iterable[tuple[int, int]]) -> str:
    letters = list(text)
    for start, end in spans:
        letters[start:end] = " " * (end - start)
    return "".join(letters)


def _tidy(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
