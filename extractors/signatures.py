"""Who issued a document and when it was written: signatures, the head of the title, the table of the site.

Relies on the head, and on the title and the decree found in it; nothing else makes a difference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.dates import DATE, iso_date
from extractors.decrees import Decree
from extractors.found import Found
from extractors.head import HEAD, Head
from extractors.patterns import BODY_END
from extractors.text import HAN

#: How much of a text can be its tail, where the printing line and the date of an unsigned text stand.
TAIL = 3000

_DATE = re.compile(DATE)
#: A name that ends like a body.
_NAME = rf"[{HAN}()]{{2,40}}(?:{BODY_END})"
#: Names of bodies that stand right before the date of a signature.
_SIGNED = re.compile(rf"(?:^|[\n。;:)》! ])(?P<names>(?:{_NAME}[ \n]+){{0,5}}{_NAME})[ \n]*$")
_SIGNED_WITHIN = 160
_BODY_LAST = tuple(sorted({ending[-1] for ending in BODY_END.split("|")}))
#: What stands behind a date that signs nothing: 2024年6月3日印发.
_NOT_SIGNATURE = re.compile(r" ?(?:印发|前|起|以|至|,|、|-|—|日电)")
#: A line with nothing but names, of a text that was published without its date.
_UNDATED = re.compile(rf"(?:\n| {{2}}) ?(?P<names>(?:{_NAME} *){{1,3}})(?=\(此件|\n|$)")
#: 财 政 部: a name whose characters are set apart.
_SPACED = re.compile(rf"(?:^|[\n。;:)》!]|  ) *(?P<names>[{HAN}](?: [{HAN}]){{1,11}})[ \n]*$")
#: A date in a line of its own, in brackets or without.
_DATE_ALONE = re.compile(rf"(?:^|[\n ])[ ]*\(?(?P<date>{DATE})\)?[ ]*(?=\n|$)")
#: The date under a notice without a name before it.
_DATE_OF_NOTICE = re.compile(rf"(?:执行|实施|落实|遵照|办理)。\s*(?P<date>{DATE})(?=\s*(?:\n|$|\(此件))")
#: The date under a title.
_DATE_IN_BRACKETS = re.compile(rf"\(?(?P<date>{DATE})\)?")
#: Who explains a policy: 解读机关:澜江市水务局.
_READER = re.compile(rf"解读(?:机关|单位|部门):\s?(?P<name>{_NAME})(?=\s|$)")
#: The time behind the date at which a site published something.
_CLOCK = re.compile(r" {1,2}\d{1,2}:\d\d")
#: The agency whose article it is: 新华网澜江3月5日电.
DATELINE = re.compile(
    rf"(?P<agency>新华社|人民网|新华网|中新社|中国新闻网|央视网)[{HAN}]{{2,8}}\d{{1,2}}月\d{{1,2}}日电"
)


@dataclass(frozen=True, slots=True)
class Signature:
    """Issuers and date of writing, None where the text does not state them, and where the signature of the
    document stands (half-open), if it has one."""

    issuer: Found[tuple[str, ...]] | None
    date: Found[str] | None
    place: tuple[int, int] | None


def read_signature(
    normal: str, head: Head, title: Found[str] | None, decree: Decree | None = None
) -> Signature:
    """The signature of a text whose title was found; `decree` is the decree that it is, if it is one."""
    if decree:
        dated = _DATE_ALONE.search(normal, decree.number.end, HEAD)
        iso = iso_date(dated) if dated else None
        date = Found(iso, *dated.span("date"), "date_written.decree") if dated and iso else None
        return Signature(decree.issuer, date, None)
    name = title.value if title else ""
    signed = _find_signed(normal, title.start if title else 0)
    undated = None if signed else _UNDATED.search(normal, head.body)
    issuer = next(_issuers(normal, head, name, signed, undated), None)
    foreign = signed is not None and issuer is not None and issuer.rule != "issuer.signature"
    if foreign:  # it signs something that the document prints
        signed = None
    date = next(_dates(normal, head, title, signed, issuer is not None and not foreign), None)
    if signed:
        return Signature(issuer, date, (signed[0], signed[1].end()))
    return Signature(issuer, date, undated.span("names") if undated else None)


#: The line over a document: 栖河县人民政府办公室文件.
_LETTERHEAD = re.compile(rf"(?P<name>[{HAN}]{{2,4}}[省市区县州][{HAN}]{{2,24}})文件")


def _issuers(
    normal: str,
    head: Head,
    title: str,
    signed: tuple[int, re.Match[str]] | None,
    undated: re.Match[str] | None,
) -> Iterator[Found[tuple[str, ...]]]:
    prefix = _issuer_in_title(title)
    stated = head.table.get("issuer")
    if prefix and stated and not signed and len(prefix) < stated[1] - stated[0]:
        whole = _split_names(normal[slice(*stated)], prefix)
        # 市政府办公室 in the title, 澜江市政府办公室 in the table
        if len(whole) == 1 and whole[0].endswith(prefix):
            yield Found(whole, *stated, "issuer.table")
    if signed:
        start, date = signed
        printed = normal[start : date.start()].strip()
        spaced = _SPACED.fullmatch(printed) is not None
        names = _split_names(printed.replace(" ", "") if spaced else printed, prefix)
        # A printed annex may carry the signature of another body; the title names the issuer.
        if not prefix or any(_abbreviates(prefix, n) or _abbreviates(n, prefix) for n in names):
            end = start + len(normal[start : date.start()].rstrip())
            yield Found(names, start, end, "issuer.signature")
    if prefix and (letterhead := _letterhead(head, prefix)):
        yield letterhead
    if prefix and (place := _find_in_head(head, prefix)):
        yield Found(_split_names(prefix, prefix), *place, "issuer.title")
    if "issuer" in head.table:
        start, end = head.table["issuer"]
        yield Found(_split_names(normal[start:end], prefix), start, end, "issuer.table")
    if undated and (names := _split_names(undated["names"], prefix)):
        yield Found(names, *undated.span("names"), "issuer.line")
    if reader := _READER.search(normal, max(0, len(normal) - TAIL)):
        yield Found((reader["name"],), *reader.span("name"), "issuer.reader")
    if dateline := DATELINE.search(normal, 0, HEAD):
        yield Found((dateline["agency"],), *dateline.span("agency"), "issuer.dateline")


def _dates(
    normal: str, head: Head, title: Found[str] | None, signed: tuple[int, re.Match[str]] | None, issued: bool
) -> Iterator[Found[str]]:
    candidates: list[tuple[re.Match[str] | None, str]] = [(signed[1] if signed else None, "signature")]
    if "date_written" in head.table:
        candidates.append((_DATE.match(normal, head.table["date_written"][0]), "table"))
    if title and (behind := next((p for p in head.pieces if p.start >= title.end), None)):
        dated = _DATE_IN_BRACKETS.fullmatch(normal, behind.start, behind.end)
        candidates.append((None if _CLOCK.match(normal, behind.end) else dated, "title"))
    if issued:
        candidates.append((_DATE_OF_NOTICE.search(normal, title.end if title else 0, HEAD), "notice"))
        tail = max(0, len(normal) - TAIL)
        candidates += [(match, "line") for match in _DATE_ALONE.finditer(normal, tail)]
    for match, rule in candidates:
        if match and (iso := iso_date(match)):
            span = match.span("date") if "date" in match.re.groupindex else match.span()
            yield Found(iso, *span, f"date_written.{rule}")


def _find_signed(normal: str, after: int) -> tuple[int, re.Match[str]] | None:
    """The first date behind `after` that a body's name stands right before: where the names begin, and the date."""
    for date in _DATE.finditer(normal, after):
        if _NOT_SIGNATURE.match(normal, date.end()):
            continue
        window = max(after, date.start() - _SIGNED_WITHIN)
        if not normal[window : date.start()].rstrip().endswith(_BODY_LAST):
            continue
        signed = _SIGNED.search(normal[window : date.start()]) or _SPACED.search(
            normal[window : date.start()]
        )
        if signed:
            return window + signed.start("names"), date
    return None


def _issuer_in_title(title: str) -> str | None:
    match = re.match(
        rf"([{HAN}()、 ]{{2,60}}?(?:{BODY_END}))(?=关于|印发|转发|批转|公布|发布|(?:19|20)\d\d年)", title
    )
    return match[1] if match else None


def _letterhead(head: Head, name: str) -> Found[tuple[str, ...]] | None:
    """What a name that begins with 县 is in full in the line over the document."""
    for piece in head.pieces:
        over = _LETTERHEAD.fullmatch(piece.text)
        if over and over["name"].endswith(name) and name[0] in "省市区县州" and over["name"] != name:
            return Found((over["name"],), piece.start, piece.end - len("文件"), "issuer.letterhead")
    return None


def _find_in_head(head: Head, name: str) -> tuple[int, int] | None:
    for piece in head.pieces:
        at = piece.text.find(name)
        if at >= 0:
            return piece.start + at, piece.start + at + len(name)
        if name.startswith(piece.text) and len(piece.text) > 3:
            return piece.start, piece.end
    return None


#: 中共X县委X县人民政府: the party committee and the government of one region, fused.
_PARTY_THEN_GOVERNMENT = re.compile(rf"中共([{HAN}]{{2,10}}?)委(?:员会)?(?=\1)")


def _split_names(names: str, prefix: str | None) -> tuple[str, ...]:
    """Several issuers in one line, set apart by blanks or fused: two names of one region begin alike. `prefix` is
    how the title begins: 区政府办公室 in the table is 杭州市钱塘区人民政府办公室 there."""
    found: list[str] = []
    for run in re.split(r"[ \n、,]+", names.strip()):
        party = _PARTY_THEN_GOVERNMENT.match(run)
        at = party.end() if party else run.find(run[:3], 3) if len(run) > 9 else -1
        parts = [run[:at], run[at:]] if at > 0 else [run]
        found += [p for p in parts if re.search(f"(?:{BODY_END})$", p)]
    if prefix and len(found) == 1 and len(prefix) > len(found[0]) and _abbreviates(found[0], prefix):
        found = [prefix]
    return tuple(dict.fromkeys(found))


def _abbreviates(short: str, full: str) -> bool:
    rest = iter(full)
    return all(c in rest for c in short)
