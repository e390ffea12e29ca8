"""Words that are neither a question nor an answer: greetings, thanks, line trouble; and whether words ask something."""

from __future__ import annotations

import re

from summarizer.segmentation.cues import cue

_COURTESY_WORDS = frozenset(
    "a absolutely afternoon again agreed ahead all alright always am and appreciate appreciated are as awesome back "
    "best bye cheers color colour comments congrats congratulations correct day detail details doing done enough "
    "evening everybody everyone exactly excellent excuse fair fantastic fine for from gentlemen get go good got great "
    "guys had have hello help helpful hey hi hmm hop how i i'll in indeed is it it's jump just keep ladies leave line "
    "luck ma'am madam makes me mm-hmm morning much my namaste "
    "nice no of ok okay on one opportunity our over pass perfect please pleasure quarter question questions queue "
    "really rest results right sense sir so sorry sounds sure taking team thank thanks that that's the there time to "
    "too touch turn uh-huh understood up very was we we'll welcome well wonderful work yeah year yep yes you "
    "your".split()
)
_GREETS = re.compile(
    r"(?:\bhow (?:are|is|have) (?:you|it|everyone|everybody|things)(?: (?:all|guys|doing|going|been|today)){0,3}|"
    r"(?:and |(?<=[.,!?] )|\A)(?:yourself|yourselves|you)|\bhello)\s?\?",
    re.I,
)
# A question that ends in another word than these greets nobody.
_GREETING_ENDS = frozenset(
    "you it everyone everybody things all guys doing going been today yourself yourselves hello".split()
)
_POLITE = frozenset("thanks thank congrats congratulations appreciate appreciated".split())
_FOREIGN = 0.2
_DIGIT = re.compile(r"\d")
_ASKS = re.compile(
    r"\b(?:wonder(?:ing|ed)?|curious|could you|can you|would you|can we|could we|do you|are you|have you|did you|"
    r"will you|how (?:do|should|would|are|is|much|many|long|far|does|can)|"
    r"what(?:'s| is| are| was| were| do| does| would| kind| about|, what)|"
    r"is (?:it|that|there|this) (?:fair|possible|something|safe)|"
    r"(?:any|your) (?:update|color|colour|thoughts|sense|comment|help|chance|way)|"
    r"(?:just |i )?want(?:ed)? to (?:ask|understand|know|get|follow|clarify|see|check|touch|circle|confirm|hear)|"
    r"going to ask|asks whether|"
    r"(?:hoping|like|love) (?:you|to (?:understand|know|hear|ask|get))|help (?:us|me) (?:understand|think)|"
    r"(?<!taking )(?<!answering )(?:my|first|second|last|next|another|one more|quick|follow[- ]?up) question|"
    r"follow[- ]?up|remind (?:us|me)|"
    r"talk (?:about|through)|walk (?:us|me)|elaborate|expand on|shed some|speak to|touch on|give us|tell us|"
    r"share with us|if you could|if you can)\b",
)
_WORD = re.compile(r"[a-z]+(?:['-][a-z]+)*")
_TROUBLE = cue(
    "hear me|there|mute|t hear|cannot hear|audible|breaking up|lost you|line |overlap|speakers|technical",
    r"\b(?:can you hear me|(?:are|is) (?:you|he|she) (?:there|on mute|muted)|can't hear|cannot hear|audible|"
    r"breaking up|lost you|on mute|line (?:dropped|broke)|speech overlap|multiple speakers|technical difficult)",
    re.I,
)


_FAREWELL = cue(
    "thank|appreciate|grateful|conclude|look|speak to|speak with|talk to|talk with|good night|bye|the time",
    r"\b(?:thank|thanks|appreciate|grateful)\b[^.?!]{0,80}\b(?:joining|coming|participat\w+|attend\w*|dialing in|"
    r"your time today|your (?:continued )?(?:interest|support)|being (?:with us|on the call)|listening)\b|"
    r"\bconclude[sd]? (?:our|the|today's|this) (?:\w+ ){0,3}(?:call|session|conference|webcast|remarks)\b|"
    r"\blook(?:ing)? forward to "
    r"(?:speaking|talking|updating|seeing|meeting|our next|connecting|catching up|reporting)\b|"
    r"\b(?:speak|talk) (?:to|with) you (?:all )?(?:again )?(?:next|soon|in)\b|"
    r"\bgood (?:night|bye)\b|\bgoodbye\b|\ball the time we have\b",
    re.I,
)


def asks(text: str) -> bool:
    """Whether words ask for something, with or without a question mark; to ask how somebody is asks for nothing.

    >>> asks("I was hoping you could touch on the ramp"), asks("Thanks, that's helpful."), asks("Hi, how are you?")
    (True, False, False)
    """
    if "?" in text:
        if any(
            _last_word(piece) not in _GREETING_ENDS and not is_line_trouble(piece) for piece in text.split("?")[:-1]
        ):
            return True
        text = _GREETS.sub(".", text)
    return ("?" in text or _ASKS.search(text.lower()) is not None) and not is_line_trouble(text)


def _last_word(text: str) -> str:
    words = text.lower().rsplit(None, 1)
    return words[-1] if words else ""


def is_line_trouble(text: str, longest: int = 120) -> bool:
    """Whether words are about the line: "Can you hear me?"; long ones only mention it."""
    return len(text) < longest and _TROUBLE.search(text.replace(",", "")) is not None


def is_farewell(text: str) -> bool:
    """Whether words close the call: thanks to all for joining, a conclusion, until next quarter.

    >>> is_farewell("With that, thank you all for joining us today."), is_farewell("Thank you for the question.")
    (True, False)
    """
    return _FAREWELL.search(text) is not None


def is_courtesy(text: str, names: frozenset[str] = frozenset()) -> bool:
    """Whether nothing but greetings, thanks, names and acknowledgements is said.

    >>> is_courtesy("Okay, great. Thanks, Ida.", frozenset({"ida"})), is_courtesy("Okay, and margins?")
    (True, False)
    """
    if is_line_trouble(text) and not asks(text):
        return True
    text = _GREETS.sub(".", text)
    if "?" in text:
        return False
    words = _WORD.findall(text.lower().replace("’", "'"))
    unknown = sum([len(w) > 2 and w not in _COURTESY_WORDS and w not in names for w in words])
    if unknown > _FOREIGN * len(words):
        return False
    polite = not _POLITE.isdisjoint(words)
    if _DIGIT.search(text):
        return polite and not unknown
    return not unknown or (polite and not asks(text))
