"""Plain text: which encoding the bytes are in, and whether they are text at all."""

from __future__ import annotations

import codecs

#: Byte order marks, and the encoding that reads each without it.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: The encodings of Chinese text before Unicode. GB 18030 holds GBK and GB 2312, Big5-HKSCS holds Big5.
_LEGACY = ("gb18030", "big5hkscs")
_TOO_SHORT = 64
_FORMATS = {
    b"%PDF": "a PDF file",
    b"PK\x03\x04": "a ZIP container (DOCX, OFD, XLSX …)",
    b"\xd0\xcf\x11\xe0": "an old Office file (DOC, WPS, XLS)",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"\x1f\x8b": "a gzip archive",
}


def decode(data: bytes) -> tuple[str, str]:
    """The text and the encoding it was taken for. Line breaks stay as they are, a byte order mark goes.

    Raises `ValueError`, with a message for the user, where `data` is empty, binary, or in no encoding known here."""
    if not data.strip():
        raise ValueError("is empty; nothing to extract from")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data, encoding), encoding
    for magic, what in _FORMATS.items():
        if data.startswith(magic):
            raise ValueError(f"is {what}, not plain text; convert it to a UTF-8 text file first")
    if b"\0" in data:
        raise ValueError("is a binary file, not plain text; convert it to a UTF-8 text file first")
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        return _legacy(data, error.start)


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ValueError(
            f"begins as {encoding} but breaks off at byte {error.start}; save it as UTF-8 again"
        ) from error


def _legacy(data: bytes, not_utf8_at: int) -> tuple[str, str]:
    from charset_normalizer import from_bytes  # only files that are not UTF-8 need it

    best = from_bytes(data, cp_isolation=list(_LEGACY)).best()
    if best is not None and best.encoding != _LEGACY[0] and len(data) < _TOO_SHORT:
        try:  # too little to tell by, and most of what is found is GB 18030
            return data.decode(_LEGACY[0]), _LEGACY[0]
        except UnicodeDecodeError:
            pass
    if best is None:
        raise ValueError(
            f"is in no known encoding (not UTF-8 from byte {not_utf8_at} on, not GB 18030, not Big5); save it as UTF-8"
        )
    return data.decode(best.encoding), best.encoding
