"""What may keep an evaluation from a verdict; each error is one sentence and ends the command with its exit code.

0 pass, 1 regression, 2 bad input, 3 infrastructure, no baseline, or nothing that was scored

SummarizerError
├── CaseError            2   a case that is missing, malformed or contradicts its transcript
└── EvaluationError
    ├── InputFault       2   a run, a baseline, labels or an option that can't be used
    └── TooLittle        3   nothing to compare with, or nothing that was scored
"""

from __future__ import annotations

from summarizer.errors import SummarizerError


class CaseError(SummarizerError):
    """A case is missing, or its reference or other answers are malformed or contradict its transcript."""


class EvaluationError(SummarizerError):
    """An evaluation that came to no verdict."""


class InputFault(EvaluationError):
    """A run, a baseline, labels or an option that can't be used."""


class TooLittle(EvaluationError):
    """There is no baseline to compare with, or nothing that was scored."""

    exit_code = 3
