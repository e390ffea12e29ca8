"""The closed list of topics: read from a YAML file, strictly, and found in text by their cues.

Also says where the package keeps the words that it ships (``prompts/``), since the list is one of them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import yaml

from summarizer.errors import TopicsError

FIELDS = ("id", "label", "definition", "cues")
_WORD = re.compile(r"\w+")
_PIECE = re.compile(r"\w+\*?")
_LOOSE = " -\t\n\xa0"
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
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
        root = yaml.compose(text, Loader=_LOADER)
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
    return find_cues(text, (topic,)).get(topic.id, ())


def find_cues(text: str, topics: tuple[Topic, ...]) -> dict[str, tuple[str, ...]]:
    """The cues of every topic in ``text`` by topic id, in one pass; topics without any are left out.

    Of two cues of one topic that begin at one word the longer is found.
    """
    index = _index(topics)
    words = list(_WORD.finditer(text))
    found: dict[str, list[str]] = {}
    free: dict[str, int] = {}
    for at, word in enumerate(words):
        for cue in index.starting(word.group()):
            if free.get(cue.topic, 0) <= at and (end := cue.reaches(text, words, at)):
                free[cue.topic] = end
                found.setdefault(cue.topic, []).append(text[word.start() : words[end - 1].end()])
    return {topic: tuple(cues) for topic, cues in found.items()}


class _Cue(NamedTuple):
    """A cue as its words and what stands between them; ``exact`` where its case counts."""

    topic: str
    words: tuple[str, ...]
    between: tuple[str, ...]
    exact: bool

    def reaches(self, text: str, words: list[re.Match[str]], at: int) -> int:
        """The index after the last word of the cue if it stands at a word of the text, else 0."""
        end = at + len(self.words)
        if end > len(words):
            return 0
        for place, (cue, found) in enumerate(zip(self.words, words[at:end], strict=True)):
            if place:
                gap = text[words[at + place - 1].end() : found.start()]
                if gap != self.between[place - 1] and (gap + self.between[place - 1]).strip(_LOOSE):
                    return 0
            said = found.group() if self.exact else found.group().lower()
            if not (said.startswith(cue[:-1]) if cue.endswith("*") else said == cue):
                return 0
        return end


class _Index(NamedTuple):
    """Cues by their first word, and by its stem where an asterisk stands for the ending; the longest cue first."""

    words: dict[str, list[_Cue]]
    stems: dict[str, list[_Cue]]

    def starting(self, word: str) -> list[_Cue]:
        low = word.lower()
        found = self.words.get(low, [])
        for length in range(1, len(low) + 1):
            if stem := self.stems.get(low[:length]):
                found = found + stem
        return sorted(found, key=lambda cue: -sum(map(len, cue.words))) if len(found) > 1 else found


@lru_cache(maxsize=64)
def _index(topics: tuple[Topic, ...]) -> _Index:
    index = _Index({}, {})
    for topic in topics:
        for cue in topic.cues:
            exact = cue != cue.lower()
            words = tuple(_PIECE.findall(cue))
            between = tuple(_PIECE.split(cue)[1:-1])
            first = words[0].lower()
            table, key = (index.stems, first[:-1]) if first.endswith("*") else (index.words, first)
            table.setdefault(key, []).append(_Cue(topic.id, words, between, exact))
    return index


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
