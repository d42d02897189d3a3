"""Recognisers for the small standing parts of official documents: numbers, dates, addressees, signatures, notes."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from corpus.authority.regions import find_regions

_GENRES = Path(__file__).with_name("genres.tsv")

NUMBER = re.compile(
    r"(?:[\u4e00-\u9fff]{1,16}(?:[〔\[［﹝（【]\s*(?:19|20)\d{2}\s*[〕\]］﹞）】]\s*第?\s*\d{1,5}\s*号))"
    r"|(?:(?:[\u4e00-\u9fff]{2,40})?令\s*(?:[〔\[［（]?\s*(?:19|20)\d{2}\s*[〕\]］）]?\s*年?\s*)?第?\s*[\d〇零一二三四五六七八九十百]{1,5}\s*号)"
    r"|(?:[\u4e00-\u9fff]{0,16}(?:19|20)\d{2}\s*年\s*第\s*\d{1,4}\s*号)"
)
DATE = re.compile(
    r"(?:(?:19|20)\d{2}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)|(?:[二一][〇○零Oo九]?[〇○零Oo一二三四五六七八九]{2,3}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日)"
)
_DATE_LINE = re.compile(rf"[（]?(?:{DATE.pattern}|(?:19|20)\d\d-\d\d?-\d\d?)[）]?(?:\s*(?:印发|发布|通过|公布))?")
_ADDRESSEE = re.compile(r"[^。；！？]{2,160}：")
_ORGAN_END = re.compile(
    r"(?:人民政府|政府|办公厅|办公室|委员会|委|厅|局|部|署|院|会|中心|总队|分行|支行|银行|集团|公司|党组|总会|法院|检察院|"
    r"小组|综合组|工作组|协调组|专班|指挥部|联席会议|管理处|大学|学院|联合会|协会|机制)(?:[（(](?:代章|盖章|公章|章|[\u4e00-\u9fff]{2,12}代章)[)）])?$"
)
_CLOSING = re.compile(
    r"(?:抄送|抄报|主送|分送|报送|印发机关)\s*[：:]|[（(]?(?:此件|本文)(?:公开|主动|依申请|不予|发至)|（?此页无正文|"
    r"[（(](?:信息公开|公开)(?:选项|形式|类别)|信息公开(?:选项|形式|类别|属性)\s*[：:]|主动公开|[（(]?(?:下转|上接)|（完）|特此(?:通知|公告|通告|函告|函复|批复)|"
    r".{0,40}(?:ICP备|公网安备|网站标识码|网站地图)|(?:主办|承办|版权所有|技术支持|政务服务便民热线|网站主办单位)\s*：|扫码进入|打印\s*关闭|"
    r"扫一扫|打印本页|关闭窗口|责任编辑|相关附件|附件下载|校对|[（(][^（）()]{2,30}代章[)）]$|.{2,40}\d{4}年\d{1,2}月\d{1,2}日印发$"
)
_ELSEWHERE = re.compile(r"[（(\[【]?\s*(下\s?转|上\s?接)\s*[^）)\]】\n。；]{0,12}版\s*[）)\]】]?")
_PAGE_NUMBER = re.compile(r"[\-—－–·.\s]*\d{1,4}[\-—－–·.\s]*")
_MARKS = re.compile("[。；：，！？]")
_ONWARD = re.compile(r"[下上]\s?[转接]")
_ATTACHMENT = re.compile(
    r"附\s*(件|表|录|图)\s*([\d一二三四五六七八九十]{1,3}(?:\s*[-—－]\s*\d{1,2})?)?\s*(?:[：:.、]\s*|\s+|$)"
    r"|附\s*()(\d{1,2})\s*(?:[：:]\s*|\s+|$)|附()()\s*[：:]\s*"
)
_RED_HEAD = re.compile(r"(.{2,60}?)\s*文\s?件\s*$")


@cache
def genres() -> tuple[tuple[str, str], ...]:
    """Return (last word of a title, genre), longest words first."""
    lines = _GENRES.read_text(encoding="utf-8").splitlines()
    pairs = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return tuple(sorted(((word, genre) for word, genre in pairs), key=lambda pair: -len(pair[0])))


@cache
def _title_end() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in dict.fromkeys(word for word, _ in genres()))
    version = r"(?:\s*[（(〔\[][^（）()]{1,24}[)）〕\]])"
    return re.compile(rf"(?:{words})[》”]?{version}*\s*$")


def ends_like_title(text: str) -> bool:
    """Return whether the text ends as titles do: `…若干措施（试行）` does, `…有关情况` does not."""
    return bool(_title_end().search("".join(text.split())))


def is_number_line(text: str) -> bool:
    """Return whether the line is a document number and nothing else: `云政发〔2020〕3号`."""
    return bool(NUMBER.fullmatch("".join(text.split())))


def is_page_number(text: str) -> bool:
    """Return whether the line is a page number that the layout has left in the text: `—3—`."""
    return bool(_PAGE_NUMBER.fullmatch(text))


def is_date_line(text: str) -> bool:
    """Return whether the line is a date and nothing else: `2020年3月1日`."""
    return bool(_DATE_LINE.fullmatch("".join(text.split())))


def is_addressee(text: str) -> bool:
    """Return whether the line greets its receivers: `各市、县人民政府，省级各单位：`."""
    return bool(_ADDRESSEE.fullmatch(text.strip())) and bool(
        re.search(r"各|有关|政府|部门|单位|委员会|厅|局", text.strip()[:40])
    )


def is_organ_line(text: str) -> bool:
    """Return whether the line is a signature: one or more organs, nothing else (`云河省财政厅`)."""
    squeezed = "".join(text.split())
    return len(squeezed) <= _LONGEST_SIGNATURE and not _MARKS.search(squeezed) and bool(_ORGAN_END.search(squeezed))


_LONGEST_SIGNATURE = 60


def begins_organ(text: str) -> bool:
    """Return whether the text begins as the full name of an organ does: with a place or a central body."""
    found = find_regions(text[:12])
    return bool(re.match(r"国务院|国家|中共|中央|全国|最高", text)) or bool(found and found[0].span.start == 0)


def goes_on_as_organ(above: str, below: str) -> bool:
    """Return whether two lines are one organ broken over a line end: `云河省制造业发展` / `领导小组办公室`."""
    if re.search(r"[。；：，]", above) or not is_organ_line(above + below) or len(above) > _LONGEST_SIGNATURE // 2:
        return False
    bare_end = bool(re.match(r"领导小组|工作专班|办公室|委员会", below))
    return bare_end or (begins_organ(above) and not begins_organ(below) and not is_organ_line(above))


def is_closing_line(text: str) -> bool:
    """Return whether the line belongs to the end matter: 抄送, 印发, 此件公开发布, 下转 B2 版."""
    if _CLOSING.match(text.strip()) or is_date_line(text):
        return True
    squeezed = "".join(text.split())
    day = DATE.search(squeezed)  # why: signature and date may be printed on one line
    return bool(day and day.end() == len(squeezed) and is_organ_line(squeezed[: day.start()]))


def is_final_provision(text: str) -> bool:
    """Return whether a paragraph without number speaks of the document as a whole: `本措施自2030年1月1日起施行。`."""
    return bool(_FINAL.match(text.strip()))


_FINAL = re.compile(r"(?:本|以上|上述)[\u4e00-\u9fff“”]{1,8}?(?:自|由|从|有效期|执行期|与|如与|未尽)")


def find_elsewhere(text: str) -> tuple[str, ...]:
    """Return the words that say that the text goes on, or began, elsewhere: `（下转 B2 版）`, `（上接 A1 版）`.

    Where the continuation is in the same text (下转 and later 上接) nothing is missing.
    """
    hits = list(_ELSEWHERE.finditer(text)) if _ONWARD.search(text) else []
    kinds = [hit[1][0] for hit in hits]  # 下 or 上
    heads = [hit for i, hit in enumerate(hits) if kinds[i] == "上" and kinds[max(0, i - 1)] != "下"]
    ends = [hit for i, hit in enumerate(hits) if kinds[i] == "下" and kinds[i + 1 : i + 2] != ["上"]]
    return tuple(hit[0].strip() for hit in (*heads, *ends))


def is_red_head(text: str) -> bool:
    """Return whether the line is the red head of an official paper: `云河省人民政府文件`."""
    hit = _RED_HEAD.match(text.strip())
    return bool(hit) and is_organ_line(hit[1] if hit else "")


def read_attachment(text: str) -> tuple[str, str] | None:
    """Return the name of the attachment a line opens and the rest: `附件 2：任务表` gives (附件2, 任务表)."""
    hit = _ATTACHMENT.match(text.strip())
    if not hit:
        return None
    kind, number = (hit[1], hit[2]) if hit[1] else (hit[3], hit[4]) if hit[4] else ("", "")
    number = "".join((number or "").split()).replace("—", "-").replace("－", "-")
    rest = re.sub(r"(?<=\S)附件?\s*\d*$", "", text.strip()[hit.end() :].strip())
    return f"附{kind or ''}{number}", rest.strip()
