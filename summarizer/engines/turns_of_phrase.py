"""How analysts ask: the turns of phrase that open a question, and those around it that ask nothing."""

from __future__ import annotations

import re

from summarizer.engines.words import phrases

START = r"^(?:(?:and|or|but|so|then|also|like|maybe|just|in other words|what about)\W+)*"
INTERROGATIVE = re.compile(
    START
    + r"(?:how|what|what's|when|where|why|which|who|whose|is|are|was|were|do|does|did|can|could|will|would|should|has|"
    r"have|had|any|am|isn't|aren't|doesn't|don't|didn't|wouldn't|can't)\b",
    re.IGNORECASE,
)
LIGHT = r"(?: (?:guys|all|please|just|also|maybe|perhaps|possibly|kindly))*"
TELL = (
    "talk|give|share|provide|comment|help|speak|walk|discuss|elaborate|expand|explain|quantify|update|remind|say|"
    "tell|touch|"
    "clarify|offer|describe|address|unpack|break|frame|outline|confirm|dimension|size|get|ask|go|add|put|maybe|think|"
    "see|"
    "expect|do|use"
)
LEARN = "ask|follow|see|get|understand|clarify|check|touch|know|dig|go|come back|circle|hear"
# Requests in words other than a question's: what is asked for stands after them.
REQUEST = phrases(
    r"(?:I was|I'm|I am|we were|we're|was|just|so|and|I'd be|be) (?:also |just |really )*(?:wondering|hoping|curious|"
    r"interested)",
    r"(?:wondering|curious) (?:if|whether|how|what|about|when|where|why|on|which|who)",
    rf"(?:can|could|would|may|might|will) (?:you|we|I|[A-Z][a-z]+){LIGHT} (?:{TELL})",
    r"(?:wondering|hoping)",
    rf"wanted to (?:just |also |maybe )?(?:{LEARN})",
    rf"(?:want|'d like|would like|just like|love) to (?:first |just |also )*(?:{LEARN})",
    r"my (?:first |second |next |last |other |final |main |follow-?up )*(?:question|follow-?up)s? (?:is|was|would be|"
    r"relates|concerns|on)",
    r"(?:any|some) (?:more |further |additional |other )?(?:colou?r|thoughts|details?|sense|update|comments?|"
    r"insights?|help|"
    r"perspective|guidance) (?:on|about|around|as to|by|there|you)",
    r"help (?:us|me) (?:understand|think|frame|dimension|bridge|with)",
    r"(?:give|giving) us (?:a sense|some|any|an update|more)",
    r"(?:talk|speak) (?:through|about|to) (?:the|your|how|what)",
    r"(?:how|what) about",
    r"trying to (?:understand|get a sense|figure|reconcile)",
    r"(?:is there|are there) (?:any|a way|anything)",
    r"(?:(?<=, )|(?<=and )|(?<=or )|(?<=so ))(?:was|is|are|were|do|does|did|should|could|can|will|would) "
    r"(?:that|it|this|you|we|there|the)",
    r"to understand (?:what|how|where|why|when|which|the)",
)
INVERTED = phrases(
    r"(?:is|are|was|were|do|does|did|can|could|should|will|would|have|has) (?:the|you|we|it|that|there|this|your|i)"
)
# Where a question starts inside a sentence, so that a run-up before it may go.
TURN = re.compile(
    r"(?:^|,|\bso\b|\bbut\b|\band\b|\bis\b|–|\.)\s*(?:so,? |and,? |but,? |then,? |maybe,? |just,? |I guess,? |"
    r"like,? ){0,6}(?P<ask>(?:"
    r"how (?:much|many|far|long|should|do|does|did|are|is|would|will|can|could|has|have|big|fast|sustainable|you)|"
    r"what(?:'s| is| are| do| does| did| would| will| could| should| can| was| were| kind| percentage| has| have)|"
    r"when (?:do|does|did|will|would|should|are|is|can|might)|where (?:do|does|are|is|will|would|should)|"
    r"why (?:is|are|do|does|did|was|were)|which (?:of|one|is|are)|is (?:there|that|this|it|the)|was (?:that|it|there)|"
    r"are (?:there|you|we|these|those)|do (?:you|we)|does (?:that|this|it|the)|did (?:you|that|it)|can (?:you|we)|"
    r"could (?:you|we)|would (?:you|it|that|we)|will (?:you|it|that|we|there)|should (?:we|I|that)|have you|"
    r"has (?:there|that|the)|any (?:colou?r|thoughts|update|sense)|I (?:was|am) (?:just )?(?:wondering|hoping|curious)|"
    r"I'm (?:just )?(?:wondering|hoping|curious)|(?:just )?(?:wondering|curious) (?:if|how|what|about|when|whether)|"
    r"help (?:us|me) (?:understand|think))\b)",
    re.IGNORECASE,
)
AND_SO = r"^(?:(?:and|so|but|then|just|also|maybe|I guess),? )*"
WONDERING = r"(?:(?:I )?(?:was|am|I'm|I'd be) )?(?:also |just |really )*(?:wondering|hoping|curious)"
IF_YOU = re.compile(
    rf"{AND_SO}{WONDERING},? (?:if |that |whether )?you (?:maybe )?(?P<may>could|can|would|might|"
    rf"may) (?!be able)(?=\w)",
    re.IGNORECASE,
)
MINE = r"my (?:\w+ ){0,2}(?:question|follow-?up)s? (?:is|was|would be),? (?:just )?"
WONDER = re.compile(
    rf"{AND_SO}(?:{MINE}(?:on |about )?)?{WONDERING},? (?:about |on )?(?=(?:how|what|when|where|why|which|who)\b)",
    re.IGNORECASE,
)
MY_QUESTION = re.compile(rf"{AND_SO}{MINE}(?:that )?(?!(?:on|about|around|for|to)\b)", re.IGNORECASE)
BUT = re.compile(r"^(?:but|or|then|maybe|also)\b,? (?=[a-z]+ [a-z]+)", re.IGNORECASE)
# Whom the analyst speaks to: "James, what ..."; the comma may be lost.
ADDRESS = re.compile(
    r"^(?!(?:How|What|When|Where|Why|Which|Who|And|So|But|Or|Then|If|Just|Maybe|Also|That|This|It|There|You|We|They|"
    r"I)\b)"
    r"(?:(?:[A-Z][a-z]+|[A-Z]{2}|[Ss]he|[Hh]e|[Gg]uys|[Gg]entlemen)(?: (?:and|or) [A-Z][a-z]+)?(?:,\s+(?=\w)|"
    r"\s+(?=(?:can|could|may|would|what|how) (?:you|we|is|are|do)\b)))"
)
POLITE = re.compile(
    r"^(?:(?:great|okay|ok|perfect|excellent|awesome|super|fantastic|cool|good|very|hey|hi|hello|yes|yeah|sure|"
    r"thank you|"
    r"thanks|thank|got it|all right|understood|fair enough|makes sense|that makes sense|helpful|a lot|guys|and|"
    r"that's (?:very |really |super )?(?:helpful|great|good|fair)|I appreciate (?:it|that)|appreciate (?:it|that|"
    r"the colou?r)|"
    r"congrats|congratulations|nice (?:job|quarter)|so much|very much|for (?:that|all (?:that|the \w+)|"
    r"the (?:details?|colou?r|questions?|comments|answer|time)|taking (?:my|the|our) questions?))\b[\s,.!–-]*)+"
    r"(?:and |just )*",
    re.IGNORECASE,
)
COURTESY = re.compile(
    r"^(?:[\w'., ]{0,40}\b)?(?:thank|thanks|congrat\w*|good (?:morning|afternoon|evening|day|luck)|hello|"
    r"hope (?:you|everyone)|appreciate|taking (?:my|the|our) questions?|how are you|can you hear|hear me|"
    r"have a (?:nice|good|great)|(?:nice|great) (?:quarter|job|results|work)|pass it on|jump back|"
    r"back in (?:the )?queue|turn it over|leave it there|hand it (?:over|off)|that's all|all my questions)\b",
    re.IGNORECASE,
)
EMPTY = phrases(
    r"any (?:thoughts|colou?r|comments?|help|details?) (?:there|here|on that|would be|you)",
    r"(?:if I (?:can|could|may)|let me) (?:sneak|squeeze|ask|just)",
    r"(?:have|got) (?:a |one |two |another |just )*(?:quick )?(?:question|follow)",
    r"a (?:quick|couple|few|follow)[\w -]* (?:question|one|follow)s?",
    "just a clarification",
    "multi-?part",
)
