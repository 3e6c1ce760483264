"""Where in a YAML text a key stands, so that a fault can name its line."""

from __future__ import annotations

from collections.abc import Sequence

import yaml


def line_of(text: str, where: Sequence[str | int]) -> int:
    """The line (from 1) of the deepest part of the path `where` that exists in the YAML `text`."""
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    line = 1
    for part in where:
        found = _child(node, part)
        if found is None:
            continue  # a name that only the types know, such as a union's tag
        line, node = found
    return line


def lines_under(text: str, key: str) -> dict[str, int]:
    """The line (from 1) of each key in the mapping under `key`, read in one go."""
    found = _child(yaml.compose(text, Loader=yaml.SafeLoader), key)
    if found is None or not isinstance(found[1], yaml.MappingNode):
        return {}
    return {child.value: child.start_mark.line + 1 for child, _ in found[1].value}


def _child(node: yaml.Node | None, part: str | int) -> tuple[int, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(part):
                return key.start_mark.line + 1, value
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        child = node.value[part]
        return child.start_mark.line + 1, child
    return None
