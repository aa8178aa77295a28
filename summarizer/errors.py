"""Every error this library raises on purpose.

    SummarizerError
    ├── ArticleError            the input cannot be read as an article
    ├── LanguageError           the rules extractor has no pack for the article's language
    ├── VocabularyError         a vocabulary, provider or price file is not what it should be
    ├── PromptError             a prompt folder cannot be loaded, rendered or does not hold
    ├── ExtractorError          an extractor could not be made or could not answer
    │   ├── EndpointError       model name, base URL or key setting is wrong             (fatal)
    │   ├── RefusedError        the model declined to answer
    │   ├── FilteredError       the provider's content filter stopped prompt or answer
    │   ├── TruncatedError      the answer reached the token limit
    │   ├── ContextOverflowError  the article does not fit into the model's context
    │   ├── NotJSONError        the answer is no JSON, after a re-ask
    │   ├── DuplicateKeysError  the answer gives one key twice, after a re-ask
    │   ├── SchemaInvalidError  the answer does not fit the schema, after a re-ask
    │   ├── UnknownFinishError  the answer ended for a reason nobody has documented
    │   ├── EmptyChoicesError   the server answered without an answer
    │   ├── ContentTypeError    the server answered with something that is no completion
    │   ├── RequestRejectedError  the server does not take the request as it is
    │   ├── AuthError           the server does not take the key                         (fatal)
    │   ├── ModelNotFoundError  the server has no such model or no such route            (fatal)
    │   ├── QuotaError          the account's quota or credit is used up                 (fatal)
    │   ├── RateLimitError      too many requests, still after retries
    │   ├── ServerFaultError    the server failed (5xx), still after retries
    │   ├── AnswerTimeoutError  no whole answer within the time allowed
    │   ├── ConnectionLostError the connection failed or broke off, still after retries
    │   └── RecordingError      a replayed recording has no answer for this request      (fatal)
    ├── RunError                a run's database cannot be opened, read or written
    │   └── StorageFullError    there is no room for more results
    ├── ExportError             an export or a review page cannot be made from this
    ├── ReviewError             a file of review decisions cannot be read or applied
    ├── SummaryFormatError      a stored summary cannot be read back
    ├── GoldError               a gold annotation is not what it should be
    └── ScoreError              summaries and gold cannot be laid side by side

Each message is one sentence that says what happened and what to do next.
"""

from __future__ import annotations

from typing import ClassVar


class SummarizerError(Exception):
    """Base of all errors raised on purpose; the command line prints its text and exits with 2."""


class ArticleError(SummarizerError):
    """The input cannot be read as an article."""


class LanguageError(SummarizerError):
    """The rules extractor has no pack for the article's language."""


class VocabularyError(SummarizerError):
    """A lexicon, gazetteer, provider or price file is not what it should be."""


class PromptError(SummarizerError):
    """A prompt folder cannot be loaded or rendered, or one of its examples does not hold."""


class ExtractorError(SummarizerError):
    """An extractor could not be made or could not answer.

    ``outcome`` names the kind of failure in one word for tables. ``fatal``: the next article would
    fail the same way, so a run should stop. ``transient``: the same request may succeed later, and
    has been retried; ``wait`` is what the server asked for, in seconds. ``raw`` keeps the answer
    as it came, ``usage`` (a ``Usage``) the tokens billed for it, ``run`` the ``ModelRun`` of the
    failed call.
    """

    outcome: ClassVar[str] = "failed"
    fatal: bool = False
    transient: bool = False

    def __init__(
        self,
        message: str,
        *,
        raw: str | None = None,
        usage: object | None = None,
        wait: float | None = None,
    ) -> None:
        super().__init__(message)
        self.raw = raw
        self.usage = usage
        self.wait = wait
        self.run: object | None = None


class EndpointError(ExtractorError):
    """Model name, base URL, mode or key setting is wrong; nothing was sent."""

    outcome = "endpoint"
    fatal = True


class RefusedError(ExtractorError):
    """The model declined to answer."""

    outcome = "refused"


class FilteredError(ExtractorError):
    """The provider's content filter stopped the prompt or the answer."""

    outcome = "filtered"


class TruncatedError(ExtractorError):
    """The answer reached the token limit. A shorter piece of the article may fit."""

    outcome = "truncated"


class ContextOverflowError(ExtractorError):
    """The article does not fit into the model's context. A shorter piece may fit."""

    outcome = "context_overflow"


class NotJSONError(ExtractorError):
    """The answer is no JSON, after a re-ask."""

    outcome = "not_json"


class DuplicateKeysError(ExtractorError):
    """The answer gives one key twice, so that one of two values would be lost, after a re-ask."""

    outcome = "duplicate_keys"


class SchemaInvalidError(ExtractorError):
    """The answer does not fit the schema, after a re-ask."""

    outcome = "schema_invalid"


class UnknownFinishError(ExtractorError):
    """The answer ended for a reason that is not documented; it may not be whole."""

    outcome = "unknown_finish"


class EmptyChoicesError(ExtractorError):
    """The server answered without an answer: no choices, or an empty message."""

    outcome = "empty_choices"


class ContentTypeError(ExtractorError):
    """The server answered with something that is no chat completion, such as a web page."""

    outcome = "content_type"


class RequestRejectedError(ExtractorError):
    """The server does not take the request as it is (400, 422)."""

    outcome = "request_rejected"


class AuthError(ExtractorError):
    """The server does not take the key (401, 403)."""

    outcome = "auth"
    fatal = True


class ModelNotFoundError(ExtractorError):
    """The server has no such model, or no such route."""

    outcome = "model_not_found"
    fatal = True


class QuotaError(ExtractorError):
    """The account's quota or credit is used up."""

    outcome = "quota"
    fatal = True


class RateLimitError(ExtractorError):
    """Too many requests or tokens a minute (429)."""

    outcome = "rate_limit"
    transient = True


class ServerFaultError(ExtractorError):
    """The server failed (408, 409, 5xx)."""

    outcome = "server_fault"
    transient = True


class AnswerTimeoutError(ExtractorError):
    """No whole answer came within the time allowed."""

    outcome = "timeout"
    transient = True


class ConnectionLostError(ExtractorError):
    """The connection could not be made, or broke off in the middle of the answer."""

    outcome = "connection_lost"
    transient = True


class RecordingError(ExtractorError):
    """A replayed recording has no answer for this request: the prompt or a parameter changed."""

    outcome = "not_recorded"
    fatal = True


class RunError(SummarizerError):
    """A run's database cannot be opened, read or written."""


class StorageFullError(RunError):
    """There is no room for more results. What was stored before is safe."""


class ExportError(SummarizerError):
    """An export or a review page cannot be made from what was given."""


class ReviewError(SummarizerError):
    """A file of review decisions cannot be read or applied."""


class SummaryFormatError(SummarizerError):
    """A stored summary cannot be read back."""


class GoldError(SummarizerError):
    """A gold annotation is not what it should be."""


class ScoreError(SummarizerError):
    """Summaries and gold cannot be laid side by side."""
