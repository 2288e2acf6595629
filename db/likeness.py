"""Names of companies as they are compared: what is alike in all but its spelling is equal."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_ACCENTS = re.compile(r"[\u0300-\u036f]")  # not the marks that make other kana or letters
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_NO_LETTER = re.compile(r"[\W_]+")
_DIGITS = re.compile(r"\d+")


def is_cjk(name: str) -> bool:
    """Whether it is written, in part at least, in Chinese, Japanese or Korean."""
    return _CJK.search(name) is not None


@cache
def normalise_name(name: str) -> str:
    """A name without case, accents, punctuation and legal form; a CJK one keeps all but case."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    if not is_cjk(folded):
        folded = _ACCENTS.sub("", unicodedata.normalize("NFD", folded))
        folded = _strip_legal_form(unicodedata.normalize("NFC", folded))
    return _NO_LETTER.sub(" ", folded).strip()


def list_numbers(name: str) -> list[str]:
    """The numbers in a name: GPT-4 and GPT-5 are two things, however alike they look."""
    return _DIGITS.findall(name)


def _strip_legal_form(name: str) -> str:
    from cleanco import basename

    return basename(name) or name
