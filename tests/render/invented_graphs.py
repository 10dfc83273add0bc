"""Invented graphs: places, numbers and measures that do not exist."""

from __future__ import annotations

from decimal import Decimal

import networkx as nx

BASE = "https://example.org/"
HOSTILE = (
    "</script><script>window.harmed=1;alert(1)</script><img src=x onerror='window.harmed=1'>"
    "\"'{{ 7*7 }}&\u202e\u2028"
)


def policies(measures: int = 12) -> nx.MultiDiGraph:
    """A province, a city and two districts that implement one another, and a statute that is only cited."""
    graph = nx.MultiDiGraph()
    documents = {
        "law": (None, "云岚省中小企业促进条例", "province", "law", True),
        "province": (
            "云岚政发〔2031〕2号",
            "关于推动经济稳步向好若干政策的通知",
            "province",
            "notice",
            False,
        ),
        "city": ("望江政〔2031〕5号", "望江市推动经济稳步向好政策清单", "city", "measures", True),
        "east": (
            "东岭政办发〔2031〕19号",
            "东岭区关于推动经济稳步向好的实施意见",
            "district",
            "opinion",
            False,
        ),
        "west": ("西渚政办发〔2031〕7号", "西渚区关于促进产业升级的若干措施", "district", "measures", False),
    }
    for key, (number, title, level, type_, stub) in documents.items():
        graph.add_node(
            f"{BASE}doc/{key}",
            kind="document",
            label=number or title,
            number=number,
            title=title,
            level=level,
            type=type_,
            stub=stub,
            issuer=["云岚省人民政府"] if level == "province" else [],
            date="2031-03-01",
            year=2031,
        )
    for source, target, kind, derived in (
        ("east", "city", "implements", False),
        ("east", "province", "implements", False),
        ("city", "province", "implements", True),
        ("west", "province", "implements", False),
        ("west", "city", "cites", False),
        ("province", "law", "based_on", False),
    ):
        graph.add_edge(
            f"{BASE}doc/{source}", f"{BASE}doc/{target}", kind=kind, derived=derived, quote="根据上级文件精神"
        )
    agencies = ["发展和改革局", "财政局", "经济和信息化局", "科学技术局", "商务局"]
    for place in ("east", "west"):
        document = f"{BASE}doc/{place}"
        area = {"east": "东岭区", "west": "西渚区"}[place]
        for name in agencies:
            graph.add_node(
                f"{BASE}agency/{place}/{name}", kind="agency", label=f"区{name}", name=f"望江市{area}{name}"
            )
        for s in range(3):
            section = f"{document}/s{s}"
            graph.add_node(
                section,
                kind="section",
                label=("扩大有效投资", "激发消费活力", "支持科技创新")[s],
                document=document,
            )
            graph.add_edge(document, section, kind="has_section")
        for m in range(measures):
            _add_measure(
                graph, document, f"{document}/s{m % 3}", m, [f"{BASE}agency/{place}/{a}" for a in agencies]
            )
    return graph


def _add_measure(graph: nx.MultiDiGraph, document: str, section: str, m: int, agencies: list[str]) -> None:
    topics = (
        "支持企业设备更新改造",
        "发放绿色家电消费券",
        "加大首台套装备研发投入奖励力度",
        "建设口袋公园和绿道驿站",
    )
    measure = f"{document}/m{m}"
    heading = topics[m % len(topics)]
    graph.add_node(
        measure,
        kind="measure",
        label=heading,
        number=str(m + 1),
        heading=heading,
        document=document,
        quote=f"{m + 1}.{heading}。",
        rule="numbered",
    )
    graph.add_edge(section, measure, kind="has_measure")
    for role, agency in zip(("lead", "support"), (agencies[m % 5], agencies[(m + 2) % 5]), strict=True):
        graph.add_edge(measure, agency, kind="led_by", role=role, quote="（牵头单位见清单）")
    graph.add_node(
        f"{measure}/t",
        kind="target",
        label="技术改造投资增长",
        indicator="技术改造投资增长",
        comparator=">=",
        value=Decimal("7.5"),
        unit="%",
        period="2031",
        status="planned",
        quote=f"力争第{m + 1}批技改投资增长7.5%以上",
        rule="growth",
        document=document,
    )
    graph.add_edge(measure, f"{measure}/t", kind="has_target")
    graph.add_node(
        f"{measure}/f",
        kind="funding",
        label="设备更新补助",
        amount=Decimal(5_000_000),
        currency="CNY",
        qualifier="max",
        fundingkind="grant",
        purpose="设备更新",
        per="家",
        quote=f"第{m + 1}类项目每家最高补助500万元",
        rule="ceiling",
        document=document,
    )
    graph.add_edge(measure, f"{measure}/f", kind="has_funding")


def hostile() -> nx.MultiDiGraph:
    """The same with markup, template syntax, direction marks and endless text wherever text may stand."""
    graph = policies(3)
    for i, (_, attributes) in enumerate(graph.nodes(data=True)):
        for key, value in attributes.items():
            if isinstance(value, str) and key not in (
                "kind",
                "level",
                "document",
                "comparator",
                "currency",
                "qualifier",
            ):
                attributes[key] = HOSTILE + value
        if i % 5 == 0:
            attributes |= dict.fromkeys(("title", "heading", "name", "quote"), HOSTILE + "长" * 10_000)
    for *_, attributes in graph.edges(data=True):
        attributes["quote"] = HOSTILE
    return graph


def many(documents: int = 100, measures: int = 18) -> nx.MultiDiGraph:
    """`documents` × (1 + `measures` + 1 agency) nodes: 2,000 as it is called by default."""
    graph = nx.MultiDiGraph()
    levels = ("province", "city", "district", "township")
    for d in range(documents):
        document = f"{BASE}doc/{d}"
        level = levels[min(3, d // 8)]
        number, title = f"云岚发〔2031〕{d}号", f"第{d}号实施方案"
        graph.add_node(document, kind="document", label=number, number=number, title=title, level=level)
        if d:
            graph.add_edge(document, f"{BASE}doc/{d // 4}", kind="implements", derived=d % 3 == 0)
        agency = f"{BASE}agency/{d}"
        graph.add_node(agency, kind="agency", label=f"第{d}局")
        for m in range(measures):
            graph.add_node(
                f"{document}/m{m}",
                kind="measure",
                label=f"措施{d}-{m}",
                document=document,
                quote=f"{m}.措施。",
            )
            graph.add_edge(document, f"{document}/m{m}", kind="has_measure")
            graph.add_edge(f"{document}/m{m}", agency, kind="led_by", role="lead")
    return graph
