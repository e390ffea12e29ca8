"""Rosters of semicolons: who asks and who answers where the role is none of the usual."""

from __future__ import annotations

import pytest

from summarizer.reading.layouts import read_lines

KNOWN = "Olaf Berg; Chief Executive Officer; Fennmark Pumps Inc"
CALL = ["Operator", "Welcome to the Fennmark Pumps second quarter 2025 call."]


@pytest.mark.parametrize(
    ("roster", "role"),
    [
        ([KNOWN, "Ida Storm; Reporter; Pump Ledger"], "analyst"),
        ([KNOWN, "Ida Storm; Private Investor; "], "analyst"),
        ([KNOWN, "Ida Storm; Shareholder; "], "analyst"),
        ([KNOWN, "Ida Storm; Quartermaster; Norvik Capital"], "unknown"),
        (["Ida Storm; Quartermaster; Norvik Capital", KNOWN], "unknown"),
        ([KNOWN, "Ida Storm; Quartermaster; Fennmark Pumps"], "management"),
        ([KNOWN, "Ida Storm; Quartermaster; Harbour Lead; Fennmark"], "management"),
        ([KNOWN, "Ida Storm; Quartermaster"], "management"),
        (["Olaf Berg; Chief Executive Officer", "Ida Storm; Quartermaster; Fennmark Pumps"], "management"),
        (["Ida Storm; Quartermaster; Fennmark Pumps"], "management"),
    ],
)
def test_a_role_that_nobody_knows(roster: list[str], role: str) -> None:
    """Reporters, investors and shareholders ask; any other role is an executive's, but not at another firm.

    Where no executive is known by role and firm there is no other firm.
    """
    people = {person.name: person.role for person in read_lines([*roster, *CALL]).participants}
    assert people["Ida Storm"] == role
