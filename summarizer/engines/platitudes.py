"""What is said in place of an answer: pride, memories, and what is always looked at."""

from __future__ import annotations

from summarizer.engines.words import phrases

PLATITUDE = phrases(
    r"proud|excited|optimis\w+|grateful|fantastic|track record|second to none|good stewards|very seriously",
    r"feel (?:very |really )?(?:good|great|positive)|(?:very|super|so) (?:happy|positive|excited|encouraged)",
    r"(?:great|constructive|good|best) (?:relationship|team|people|group|company)|(?:the|my|our) team (?:has|have|is)",
    r"we (?:always )?look at (?:all|many|every\w*|a lot)|board (?:looks|discusses|talks|spends|takes)",
    r"i(?:'ve| have) been (?:in|at|doing|here)|when i (?:joined|started|came)|i was (?:with|in|out|at)",
    r"always been|(?:great deal|lot) of (?:value|opportunity|support)|the way (?:we|i) think",
)
