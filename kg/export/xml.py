"""The property graph as XML that other programs draw: GraphML (networkx, igraph, yEd) and GEXF (Gephi).

networkx writes both as well, but from memory, and GEXF with the day of writing; numbers of one attribute that are
whole and numbers that are not become two attributes there, and characters that XML forbids break the file.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping
from decimal import Decimal
from tempfile import TemporaryFile
from typing import BinaryIO
from xml.sax.saxutils import escape, quoteattr

from kg.property_graph import EDGE, NODE, Edge, Node, Properties, Property, Value, lexical

#: What XML 1.0 forbids, even as a character reference.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_REPLACEMENT = "\ufffd"

#: The types of both formats have the same names.
_TYPES: Mapping[type[Value], str] = {str: "string", bool: "boolean", int: "long", Decimal: "double"}
_LABEL = "label"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def graphml(things: Iterator[Node | Edge], file: BinaryIO) -> None:
    """Writes a property graph as GraphML. Every edge has its `key` as well, which networkx takes for the key of the
    edge."""
    keys = {"key": Property(str, "kind and role"), **EDGE}
    lines = [
        f'{_HEAD}<graphml xmlns="http://graphml.graphdrawing.org/xmlns" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns '
        'http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">\n'
    ]
    for domain, properties in (("node", NODE), ("edge", keys)):
        lines += [
            f'<key id="{domain}.{name}" for="{domain}" attr.name="{name}" attr.type="{_TYPES[known.type]}"/>\n'
            for name, known in properties.items()
        ]
    _write(file, "".join(lines), '<graph edgedefault="directed">\n')
    for thing in things:
        if isinstance(thing, Node):
            data = _graphml_data("node", thing.properties)
            _write(file, f"<node id={_attribute(thing.id)}>{data}</node>\n")
        else:
            ends = f"source={_attribute(thing.source)} target={_attribute(thing.target)}"
            data = _graphml_data("edge", {"key": thing.key, **thing.properties})
            _write(file, f"<edge {ends}>{data}</edge>\n")
    _write(file, "</graph>\n</graphml>\n")


def gexf(things: Iterator[Node | Edge], file: BinaryIO) -> None:
    """Writes a property graph as GEXF 1.3. The `kind` of an edge in the sense of GEXF, which tells parallel edges apart,
    is its `key`."""
    columns = {
        "node": {name: known for name, known in NODE.items() if name != _LABEL},
        "edge": dict(EDGE),
    }
    _write(
        file,
        f'{_HEAD}<gexf xmlns="http://gexf.net/1.3" version="1.3">\n<graph defaultedgetype="directed" idtype="string">\n',
    )
    for domain, properties in columns.items():
        _write(file, f'<attributes class="{domain}">\n')
        for number, (name, known) in enumerate(properties.items()):
            _write(file, f'<attribute id="{number}" title="{name}" type="{_TYPES[known.type]}"/>\n')
        _write(file, "</attributes>\n")
    ids = {domain: {name: i for i, name in enumerate(properties)} for domain, properties in columns.items()}
    _write(file, "<nodes>\n")
    with TemporaryFile() as edges:  # they come after all nodes
        number = 0
        for thing in things:
            if isinstance(thing, Node):
                label = _attribute(str(thing.properties[_LABEL]))
                data = _gexf_data(ids["node"], thing.properties)
                _write(file, f"<node id={_attribute(thing.id)} label={label}>{data}</node>\n")
            else:
                ends = f"source={_attribute(thing.source)} target={_attribute(thing.target)}"
                kind = f"kind={_attribute(thing.key)} label={_attribute(str(thing.properties['kind']))}"
                data = _gexf_data(ids["edge"], thing.properties)
                _write(edges, f'<edge id="{number}" {ends} {kind}>{data}</edge>\n')
                number += 1
        _write(file, "</nodes>\n<edges>\n")
        edges.seek(0)
        shutil.copyfileobj(edges, file)
    _write(file, "</edges>\n</graph>\n</gexf>\n")


def _graphml_data(domain: str, properties: Properties) -> str:
    return "".join(
        f'<data key="{domain}.{name}">{_text(lexical(value))}</data>' for name, value in properties.items()
    )


def _gexf_data(ids: Mapping[str, int], properties: Properties) -> str:
    values = "".join(
        f'<attvalue for="{ids[name]}" value={_attribute(lexical(value))}/>'
        for name, value in properties.items()
        if name in ids
    )
    return f"<attvalues>{values}</attvalues>"


def _text(value: str) -> str:
    return escape(_FORBIDDEN.sub(_REPLACEMENT, value), {"\r": "&#13;"})


def _attribute(value: str) -> str:
    return quoteattr(_FORBIDDEN.sub(_REPLACEMENT, value))


def _write(file: BinaryIO, *texts: str) -> None:
    file.writelines(text.encode() for text in texts)
