"""From when and until when a document applies: 自…起施行, 自印发之日起30日后施行, 有效期三年, 有效期至….

Relies on the normal text and, for a term from the day of issue, on the date that the header read before;
nothing else makes a difference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.dates import DATE, days_after, han_number, iso_date, last_day_of_term
from extractors.found import Found

#: Words of being in force.
_IN_FORCE = "(?:正式|暂)?(?:施行|实施|执行|生效|试行)"
#: From the day of issue: 自印发之日起.
_ISSUE = "自(?:本)?(?:政策|文件|通知|意见|办法|措施)?(?:印发|发布|公布|下发|发文|下文|颁布)之?日起?"
#: Words of the term.
_PERIOD = "(?:有效|执行|施行|实施|试行)期(?:限)?"
#: 自2024年7月1日起施行; 自印发之日起30日后施行; 有效期自印发之日起.
_FROM_DATE = re.compile(
    rf"自(?P<date>{DATE})(?:零时)?起?{_IN_FORCE}"
    rf"|{_ISSUE}(?:(?P<days>[\d一二三十]{{1,3}})(?:日|天)?(?:日|天)后)?(?:正式)?(?:起)?{_IN_FORCE}"
    rf"|{_PERIOD}(?:暂定)?(?:为)?{_ISSUE}"
)
#: How many years or months.
_COUNT = r"[\d一二两三四五六七八九十]{1,2}"
#: 有效期三年; 试行6个月.
_TERM = re.compile(
    rf"(?:{_PERIOD}(?:暂定)?(?:为)?(?:{_ISSUE}的?)?|试行(?:为)?)(?:(?P<years>{_COUNT})年|(?P<months>{_COUNT})个月)"
)
#: 有效期至2025年12月31日; 执行至2025年底; 至2025年6月30日止.
_TO_DATE = re.compile(
    rf"(?P<of>有效期(?:限)?(?:截)?(?:至|到)|(?:执行|实施|施行)(?:期限)?(?:截)?(?:至|到)|截止(?:到|至|时间为)?|{_ISSUE}至|至)(?:{DATE}|(?P<end_of>20\d\d)年底)"
    r"(?P<after>(?:止)?(?:实施)?有效|止|失效|终止)?"
)


#: 实施期限至… may be the term of one measure; it is that of the document where its sentence says so.
_TERM_OF_A_MEASURE = ("执行", "实施", "施行", "截止", "自")
#: Words in the sentence that speak of the whole document: 本办法, 上述, 各项.
_OF_THE_WHOLE = re.compile(
    "(?:[本该此](?:通知|意见|办法|措施|政策|方案|规定|细则|文件)|上述|以上(?:政策|措施|意见|规定)|各项|之日)[^。]*$"
)
_CLAUSE = 80


def effective_from(normal: str, issued: str | None) -> Found[str] | None:
    """The first day of validity; `issued` (ISO) is the day that 自印发之日起 means, where it is known."""
    for match in _FROM_DATE.finditer(normal):
        if match["date"]:
            day, rule = iso_date(match), "effective_from.date"
        else:
            days = han_number(match["days"]) if match["days"] else 0
            day, rule = days_after(issued, days) if issued else None, "effective_from.issue"
        if day:
            return Found(day, *match.span(), rule)
    return None


def effective_to(normal: str, first: Found[str] | None) -> Found[str] | None:
    """The last day of validity: a date, or the end of a term that began on the `first` day."""
    return next(_last_days(normal, first), None)


def _last_days(normal: str, first: Found[str] | None) -> Iterator[Found[str]]:
    for match in _TO_DATE.finditer(normal):
        stated = match["after"] or not match["of"].startswith("至")
        if match["of"].startswith(_TERM_OF_A_MEASURE) and not _OF_THE_WHOLE.search(
            normal, max(0, match.start() - _CLAUSE), match.start()
        ):
            continue
        day = f"{match['end_of']}-12-31" if match["end_of"] else iso_date(match)
        if stated and day:
            yield Found(day, *match.span(), "effective_to.date")
    terms = list(_TERM.finditer(normal))
    # What a document grants may have a term too: its own stands where it comes into force.
    if first and terms:
        term = min(terms, key=lambda found: abs(found.start() - first.end))
        years, months = (han_number(n) if n else 0 for n in (term["years"], term["months"]))
        if day := last_day_of_term(first.value, years=years, months=months):
            yield Found(day, *term.span(), "effective_to.term")
