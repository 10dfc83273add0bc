"""Document numbers (发文字号): 浙政发〔2023〕2号, in any form of brackets, with blanks inside, fused with what stands before.

`find_numbers` reads running text; `parse_number` reads a number that stands alone. The canonical form has the
brackets 〔〕 and no blanks.

Relies on the text at hand alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.patterns import NUMBER_TAIL
from extractors.text import HAN

#: Brackets and serial: 〔2024〕6号.
_TAIL = re.compile(NUMBER_TAIL)
#: The year and the number in them.
_TAIL_PARTS = re.compile(r"[〔\[(【] ?(\d{4})年? ?[〕\])】] ?第?(\d{1,5}) ?号")
#: The characters before the brackets, of which the last are the code.
_CODE_BEFORE = re.compile(rf"[{HAN}]{{2,24}} ?$")
#: Words that may stand before a code but are never part of one; the code begins after the last of them.
_NOT_CODE = re.compile(
    "根据|按照|依据|依照|遵照|参照|关于|以及|印发|转发|批转|下发|贯彻|落实|执行|文件|通知|意见|办法|规定|方案|精神|要求|原|的|及|和|与|即|见|为|在|"
    "省政府|市政府|区政府|县政府|省委|市委|区委|县委|(?:[局厅委部会院室]|府(?!办[发函字电]))(?=[^〔]{3,})|[局厅](?![办函发字])(?=[^〔]{2})"
)
#: Inside brackets a code stands alone, or behind a word that points to it.
_CUE = re.compile("^(?:具体|详)?(?:参照|依据|按照|根据|见|即|原|执行|引自)")
_CODE_LENGTH = 14


@dataclass(frozen=True, slots=True)
class Number:
    """A document number and where it stands (half-open, in the text it was found in)."""

    code: str
    year: int
    serial: int
    start: int
    end: int

    def __str__(self) -> str:
        return f"{self.code}〔{self.year}〕{self.serial}号"


def find_numbers(text: str, start: int = 0, end: int | None = None) -> Iterator[Number]:
    """The document numbers in ``text[start:end]``, in order. A number without a code is left out."""
    for match in _TAIL.finditer(text, start, len(text) if end is None else end):
        before = max(start, match.start() - _CODE_LENGTH)
        run = _CODE_BEFORE.search(text[before : match.start()])
        if run is None:
            continue
        code_start = before + run.start()
        bracketed = text[code_start - 1 : code_start] in ("(", "〔")
        for word in (_CUE if bracketed else _NOT_CODE).finditer(run.group().rstrip()):
            if run.end() - word.end() >= 2:
                code_start = before + run.start() + word.end()
        parts = _TAIL_PARTS.fullmatch(match.group())
        code = text[code_start : match.start()].strip()
        if parts and len(code) >= 2:
            yield Number(code, int(parts[1]), int(parts[2]), code_start, match.end())


def parse_number(text: str) -> Number | None:
    """A document number that is all of `text` (blanks aside), or None."""
    bare = re.sub(r"\s", "", text)
    tail = _TAIL.search(bare)
    parts = _TAIL_PARTS.fullmatch(bare, tail.start()) if tail else None
    if tail is None or parts is None or not re.fullmatch(rf"[{HAN}]{{2,24}}", bare[: tail.start()]):
        return None
    return Number(bare[: tail.start()], int(parts[1]), int(parts[2]), 0, len(bare))
