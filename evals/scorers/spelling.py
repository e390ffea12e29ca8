"""Names letter for letter: a person who is recognised may still be misspelt."""

from __future__ import annotations

import unicodedata

from evals.matching import Matched
from evals.scores import Score, share, unscored


def spelling(matched: Matched) -> Score:
    """Names of analysts: the share that is spelt as the reference spells it."""
    pairs = {
        (one.name, matched.summary.analysts[place].name)
        for one, place in ((matched.case.analysts[mine], theirs) for mine, theirs in matched.analysts.items())
    }
    faults = [f"{wanted} is spelt {given}" for wanted, given in sorted(pairs) if _plain(wanted) != _plain(given)]
    if not pairs:
        return unscored("No analyst was found.")
    reason = f"{len(pairs) - len(faults)} of {len(pairs)} names are spelt as in the reference"
    return share(
        len(pairs) - len(faults), len(pairs), f"{reason}; {'; '.join(faults)}." if faults else f"{reason}.", faults
    )


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.casefold())
    return " ".join("".join(char for char in letters if not unicodedata.combining(char)).replace(".", " ").split())
