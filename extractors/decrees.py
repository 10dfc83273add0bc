"""Decrees (令), with which a government puts a regulation into force: number, issuer, and the regulation's title.

云州省人民政府令 / 第88号 / 《…条例》已经…通过,现予公布: the document is the regulation that the decree prints.
Relies on the pieces of the head. Offsets are half-open, in characters of the normal text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.found import Found
from extractors.head import Head
from extractors.patterns import BODY_END
from extractors.text import HAN

#: 云州省人民政府令, with its number or without.
_DECREE = re.compile(
    rf"(?P<body>[{HAN}]{{2,30}}(?:{BODY_END}))令(?P<number>\(?第[\d一二三四五六七八九十百]+号\)?)?"
)
#: The number in a line of its own: 第88号.
_NUMBER = re.compile(r"\(?(第[\d一二三四五六七八九十百]+号)\)?")
#: What the decree announces in its first sentence: 《…》已经…通过; 现公布修订后的《…》.
_ANNOUNCED = re.compile(
    r"(?=[^。]{0,180}?(?:公布|发布|颁布|通过|批准|同意))[^。《》]{0,40}《(?P<title>[^《》\n]{4,60})》"
)


@dataclass(frozen=True, slots=True)
class Decree:
    """Number (国务院令第706号), issuing body, and the title of what is announced where the text names one."""

    number: Found[str]
    issuer: Found[tuple[str, ...]]
    title: Found[str] | None


def find_decree(normal: str, head: Head) -> Decree | None:
    """The decree that a text begins with; None for any other document."""
    for piece, following in zip(head.pieces[:3], [*head.pieces[1:3], None], strict=False):
        decree = _DECREE.fullmatch(piece.text)
        if decree is None:
            continue
        numbered = decree if decree["number"] else following and _NUMBER.fullmatch(following.text)
        if not numbered:
            return None
        end = piece.end if numbered is decree or following is None else following.end
        number = f"{decree['body']}令{(decree['number'] or numbered.group()).strip('()')}"
        announced = _ANNOUNCED.match(normal, end)
        return Decree(
            number=Found(number, piece.start, end, "number.decree"),
            issuer=Found((decree["body"],), piece.start, piece.start + len(decree["body"]), "issuer.decree"),
            title=Found(announced["title"], *announced.span("title"), "title.decree") if announced else None,
        )
    return None
