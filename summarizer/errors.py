"""The whole error tree. The command line turns each into one sentence on stderr and its exit code.

    SummarizerError                 2
    ├── InputError                  2   a file that can't be read as a transcript
    ├── SettingsError               2   a flag, an environment variable, a settings file
    │   ├── TopicsError             2   a malformed topics file
    │   └── PromptError             2   a template that is missing, broken or uses an unknown variable
    ├── OutputLost                  2   standard output takes nothing more
    ├── UnknownName                 2   an analyst or a topic that a summary doesn't have
    ├── MissingPackage              2   an optional package that is needed is not installed
    └── ModelError                  1   one request failed; the other sessions go on
        ├── ModelUnreachable        3   no answer at all from the endpoint
        ├── ModelRejected           2   the endpoint refuses every request: key, model name, endpoint, quota
        ├── ModelBusy               1   rate limits or overload outlasted the patience
        ├── AllowanceSpent          1   the run has reached its own limit of requests or cost
        ├── NotYetAnswered          1   no reply is kept, and none was to be asked for now
        ├── ReplyRefused            1   the model declined or a content filter stopped it
        ├── ReplyCut                1   the reply ended at the token limit
        └── ReplyInvalid            1   the reply is not what the schema asks for

A message is a sentence that names the thing, the place and what to do next; it stands alone, without a traceback.
"""


class SummarizerError(Exception):
    """Anything this package raises on purpose; ``exit_code`` is what the command line ends with."""

    exit_code = 2


class InputError(SummarizerError):
    """The input is missing, empty, binary, too large or of an unknown shape."""


class SettingsError(SummarizerError):
    """A setting is unknown or has a value that can't be used."""


class TopicsError(SettingsError):
    """The topics file is not a list of topics with id, label, definition and cues."""


class PromptError(SettingsError):
    """A prompt template is missing, does not parse, or its variables do not fit."""


class OutputLost(SummarizerError):
    """Standard output takes nothing more, so that whatever comes next would be lost, too."""


class UnknownName(SummarizerError, LookupError):
    """A summary has no analyst or topic of that name, or several."""


class MissingPackage(SummarizerError, ImportError):
    """What was asked for needs an optional package that is not installed."""


class ModelError(SummarizerError):
    """A request to the model failed; what it was about is lost, the rest is not.

    ``usage`` is what it cost all the same, a ``summarizer.summary.Usage``; None where nothing was counted.
    """

    exit_code = 1
    usage: object = None


class ModelUnreachable(ModelError):
    """Nothing answered at the endpoint."""

    exit_code = 3


class ModelRejected(ModelError):
    """The endpoint answers but will never take this request: wrong key, model, address or an empty account."""

    exit_code = 2


class ModelBusy(ModelError):
    """The endpoint stayed overloaded or limited for as long as we were willing to wait."""


class AllowanceSpent(ModelError):
    """The run has reached the limit that it was given, of requests or of cost; nothing more is sent."""


class NotYetAnswered(ModelError):
    """No reply to the request is kept, and none was to be asked for now."""


class ReplyRefused(ModelError):
    """The model declined to answer or a content filter stopped it."""


class ReplyCut(ModelError):
    """The reply stopped at the token limit."""


class ReplyInvalid(ModelError):
    """The reply does not fit the schema, also after it was sent back once for repair."""
