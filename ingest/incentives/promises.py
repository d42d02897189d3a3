"""Where a clause promises a benefit, and where it only names a goal, a rule, a definition or a penalty."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.incentives.amounts import Quantity, find_amounts
from ingest.incentives.promise import LABEL, Promise, unlabelled
from ingest.incentives.promise_joining import join_promises
from ingest.incentives.promise_words import kind_of, patterns, says
from ingest.incentives.sentences import Sentence, cut_phrases, cut_sentences

_GIVING = re.compile(
    r"给予|予以|奖励|补助|补贴|资助|贴息|免征|免收|减免|减按|减半|奖金|扶持资金|资金支持|支持资金|补偿|申领|领取|发放|配套|最高支持|贷款额度|租金标准|返还"
    r"|经费|增加[^，。；]*?元|可申请|安排[^，。；]*?资金|奖\d|奖[^，。；]{0,4}万"
)
_GOAL = re.compile(r"力争|争取|到20\d\d年|20\d\d年底|目标")
_PUBLIC = re.compile(
    r"^(?:鼓励|支持)(?:和支持)?(?:各地|各区|各市|各县|有条件的[市县区]|地方(?!开发)|高校和|高等学校|省属国企|多元思维|灵活|省委|各级)"
)
_DUTY = re.compile(r"^[（〔].*[）〕][。]?$|^(?:责任|牵头|配合|支持)单位[：:]|^[（〔](?:责任|牵头|配合)")
_HEADING_LENGTH = 26
_PURPOSE = re.compile(
    r"^为(?:全面|深入|进一步|贯彻|抢抓|加快|规范|推动|促进|落实|支持|做好|了|切实|加强|鼓励)[^。]*(?:制定|提出|结合|根据|，)"
)


def find_promises(text: str) -> tuple[Promise, ...]:
    """Return the promises of a squeezed clause from left to right, one per benefit.

    `对主板上市企业奖励300万元；对挂牌企业奖励50万元。` gives two; `力争培育上市企业10家。` gives none.
    """
    sentences = cut_sentences(text)
    found: list[Promise] = []
    lead: tuple[int, int] | None = None
    for at, cut in enumerate(sentences):
        sentence = unlabelled(text, cut)
        lead = _lead(text, cut, lead)
        if sentence.end - sentence.start < _SHORTEST or _is_heading(text, sentences, at):
            continue
        if found and _TERM.match(text[sentence.start : sentence.end]):
            term = find_amounts(text, sentence.start, sentence.end)
            found[-1] = replace(found[-1], quantities=(*found[-1].quantities, *term))
            continue
        found += (
            one if one.general or lead is None or one.start <= lead[0] else replace(one, general=lead)
            for one in _promises_of(text, sentence)
        )
    found = join_promises(text, found)
    if all(one.quantities for one in found):
        return tuple(found)
    plan = sum(bool(_FIGURE.search(text[one.start : one.end])) for one in sentences) >= _PLAN_FIGURES
    paid = any(one.quantities or _PAID.search(text[one.core : one.end]) for one in found)
    return tuple(one for one in found if one.quantities or not _is_idle(text, one, plan=plan, paid=paid))


_TERM = re.compile(
    r"(?:补[贴助]|奖励|贴息|贷款|支持|优惠|资助|享受)?(?:时间|期限)[^，。；]{0,12}\d+(?:年|个月)[^，；]*[。；]?$"
)
_LEAD = re.compile(r"[^：]*(?:以下|如下|下列)[^：]{0,14}：")


def _lead(text: str, sentence: Sentence, lead: tuple[int, int] | None) -> tuple[int, int] | None:
    """Return the words before a colon that speak for the list after it (…的机构，享受下列优惠：（1）…（2）…)."""
    words = text[sentence.start : sentence.end]
    match = _LEAD.match(words)
    if match and _GIFT.search(match[0]):
        return sentence.start, sentence.start + match.end()
    return None if lead and re.match(r"\d+[.．、]|[一二三四五六]、", words) else lead


_PAID = re.compile(r"给予[^，。；]{0,12}(?:奖励|补助|补贴|资助)")
_PLAN_FIGURES = 2
_GIFT = re.compile(r"给予|予以|免征|减免|免费|补贴|奖励|补助|贴息|优先|享受|发放|纳入|提供|保障")


def _is_idle(text: str, promise: Promise, *, plan: bool, paid: bool) -> bool:
    """Return whether words of support promise nothing of their own.

    So they do in a plan that counts its goals, and so does 鼓励 where the clause pays for it elsewhere.
    """
    words = text[promise.core : promise.end]
    if _GIFT.search(words):
        return False
    return (plan and not paid) or (paid and words.startswith("鼓励"))


_SHORTEST = 4


def _is_heading(text: str, sentences: Sequence[Sentence], at: int) -> bool:
    """Return whether a sentence only names what the following ones promise: 鼓励科技创新."""
    sentence = sentences[at]
    words = LABEL.sub("", text[sentence.start : sentence.end])
    if len(sentences) == 1 and len(words) <= _HEADING_LENGTH and words[-1:] not in "。；！":
        return True
    opens = at == 0 or bool(LABEL.match(text[sentence.start : sentence.end])) or text[sentences[at - 1].end - 1] == "\n"
    follows = at + 1 < len(sentences) and not text[sentence.start : sentence.end].endswith("；")
    return opens and follows and len(words) <= _HEADING_LENGTH and not re.search(r"\d(?!\d*[条项])", words)


def _promises_of(text: str, sentence: Sentence) -> Iterator[Promise]:
    words = text[sentence.start : sentence.end]
    if _DUTY.match(words) or _PURPOSE.match(words):
        return
    quantities = (
        find_amounts(text, sentence.start, sentence.end) if _GIVING.search(words) or _is_rate_card(words) else ()
    )
    money = [one for one in quantities if one.unit not in ("years", "months", "persons")]
    if money and not _is_rule(words, money=True) and not _is_pool(words, money):
        yield from _amount_promises(text, sentence, quantities)
    elif not _is_rule(words) and not _is_goal(words):
        yield from _kind_promises(text, sentence)


def _is_rate_card(words: str) -> bool:
    """Return whether the sentence is a list of prizes or prices: 补贴标准：10000元; 一等奖20万元."""
    return bool(_RATE_CARD.match(words))


_RATE_CARD = re.compile(r"[^，。：]{0,10}(?:标准|额度|金额|期限)为?[：:]")


def _is_rule(words: str, *, money: bool = False) -> bool:
    """Return whether the sentence is a penalty, definition, procedure or rule of stacking, not a promise."""
    hit = next((pattern for pattern in patterns("not") if pattern.search(words)), None)
    if hit is None:
        return False
    if not money:
        return True
    # why: a promise often closes with its own limits (同一企业不重复享受), which do not undo it
    first = cut_phrases(words, 0, len(words))[:1]
    return any(pattern.search(words[one:two]) for one, two in first for pattern in patterns("not")[:5])


def _is_pool(words: str, money: Sequence[Quantity]) -> bool:
    """Return whether the money is a goal, a project's size or a statistic: no giving word stands near it."""
    return not _GIVING.search(words) and not _is_rate_card(words) and bool(money)


def _is_goal(words: str) -> bool:
    """Return whether the sentence states a figure to be reached or reached already: 核心产业规模突破6000亿元."""
    return bool(_FIGURE.search(words)) and not _FUND.search(words)


_FIGURE = re.compile(
    r"(?:总投资|产值|营收|收入|规模|投资)[^，。；]{0,8}?\d[\d.]*(?:亿|万)|(?:达到?|突破|(?<!不)(?<!不得)超过?)\d|\d[\d.]*(?:亿|万)元以上|培育[^，。；]*?\d+家"
)
_FUND = re.compile(
    r"(?:基金|资金)[^，。；]{0,8}支持|(?:给予|予以)[^，。；]{0,30}?(?:奖励|补助|补贴|支持|资助)|一事一议|奖励[^，。；]{0,30}名额|享受[^，。；]{0,30}(?:优惠|名额)"
)


def _amount_promises(text: str, sentence: Sentence, quantities: Sequence[Quantity]) -> Iterator[Promise]:
    """Yield one promise per 对…给予… with an amount of its own."""
    phrases = cut_phrases(text, sentence.start, sentence.end)
    cuts = [sentence.start]
    for start, _ in phrases[1:]:
        own = [one for one in quantities if cuts[-1] <= one.start < start]
        rest = [one for one in quantities if one.start >= start]
        if (
            own
            and rest
            and re.match(r"(?:，)?(?:并|而)?对(?!应)(?!其)", text[start:])
            and _money_in(own)
            and _money_in(rest)
        ):
            cuts.append(start)
    for start, end in zip(cuts, [*cuts[1:], sentence.end], strict=True):
        own_quantities = tuple(one for one in quantities if start <= one.start < end)
        yield Promise(start, end, start, _paid_kind(text[start:end]), own_quantities)


def _paid_kind(words: str) -> str:
    """Return the kind of a promise of money: 认定为示范企业的奖励20万元 is a reward, not an honour."""
    kind = kind_of(words)
    if kind not in ("honor", "service", "procurement"):
        return kind
    return "reward" if _REWARDS.search(words) else "grant" if _GRANTS.search(words) else kind


_REWARDS = re.compile(r"奖励|奖金|奖补|激励")
_GRANTS = re.compile(r"补助|补贴|资助|配套|经费|支持")


def _money_in(quantities: Sequence[Quantity]) -> bool:
    return any(one.unit not in ("years", "months", "persons") for one in quantities)


def _kind_promises(text: str, sentence: Sentence) -> Iterator[Promise]:
    """Yield the promises without an amount; each quote opens with the phrase before the promising one."""
    phrases = cut_phrases(text, sentence.start, sentence.end)
    cores = _cores(text, phrases)
    if not cores:
        return
    kinds = [_kind_from(text, phrases, cores, at) for at in range(len(cores))]
    kept = [0] + [at for at in range(1, len(cores)) if _stands_alone(text, phrases, cores, kinds, at)]
    for nth, at in enumerate(kept):
        first = 0 if nth == 0 else cores[at] - 1
        last = cores[kept[nth + 1]] if nth + 1 < len(kept) else len(phrases)
        core = phrases[cores[at]][0]
        yield Promise(phrases[first][0], phrases[last - 1][1], core, kinds[at], ())


def _cores(text: str, phrases: Sequence[tuple[int, int]]) -> list[int]:
    """Return which phrases promise: all the clear ones, or the first weak one where none is clear."""
    words = [text[start:end].strip("，。；：") for start, end in phrases]
    open_to_firms = [at for at, one in enumerate(words) if not _GOAL.search(one) and not _is_for_public(one)]
    clear = [at for at in open_to_firms if says(words[at], "clear")]
    return clear or [at for at in open_to_firms if says(words[at], "weak")][:1]


def _is_for_public(words: str) -> bool:
    return bool(_PUBLIC.match(words)) and not re.search(r"对[^，]*?给予|为[^，]*?提供|向[^，]*?发放", words)


def _kind_from(text: str, phrases: Sequence[tuple[int, int]], cores: Sequence[int], at: int) -> str:
    last = cores[at + 1] if at + 1 < len(cores) else len(phrases)
    return kind_of(text[phrases[cores[at]][0] : phrases[last - 1][1]])


_OPENING = re.compile(r"^(?:并|且|同时)?(?:支持|鼓励|加大|保障|为|向|授予|探索|推动|免费|将|对|落实|通过)")


def _stands_alone(
    text: str, phrases: Sequence[tuple[int, int]], cores: Sequence[int], kinds: Sequence[str], at: int
) -> bool:
    """Return whether a later promising phrase is a benefit of its own, not the end of the one before."""
    start, end = phrases[cores[at]]
    before_start, before_end = phrases[cores[at - 1]]
    opening = bool(_OPENING.match(text[start:end]))
    conditional = re.match(r"符合[^，。；]*?(?:的|条件)", text[phrases[cores[at] - 1][0] :])
    bare = not re.search(r"[^，。；]{6}", text[start:end])
    if bare or (conditional and not opening):
        return False
    means = re.match(r"(?:为|向)[^，]*?提供", text[start:]) and re.match(r"支持|鼓励", text[before_start:])
    short = before_end - before_start < _SHORT_PROMISE and cores[at] - cores[at - 1] == 1 and kinds[at - 1] == "other"
    return opening and not short and not means


_SHORT_PROMISE = 17
