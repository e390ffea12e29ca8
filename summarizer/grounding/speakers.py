"""Whom a sentence has say what it tells: "Berg said", "according to Lund"."""

from __future__ import annotations

import re
from collections.abc import Collection

from summarizer.people import name_parts

_SAYS = (
    r"(?:also |then |later |only |first |himself |herself )?"
    r"(?:said|says|told|added|adds|noted|notes|explained|explains|confirmed|confirms|argued|argues|stated|states|stressed|"
    r"replied|answered|believes|believed|thinks|expects|expected|sees|reckons|would like)"
)


def said_to_speak(text: str, people: Collection[str]) -> frozenset[str]:
    """Those of some people whom a sentence names as the one who says what it tells.

    A surname that two of them share means neither.

    >>> sorted(said_to_speak("Prices fell, Berg said; Lund's budget holds.", ["Olaf Berg", "Hedda Lund"]))
    ['Olaf Berg']
    """
    surnames = [name_parts(name)[-1] for name in people]
    found = set()
    for name, surname in zip(people, surnames, strict=True):
        if surnames.count(surname) > 1:
            continue
        named = rf"(?:\b[A-Z][\w'’-]+ )?\b{re.escape(surname)}\b"
        if re.search(rf"{named},? {_SAYS}\b|\baccording to {named}", text, re.I):
            found.add(name)
    return frozenset(found)
