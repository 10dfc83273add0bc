"""The offset-keeping normaliser: one readable form of a text, from which every place leads back to the original.

Extractors match on `Text.normal` and report places with `Text.span` and `Text.quote`, which speak of
`Text.original`. What is normalised, in this order:

1. widths and blanks, character by character (，→ , ．→ . ％→ % 　→ blank), never by NFKC, which changes lengths;
2. in a text that was flattened to one line, the blanks that were line breaks become line breaks again;
3. deletions: carriage returns, zero-width characters, numbers of pages (— 3 —), pinyin glosses (資(zī)), blanks between a Chinese character
   and a digit, line breaks inside a sentence (pages of a PDF);
4. traditional to simplified characters, only in a text found to be traditional.

Normalisation happens once, when the text is read; nothing alters `Text.normal` afterwards.

Relies on nothing: it comes first.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from extractors.records import Span

#: Chinese characters, as they stand inside [ ] of a regular expression.
HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"

_KEPT_WIDE = set("〔〕《》")
#: What becomes a blank.
_BLANKS = "\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_WIDTHS = {
    **{chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if chr(code) not in _KEPT_WIDE},
    **dict.fromkeys(_BLANKS, " "),
    **dict.fromkeys("\u2028\x0b\x0c", "\n"),
    **dict.fromkeys("﹕︰∶", ":"),
    "﹪": "%",
    "馀": "余",  # what programs that simplify texts leave behind
    "後": "后",
    "﹝": "〔",
    "﹞": "〕",
}

_ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
# The patterns below begin with the character that they delete: a search for one character is fast.
_INVISIBLE = re.compile(rf"[{_ZERO_WIDTH}]|\r(?=\n)")
#: The number of a page: — 3 —.
_PAGE_NUMBER = re.compile(r"— \d{1,3} —")
#: A reading in pinyin behind the character it belongs to.
_GLOSS = re.compile(rf"\((?<=[{HAN}]\()[a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿ]{{1,7}}\)")
#: Vowels with a tone: only pinyin has them.
_TONE = re.compile("[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]")
_GLOSSED_FROM = 5
#: What is left of a gloss where the characters themselves were damaged.
_DAMAGED = re.compile(rf"\?[a-zāáǎàēéěèīíǐìōóǒòūúǔùü]{{1,7}}\)[{HAN}]?|[{HAN}]\?(?=[。,])")
#: What stands before a blank that the number behind it does not need.
_TEXT_BEFORE = rf"[{HAN}”》)〕、,。;〔]"
#: One or two blanks beside a digit ("126 家", "2022 年", "〔2024〕 6 号"), unless the number labels what follows
#: ("1 总则", "生产 1.支持").
_DIGIT_BLANK = re.compile(
    rf" {{1,2}}(?:(?=\d)(?:(?<={_TEXT_BEFORE} )|(?<={_TEXT_BEFORE}  ))(?!\d{{1,3}} ?[.、)][^\d])"
    rf"|(?=[{HAN}%‰〕])(?:(?<=\d )|(?<=\d  ))|(?=第)(?:(?<=〕 )|(?<=〕  )))"
)
#: The blank in a number that a page set apart: 补贴20 0元, 〔2018〕2 2号.
_SPLIT_NUMBER = re.compile(
    rf" (?<=\d )(?=\d{{1,3}}(?:[十百千]?[万亿]?元|[万亿%‰号]))(?:(?<=[{HAN}、,(〕]\d )|(?<=[{HAN}、,(〕]\d\d )|(?<=[{HAN}、,(〕]\d\d\d ))"
)
#: 3月5日, with which an article opens.
_MONTH_AND_DAY = re.compile(r"\d{1,2}月\d{1,2}日")
#: The headline with which a text begins.
_HEADLINE = re.compile(r"[^,。;\n]{8,60}")
#: A number that opens a line: the label of 1.2 总则; 2022 年 is a date.
_LABEL_BEFORE = re.compile(r"\n(?!(?:19|20)\d\d$)[\d.]+$")
_LABEL_LENGTH = 12
#: A line break with the blanks around it and the empty lines.
_LINE_BREAK = re.compile(r"[ ]*\n[ \n]*")
#: A line that starts something of its own and is never the rest of the line before.
_STARTS = re.compile(
    rf"[#*>|•·\-—【(〔《]|第[一二三四五六七八九十百\d]+[条章节编]|[一二三四五六七八九十]+(?:、|是)|\d+ ?[.、)][^\d]"
    rf"|[①-⑳]|附件|抄送|来源|发布|[{HAN}\d]{{1,12}}:"
)
#: A line of running text (it has punctuation and is no heading) that ends inside a sentence.
_RUNNING = re.compile(r"[^#][^,。;]*[,。;]")
#: The end of such a line.
_OPEN_END = re.compile(rf"[{HAN}\d,、]\Z")
#: How a line begins that goes on with it.
_GOES_ON = re.compile(rf"[{HAN}\d“]")
_WRAPPED_FROM = 20

#: Marks that set a heading apart: ■复工准备.
HEADING_MARKS = "■◆▲★◎▶►"
#: A text with fewer line breaks than one in so many characters was flattened.
_LINE_OF_FLATTENED = 800
#: A blank behind the end of a sentence or of a remark.
_BREAK_AFTER = re.compile(rf" (?:(?<=[。!?;:)】] )|(?<=[。!?]” ))(?= *[{HAN}“《(\d①-⑳{HEADING_MARKS}])")
#: A blank before a label.
_BREAK_BEFORE_LABEL = re.compile(
    r" (?=[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)|\d{1,2}[.、][^\d]|第[一二三四五六七八九十百]{1,4}[条章])"
)
#: A blank behind a short line that ends no sentence.
_BREAK_AFTER_HEADING = re.compile(
    rf"(?<=\n)(?! *第[^ \n]{{1,7}}[编章节条] )( *(?:[一二三四五六七八九十]{{1,3}}、 )?[^。;!?\n ]{{4,40}}(?<![,:、])) (?= *[{HAN}“\d])"
)
_TRADITIONAL_SAMPLE = 8000
_TRADITIONAL_SHARE = 0.1


@dataclass(frozen=True, slots=True)
class Text:
    """A text in its original and its normal form.

    `normal` is never longer than `original`. `_starts` holds where each kept piece begins in `normal`,
    `_shifts` how many characters of the original were deleted before it.
    """

    original: str
    normal: str
    traditional: bool = False
    damaged: tuple[Span, ...] = ()
    _starts: tuple[int, ...] = field(default=(0,), repr=False)
    _shifts: tuple[int, ...] = field(default=(0,), repr=False)

    def span(self, start: int, end: int) -> Span:
        """Where ``normal[start:end]`` stands in `original`, half-open; ``start < end`` unless both are equal."""
        first = self._original_offset(start)
        return (first, first if end <= start else self._original_offset(end - 1) + 1)

    def quote(self, start: int, end: int) -> str:
        """What stands in `original` at `span`, character for character."""
        first, last = self.span(start, end)
        return self.original[first:last]

    def _original_offset(self, offset: int) -> int:
        return offset + self._shifts[bisect_right(self._starts, offset) - 1]


def normalise(original: str) -> Text:
    """The text in both forms. Linear in the length of the text; never raises."""
    narrow = original
    flattened = original.count("\n") < len(original) / _LINE_OF_FLATTENED
    for character in _WIDTHS.keys() & set(original):  # few of them are in any text, and replacing one is fast
        narrow = narrow.replace(character, _WIDTHS[character])
    if flattened:
        narrow = _unflattened(narrow)
    normal, starts, shifts = _without(narrow, sorted(_deletions(narrow, original, wrapped=not flattened)))
    traditional = _is_traditional(normal)
    if traditional:
        normal = _simplified(normal)
    text = Text(original, normal, traditional, (), tuple(starts), tuple(shifts))
    if traditional:
        damaged = tuple(text.span(*m.span()) for m in _DAMAGED.finditer(normal))
        text = Text(original, normal, traditional, damaged, tuple(starts), tuple(shifts))
    return text


def _unflattened(text: str) -> str:
    """The same text, as long as before, with line breaks where the blanks tell of them."""
    text = _BREAK_AFTER.sub("\n", text)
    text = _BREAK_BEFORE_LABEL.sub("\n", text)
    for _line in range(2):  # a heading of two lines
        text = _BREAK_AFTER_HEADING.sub(r"\1\n", text)
    return text


def _deletions(text: str, original: str, *, wrapped: bool) -> Iterator[Span]:
    """What the normal form leaves out of `text`, which is as long as `original`; `wrapped`: line breaks may stand
    inside sentences."""
    for match in _INVISIBLE.finditer(text):
        yield match.span()
    for pattern in (_PAGE_NUMBER, _SPLIT_NUMBER):
        for match in pattern.finditer(text):
            yield match.span()
    glosses = [m.span() for m in _GLOSS.finditer(text)]
    if sum(bool(_TONE.search(text, *span)) for span in glosses) >= _GLOSSED_FROM:
        yield from glosses
    for match in _DIGIT_BLANK.finditer(text):
        start, end = match.span()
        if "\t" in original[start:end]:  # between two cells of a table
            continue
        if _MONTH_AND_DAY.match(text, end) and (
            text[start - 1] in "”》)" or _HEADLINE.fullmatch(text, 0, start)
        ):
            continue  # a headline, and the first words of the article
        if text[start - 1].isdigit() and text[end] not in "%‰〕":
            before = text[start - _LABEL_LENGTH : start] if start > _LABEL_LENGTH else "\n" + text[:start]
            if _LABEL_BEFORE.search(before):
                continue
        yield start, end
    if wrapped:
        yield from _breaks_inside_sentences(text)


def _breaks_inside_sentences(text: str) -> Iterator[Span]:
    """Line breaks (with the blanks around them) where the page ended but the sentence went on."""
    line_start = 0
    for match in _LINE_BREAK.finditer(text):
        start, end = match.span()
        line = text[line_start:start]
        line_start = end
        if (
            len(line) >= _WRAPPED_FROM
            and match.group().count("\n") <= 2
            and _RUNNING.match(line, 0, len(line) - 1)
            and _OPEN_END.search(line, len(line) - 1)
            and _GOES_ON.match(text, end)
            and not _STARTS.match(text, end)
        ):
            yield start, end


def _without(text: str, deletions: list[Span]) -> tuple[str, list[int], list[int]]:
    pieces, starts, shifts = [], [0], [0]
    kept = length = 0
    for start, end in deletions:
        if start < kept:  # overlaps the deletion before
            start = kept
        if end <= start:
            continue
        pieces.append(text[kept:start])
        length += start - kept
        kept = end
        if starts[-1] == length:
            shifts[-1] = end - length
        else:
            starts.append(length)
            shifts.append(end - length)
    pieces.append(text[kept:])
    return "".join(pieces), starts, shifts


@cache
def _converter() -> Any:
    import opencc  # loading its dictionaries takes 50 ms

    return opencc.OpenCC("t2s")


@cache
def _traditional_characters() -> frozenset[str]:
    """The characters that simplification alone changes."""
    han = [chr(code) for code in range(0x4E00, 0xA000)]
    simplified = _converter().convert("\n".join(han)).split("\n")
    return frozenset(c for c, s in zip(han, simplified, strict=True) if c != s)


def _is_traditional(text: str) -> bool:
    """Whether more than a few of the different characters of a text are traditional."""
    used = {c for c in set(text[:_TRADITIONAL_SAMPLE]) if "\u4e00" <= c < "\ua000"}
    return len(used & _traditional_characters()) > len(used) * _TRADITIONAL_SHARE


def _simplified(text: str) -> str:
    converter = _converter()
    simplified: str = converter.convert(text)
    if len(simplified) != len(text):  # a phrase of the dictionary changed the length: offsets decide
        simplified = "".join(c if len(s := converter.convert(c)) != 1 else s for c in text)
    return simplified
