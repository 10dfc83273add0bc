"""Small invented documents, as many as are wanted: a province, its cities and their districts, that cite one another."""

from __future__ import annotations

import random
from pathlib import Path

_PLACES = (
    ("瀚海省", "瀚政发", 2),
    ("瀚海省汐州市", "汐政", 1),
    ("瀚海省苇川市", "苇政", 1),
    ("瀚海省汐州市棠溪区", "棠政办发", 0),
    ("瀚海省苇川市栖河县", "栖政发", 0),
)
_MATTERS = ("民宿发展", "码头改造", "海岸保护", "人才引进", "夜间经济", "冷链物流", "设计产业", "低空飞行")
_ACTIONS = (
    "改造码头{n}座",
    "新增企业{n}家以上",
    "修复岸线{n}公里",
    "安排资金{n}万元",
    "给予最高{n}万元补助",
    "增长{n}%左右",
)
_AGENCIES = ("财政局", "交通局", "文旅局", "经信局", "商务局")


def write(folder: Path, count: int, seed: int = 0) -> None:
    """Writes `count` documents into `folder`; the same seed gives the same texts. Every tenth gives itself out as the
    document before it."""
    folder.mkdir(parents=True, exist_ok=True)
    dice = random.Random(seed)
    known: list[tuple[int, str]] = []
    for i in range(count):
        place, code, rank = _PLACES[i % len(_PLACES)]
        matter = _MATTERS[dice.randrange(len(_MATTERS))]
        number = f"{code}〔2024〕{i + 1 - (i % 10 == 9) * len(_PLACES)}号"
        above = [cited for height, cited in known if height > rank]
        lines = [f"{place.removeprefix('瀚海省') or place}人民政府关于{matter}的意见", number]
        if above:
            lines.append(f"为贯彻落实{dice.choice(above)}文件，制定本意见。")
        for measure in range(1, i % 4):
            action = dice.choice(_ACTIONS).format(n=dice.randint(2, 90))
            lines.append(
                f"{measure}.{action}。" + (f"({dice.choice(_AGENCIES)}负责)" if measure == 2 else "")
            )
        (folder / f"{i:03}.txt").write_text("\n".join([*lines, ""]), encoding="utf-8")
        known.append((rank, number))
