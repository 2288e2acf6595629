"""Where the parts of a YAML text start and end, so that it can be edited by splicing."""

from __future__ import annotations

import re
from typing import Any

from yaml import Node

BREAK = "\r\n\x85\u2028\u2029"  # YAML ends a line at each of these; an editor only at two
_YAML_BREAK = re.compile(rf"\r\n|[{BREAK}]")


def kind_of(node: Any) -> str:
    """`mapping`, `sequence` or `scalar`."""
    return str(node.id)


def is_block(node: Any) -> bool:
    """Whether it is a text written after `|` or `>`."""
    return node.id == "scalar" and node.style in ("|", ">")


def find_start(node: Node) -> int:
    """Find where a node starts."""
    return int(node.start_mark.index)


def find_end(node: Any, text: str) -> int:
    """Find where a node's own text ends, before the blank lines and comments that follow it."""
    if node.id != "scalar" and not node.flow_style:
        last = node.value[-1]
        return find_end(last[1] if node.id == "mapping" else last, text)
    if not is_block(node):
        return int(node.end_mark.index)
    own = text[find_start(node) : node.end_mark.index]
    tail = own[len(own.rstrip(" \t" + BREAK)) :]
    return find_start(node) + len(own) - len(tail.lstrip(" \t"))


def find_line_start(text: str, index: int) -> int:
    """Find where the line of an index starts."""
    return max((text.rfind(one, 0, index) for one in BREAK), default=-1) + 1


def find_line_end(text: str, index: int) -> tuple[int, int]:
    """Find where a line ends, without and with its break."""
    found = _YAML_BREAK.search(text, index)
    return found.span() if found else (len(text), len(text))
