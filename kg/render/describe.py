"""How a node reads: the label in its box, its full name, and the rows of the details panel."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from kg.render.labels import FIELDS, KINDS, VALIDITY, VALUES, name

Attributes = Mapping[str, Any]

# Control and format characters, among them those that turn the direction of writing, and halves of a pair.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
#: What ends a sentence.
_ENDS = "。；！？.;!?"
#: What begins no line.
_NEVER_FIRST = tuple("，。、；：？！）》〉”’〕】…,.;:?!)")
#: As many characters of a title as the name of its issuer may have, with 印发.
_ISSUER = 24
_WAN = Decimal(10_000)
_YI = Decimal(100_000_000)


def visible(text: str) -> str:
    """`text` without invisible characters."""
    return _INVISIBLE.sub("", text)


def clean(value: object) -> str:
    """`value` as one line of text without invisible characters."""
    return " ".join(visible(str(value)).split())


def cut(text: str, width: float) -> str:
    """`text`, cut to `width` em (a Chinese character is one, a Latin letter a half) with an ellipsis."""
    return _split(text, width)[0]


def wrap(text: str, width: float, lines: int) -> list[str]:
    """`text` in at most `lines` lines of `width` em each, the last one cut; no line begins with a closing mark or within a
    number."""
    result = []
    for _ in range(lines - 1):
        head, text = _split(text, width, ellipsis="")
        while len(head) > 1 and (text.startswith(_NEVER_FIRST) or (head + text[:1])[-2:].isdecimal()):
            head, text = head[:-1], head[-1] + text
        result.append(head)
        if not text:
            return result
    return [*result, cut(text, width)]


def number(value: object, lang: str) -> str:
    """A number as a reader expects it: 3900000000 as 39亿 in Chinese, 3,900,000,000 in English."""
    try:
        quantity = Decimal(str(value))
    except InvalidOperation:
        return clean(value)
    if lang == "zh":
        for unit, word in ((_YI, "亿"), (_WAN, "万")):
            if abs(quantity) >= unit and (quantity / unit) * 10_000 % 1 == 0:
                return _plain(quantity / unit) + word
        return _plain(quantity)
    return _plain(quantity, ",")


def sum_of(node: Attributes, lang: str) -> str:
    """The money of a funding node: 最高500万元/家, 20%; empty where neither amount nor rate is known."""
    if node.get("amount") is not None:
        currency = clean(name(VALUES["currency"], str(node.get("currency") or "CNY"), lang))
        figure = number(node["amount"], lang)
        figure = figure + currency if lang == "zh" else f"{currency} {figure}"
    elif node.get("rate") is not None:
        figure = number(node["rate"], lang) + "%"
    else:
        return ""
    per = f"/{clean(node['per'])}" if node.get("per") else ""
    return name(VALUES["qualifier"], str(node.get("qualifier") or "exact"), lang) + figure + per


def quantity_of(node: Attributes, lang: str) -> str:
    """The figure of a target node: ≥600亿元, 约12%; empty where no value is known."""
    if node.get("value") is None:
        return ""
    comparator = name(VALUES["comparator"], str(node.get("comparator") or "="), lang)
    return comparator + number(node["value"], lang) + clean(node.get("unit") or "")


def full_name(node: Attributes) -> str:
    """The node's name at full length; a measure of which no more than the number is known is called by its first words."""
    kind = node["kind"]
    if kind == "document":
        return " ".join(clean(node[k]) for k in ("number", "title") if node.get(k)) or clean(node["label"])
    if kind == "measure" and node.get("heading"):
        label = f"{clean(node['number'])}. " if node.get("number") else ""
        return label + clean(node["heading"])
    if kind == "measure" and node.get("quote") and node.get("label") == node.get("number"):
        words = clean(node["quote"])
        return words if words[-1:] in _ENDS else words + "…"
    if kind == "agency" and node.get("name"):
        return clean(node["name"])
    return clean(node.get("label") or "")


def brief_name(node: Attributes, lang: str) -> str:
    """What the node is called in a list of others: a document by its number, a figure with what it is about."""
    match node["kind"]:
        case "document" if node.get("number"):
            return clean(node["number"])
        case "target" if quantity_of(node, lang):
            return f"{clean(node.get('indicator') or '')} {quantity_of(node, lang)}".strip()
        case "funding" if sum_of(node, lang):
            return f"{clean(node.get('purpose') or '')} {sum_of(node, lang)}".strip()
        case _:
            return full_name(node)


def short_label(node: Attributes, lang: str) -> str:
    """The text in the node's box: one to three short lines, the most telling one first."""
    kind = KINDS[node["kind"]]
    line = kind.line - 1.5  # the symbol stands in front of all lines
    match node["kind"]:
        case "document" if node.get("number") and node.get("title"):
            lines = [cut(clean(node["number"]), line), *wrap(_topic(clean(node["title"])), line, 2)]
        case "measure" | "section" if node.get("agencies"):
            lines = [cut(full_name(node), line), cut(f"{KINDS['agency'].symbol} {node['agencies']}", line)]
        case "target" if quantity_of(node, lang):
            period = f" · {clean(node['period'])}" if node.get("period") else ""
            topic = clean(node.get("indicator") or node.get("label") or "")
            lines = [cut(quantity_of(node, lang) + period, line), cut(topic, line)]
        case "funding" if sum_of(node, lang):
            lines = [cut(sum_of(node, lang), line), cut(clean(node.get("purpose") or ""), line)]
        case _:
            lines = wrap(full_name(node), line, 2)
    return "\n".join(line for line in lines if line)


def rows(node: Attributes, lang: str) -> dict[str, str]:
    """The known fields of a node with their values in words, in the order of `labels.FIELDS`."""
    values = {
        **node,
        "quantity": quantity_of(node, lang),
        "sum": sum_of(node, lang),
        "in_force": _in_force(node, lang),
        "published": None if node.get("date_published") == node.get("date") else node.get("date_published"),
    }
    return {
        field: _words(field, values[field], lang)
        for field in FIELDS
        if values.get(field) not in (None, "", (), [])
    }


def _in_force(node: Attributes, lang: str) -> str:
    """From when and until when a document applies, and what repeals it, as far as that is known."""
    known = {
        key: clean(node[key])
        for key in ("effective_from", "effective_to", "repealed_by", "repealed")
        if node.get(key)
    }
    parts = [
        name(VALIDITY, term, lang).format(day=known[key])
        for term, key in (("from", "effective_from"), ("until", "effective_to"))
        if key in known
    ]
    if "repealed_by" in known:
        term = "repealed_on" if "repealed" in known else "repealed"
        parts.append(name(VALIDITY, term, lang).format(by=known["repealed_by"], day=known.get("repealed")))
    return {"zh": "；", "en": "; "}[lang].join(parts)


def _topic(title: str) -> str:
    """A title from 关于 on, where no more than the name of its issuer stands before it."""
    at = title.find("关于")
    return title[at:] if 0 < at <= _ISSUER else title


def _words(field: str, value: object, lang: str) -> str:
    if isinstance(value, (list, tuple, set, frozenset)):
        parts = [
            _words(field, v, lang) for v in (sorted(value) if isinstance(value, (set, frozenset)) else value)
        ]
        return "、".join(parts)
    return name(VALUES.get(field, {}), clean(value), lang)


def _split(text: str, width: float, ellipsis: str = "…") -> tuple[str, str]:
    used = 0.0
    for at, character in enumerate(text):
        used += 1.0 if unicodedata.east_asian_width(character) in "WFA" else 0.55
        if used > width:
            # The ellipsis needs room of its own.
            end = max(1, at - len(ellipsis))
            return text[:end].rstrip() + ellipsis, text[end:].lstrip()
    return text, ""


def _plain(value: Decimal, group: str = "") -> str:
    text = f"{value:{group}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
