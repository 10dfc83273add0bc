"""Enumerations: the things that a list names, as 分别 pairs them with values.

甲类、乙类农庄分别给予30万元、20万元 names 甲类农庄 and 乙类农庄; (A、B类) names A类
and B类.

Relies on the phrase at hand alone.
"""

from __future__ import annotations

import re

#: What distinguishes things of one kind: a level of government, a class, a grade.
_KIND = (
    "国际|国内|国外|境内|境外|市内|市外|省内|省外|区内|区外|国家级?|部级|省部级|省级?|地市级|市级?|区级?|县级?|乡镇?级|"
    "[一二三四五六七八九甲乙丙丁A-Z]类|[一二三四五六七八九特甲乙丙丁A-Z\\d]+级|[一二三特]等奖?|[一二三四五]星级|"
    "[A-Z]|[一二三四五]"
)
#: A kind before its noun: 乙类农庄.
_KIND_LAST = re.compile(f"(?P<kind>{_KIND})(?P<rest>(?!级$).+)")
_KIND_ONLY = re.compile(_KIND)
#: A kind at the end of an item: 新评定的甲类.
_KIND_ENDS = re.compile(f"(?:{_KIND})$")
#: Amounts tell the items of a list apart as kinds do: 突破1000万元、5000万元、1亿元的企业.
_AMOUNT = (
    r"[\d.]+[十百千万亿]*(?:美?元|%|‰|家|个|人|亩|平方米|吨|项|张|台|辆|套|户|年)?(?:\(含\))?(?:以[上下])?"
)
#: The same of amounts: 1亿元的企业.
_AMOUNT_LAST = re.compile(f"(?P<kind>{_AMOUNT})(?P<rest>.*)")
_AMOUNT_ONLY = re.compile(_AMOUNT)
#: 突破1000万元.
_AMOUNT_ENDS = re.compile(f"(?:{_AMOUNT})$")
#: Classes in brackets behind what they divide: 市级茶园(A、B类).
_CLASSES = re.compile(r"(?P<head>.{2,})\((?P<classes>[^()]{3,40})\)(?P<tail>[^()]*)")
#: 分A、B、C三类: the classes, and what they are called.
_DIVIDED = re.compile(
    "分(?:为)?(?P<classes>(?:[A-Z一二三四五]、)+[A-Z一二三四五])[两二三四五\\d]?个?(?P<called>类|级|档|等级?)"
)
#: The name of one class, without 类.
_CLASS_NAME = re.compile("[A-Za-z\\d一二三四五六七八九十甲乙丙丁]+")
#: Separators, the surest first: 和 also joins what is one thing (研发和设计中心).
_SEPARATORS = ("、|(?<=”)(?=“)", "、|(?<=”)(?=“)|(?<=.)(?:以及|[和及与或])(?=.)")


#: A level of government as an item names it.
_LEVEL = re.compile("(?:国家|省部?|市|区|县|乡镇|部)级")


def is_level(item: str) -> bool:
    """Whether an item is only a level of government: 省级."""
    return _LEVEL.fullmatch(item) is not None


def at_level(level: str, named: str) -> str | None:
    """What an item that is only a level stands for: 省级 after 国家级示范园区 is 省级示范园区; None where `named`
    has no level."""
    return _LEVEL.sub(level, named, count=1) if _LEVEL.search(named) else None


def split_items(phrase: str, count: int) -> list[str] | None:
    """The `count` things that a phrase lists, each in full; None where the phrase does not list so many."""
    divided = _DIVIDED.search(phrase)
    if divided and (named := _split(divided["classes"], count)):
        return [name + divided["called"] for name in named]
    classes = _CLASSES.fullmatch(phrase)
    if classes and (named := _split(classes["classes"], count)):
        suffix = _CLASS_NAME.sub("", named[-1], count=1)
        return [
            f"{classes['head']}({name if name.endswith(suffix) else name + suffix}){classes['tail']}"
            for name in named
        ]
    items = _split(phrase, count)
    return items and _completed(items)


def _split(phrase: str, count: int) -> list[str] | None:
    for separators in _SEPARATORS:
        items = [item for item in re.split(separators, phrase) if item]
        if len(items) == count:
            return items
    return None


def _completed(items: list[str]) -> list[str]:
    """Items with what the list says once: the words before the first kind and those behind the last."""
    for last_form, only_form, end_form in (
        (_KIND_LAST, _KIND_ONLY, _KIND_ENDS),
        (_AMOUNT_LAST, _AMOUNT_ONLY, _AMOUNT_ENDS),
    ):
        last, first = last_form.fullmatch(items[-1]), end_form.search(items[0])
        if last and first and all(only_form.fullmatch(item) for item in items[1:-1]):
            head = items[0][: first.start()]
            return [
                items[0] + last["rest"],
                *(head + i + last["rest"] for i in items[1:-1]),
                head + items[-1],
            ]
    return items
