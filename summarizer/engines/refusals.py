"""How management says that it won't, or can't, answer."""

from __future__ import annotations

from summarizer.engines.words import phrases

TELL = (
    r"(?:disclos\w*|comment\w*|giv\w*|provid\w*|quantif\w*|break\w*|shar\w*|discuss\w*|speculat\w*|guid\w*|specif\w*|"
    r"reveal\w*|"
    r"announc\w*|get\w* into|go\w* into|put\w* (?:a|out)|talk\w* about|say\w* (?:much|anything|more)|name|size|"
    r"forecast\w*|elaborat\w*|confirm|deny|publish|split|(?:run|get) ahead of|say (?:better|yes|whether|which))"
)
REFUSAL = phrases(
    r"(?:not|never) (?:going to |able to |prepared to |ready to |in a position to |really |yet |at liberty to |"
    r"here to |gonna )*"
    rf"{TELL}",
    rf"(?:won't|can't|cannot|couldn't|will not|can not|wouldn't|would not) (?:really |be |able to |necessarily |"
    rf"go and |like to |want to )*{TELL}",
    r"(?:don't|do not|didn't|haven't|have not) (?:want to |like to |plan to |intend to |typically |usually |"
    r"normally |really |"
    rf"generally |actually |yet |specifically )*{TELL}",
    r"(?:prefer|rather|choose|elect) not|declin\w+ to|refrain|no comment|confidential\w*|"
    r"proprietary(?= (?:information|details?|numbers?)\b|[^a-z]*$)|not public(?:ly)?",
    r"under (?:an )?NDA|(?:too early|premature|too soon) (?:to|for)|stay tuned|competitive reasons",
    r"(?:very|quite|commercially|competitively|pretty|highly|too)[ ,]+sensitive|sensitive (?:question|topic|"
    r"information|matter)",
    r"leave (?:that|it) (?:to (?:them|the customers?))",
    rf"(?:i'm|i am|we're|we are|(?:told|asked) (?:me|us)) not to {TELL}",
    r"nothing (?:more |else )?to (?:say|add)|last person to comment",
    r"(?:'d|would) (?:like|want|prefer|need) to (?:close|sign|finish|complete|file|announce) (?:it|this|that) first",
    r"(?:as much as|that's all|what) (?:we|I) can (?:say|share|tell you) (?:today|now|at this (?:point|time|stage)|"
    r"for now)",
)
UNKNOWN = phrases(
    r"(?:I|we) (?:don't|do not|didn't) (?:really |actually |even |yet )*(?:know|have (?:a |an |any |the |that |"
    r"those |exact |"
    r"specific |precise )+(?:number|figure|detail|answer|breakdown|split|data|estimate|colou?r|view))",
    r"(?:hard|difficult|impossible|tough|tricky) (?:for us |for me )?to (?:say|tell|know|predict|quantify|forecast|"
    r"pin|call|"
    r"gauge|estimate)",
    r"have to (?:look|check|get back|go back|follow up|circle)|get back to you|follow up (?:with you )?(?:offline|"
    r"after)|follow up on (?:that|this|it)",
    r"take (?:that|it) offline|careful about|remains to be seen|depends|time will tell|we'll see|not (?:sure|certain)",
    r"(?:no|isn't a) magic number",
)
