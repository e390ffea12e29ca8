"""Small invented calls, and what a well-behaved model writes about one."""

from __future__ import annotations

import json
import re
from typing import Any

CALL = """\
Ines Okafor; Analyst; Larkfield Research
Paul Drury; Analyst; Ostrand Securities
Tom Vale; Chief Executive Officer; Fennmark Pumps Inc
Operator
Welcome to the Fennmark Pumps first-quarter 2025 earnings call.
Tom Vale
Thank you, operator. Revenue in the quarter was $40 million, up 8% from a year ago. We are now open for questions.
Operator
Ines Okafor, Larkfield Research.
Ines Okafor
Good morning. How large was the backlog at the end of the quarter, and how does that compare with last year?
Tom Vale
The backlog was $96 million at the end of the quarter, compared with $81 million a year ago. Most of it ships this year.
Ines Okafor
Thank you. That is all from me.
Operator
Paul Drury, Ostrand Securities.
Paul Drury
Hi. What do you expect for the gross margin in the second half, and how much of that comes from pricing?
Tom Vale
We are not going to give a number for the margin today. Pricing was about 2% in the quarter and it should stay there.
Paul Drury
Understood, thanks.
Operator
This concludes the call. You may now disconnect.
"""
WITHOUT_QA = CALL.partition("Operator\nInes Okafor")[0]
WITHOUT_ANALYSTS = """\
CORPORATE PARTICIPANTS
Tom Vale Fennmark Pumps Inc - CEO
================================================================================
Presentation
--------------------------------------------------------------------------------
Operator   [1]
--------------------------------------------------------------------------------
Welcome to the Fennmark Pumps first-quarter 2025 earnings call.
--------------------------------------------------------------------------------
Tom Vale, Fennmark Pumps Inc - CEO   [2]
--------------------------------------------------------------------------------
Revenue in the quarter was $40 million, up 8% from a year ago. We are now open for questions.
================================================================================
Questions and Answers
--------------------------------------------------------------------------------
Operator   [1]
--------------------------------------------------------------------------------
There are no questions at this time. This concludes the call. You may now disconnect.
"""


def reply(prompt: str) -> dict[str, Any]:
    """One exchange for each session of a prompt, in the words of its first question and answer."""
    sessions = []
    for number, text in enumerate(re.split(r"^Session \d+: ", prompt, flags=re.MULTILINE)[1:], start=1):
        asked, answered = (
            [
                (int(one), words)
                for block in re.findall(rf"{verb}:\n((?:\d+\|.*\n?)+)", text)
                for one, words in lines(block)
            ]
            for verb in ("asks", "answers")
        )
        question, answer = max(asked, key=lambda line: "?" in line[1]), answered[0]
        sessions.append(
            {
                "session": number,
                "exchanges": [
                    {
                        "question": {"text": question[1], "ids": [question[0]]},
                        "answer": [{"text": answer[1], "ids": [answer[0]]}],
                        "status": "answered",
                        "topics": ["demand"],
                        "quote": None,
                    }
                ],
                "summary": {"text": answer[1], "ids": [answer[0]]},
            }
        )
    return {"sessions": sessions}


def lines(block: str) -> list[tuple[str, str]]:
    """The numbered lines of a passage."""
    return re.findall(r"^(\d+)\|(.*)$", block, re.MULTILINE)


def user_prompt(body: dict[str, Any]) -> str:
    """The words of a request's first user message."""
    return next(str(message["content"]) for message in body["messages"] if message["role"] == "user")


def answered(body: dict[str, Any]) -> str:
    """The content of a reply to a request."""
    return json.dumps(reply(user_prompt(body)))
