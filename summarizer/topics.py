"""The closed list of topics: read from a YAML file, strictly, and found in text by their cues.

Also says where the package keeps the words that it ships (``prompts/``), since the list is one of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import yaml

from summarizer.errors import TopicsError

FIELDS = ("id", "label", "definition", "cues")
ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


class Topic(NamedTuple):
    """A tag: its id, the label for readers, a one-line definition, and the cues that speak of it."""

    id: str
    label: str
    definition: str
    cues: tuple[str, ...]


def shipped(name: str) -> Path:
    """The path of a file of ``prompts/`` as shipped: in an installed package beside the code, else in the checkout."""
    package = Path(__file__).parent
    packaged = package / "_prompts"
    return (packaged if packaged.is_dir() else package.parent / "prompts") / name


def load(path: Path | None = None) -> tuple[Topic, ...]:
    """Read the topics of a YAML file, or those that are shipped; raise TopicsError with the line if anything is amiss.

    >>> [topic.label for topic in load() if topic.id == "m-and-a"]
    ['Mergers and acquisitions']
    """
    path = path or shipped("topics.yaml")
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise TopicsError(f"{path}: the topics file can't be read ({reason}); name a YAML file.") from error
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise TopicsError(f"{path}:{line}: the topics file is not YAML ({error.problem}); mend this line.") from error
    except yaml.YAMLError as error:
        raise TopicsError(f"{path}: the topics file holds a character that YAML doesn't allow; remove it.") from error
    if not isinstance(root, yaml.SequenceNode) or not root.value:
        raise TopicsError(f"{path}:1: the topics file must be a list of topics, each with {', '.join(FIELDS)}.")
    topics = tuple(_topic(path, node) for node in root.value)
    seen: set[str] = set()
    for topic, node in zip(topics, root.value, strict=True):
        if topic.id in seen:
            raise _wrong(path, node, f"the topic {topic.id!r} is there twice; remove one of them.")
        seen.add(topic.id)
    return topics


def cues_in(text: str, topic: Topic) -> tuple[str, ...]:
    """The words of ``text`` that are cues of ``topic``, in order, as written and without overlaps.

    >>> cues_in("Back-log and lead times", Topic("supply", "Supply", "", ("lead time*", "back log")))
    ('Back-log', 'lead times')
    """
    return tuple(found.group() for found in _pattern(topic.cues).finditer(text))


@lru_cache(maxsize=256)
def _pattern(cues: Iterable[str]) -> re.Pattern[str]:
    # Longest first, so that of two cues that begin alike the more telling one is found.
    alternatives = [_expression(cue) for cue in sorted(cues, key=len, reverse=True)]
    return re.compile(rf"(?<!\w)(?:{'|'.join(alternatives)})(?!\w)")


def _expression(cue: str) -> str:
    words = (re.escape(word.removesuffix("*")) + (r"\w*" if word.endswith("*") else "") for word in cue.split())
    expression = r"[\s-]+".join(words)
    return expression if cue != cue.lower() else f"(?i:{expression})"


def _topic(path: Path, node: yaml.Node) -> Topic:
    if not isinstance(node, yaml.MappingNode):
        raise _wrong(path, node, f"a topic must be a mapping with {', '.join(FIELDS)}.")
    fields: dict[str, yaml.Node] = {}
    for key, value in node.value:
        if key.value not in FIELDS or key.value in fields:
            raise _wrong(
                path, key, f"the field {key.value!r} is unknown or a duplicate; a topic has {', '.join(FIELDS)}."
            )
        fields[key.value] = value
    for name in FIELDS:
        if name not in fields:
            raise _wrong(path, node, f"the topic has no {name}; add it.")
    cues = fields["cues"]
    if not isinstance(cues, yaml.SequenceNode) or not cues.value:
        raise _wrong(path, cues, "the cues must be a list of words, at least one.")
    identifier = _text(path, fields["id"], "id")
    if not ID.fullmatch(identifier):
        raise _wrong(path, fields["id"], f"the id {identifier!r} must be lower-case words joined by hyphens.")
    return Topic(
        identifier,
        _text(path, fields["label"], "label"),
        _text(path, fields["definition"], "definition"),
        tuple(_cue(path, cue) for cue in cues.value),
    )


def _cue(path: Path, node: yaml.Node) -> str:
    cue = _text(path, node, "cue")
    if any("*" in word.rstrip("*") or word.strip("*") == "" or word.endswith("**") for word in cue.split()):
        raise _wrong(path, node, f"in the cue {cue!r} an asterisk may only stand at the end of a word.")
    return cue


def _text(path: Path, node: yaml.Node, name: str) -> str:
    """The one-line text of a scalar; a bare ``no`` or ``2024`` is YAML's idea of a value and needs quotes."""
    if not isinstance(node, yaml.ScalarNode) or node.tag != "tag:yaml.org,2002:str":
        raise _wrong(path, node, f"the {name} must be text; put it in quotes.")
    text = str(node.value).strip()
    if not text or "\n" in text:
        raise _wrong(path, node, f"the {name} must be one line of text.")
    return text


def _wrong(path: Path, node: yaml.Node, what: str) -> TopicsError:
    return TopicsError(f"{path}:{node.start_mark.line + 1}: {what}")
