"""Every error this library raises on purpose.

    SummarizerError
    ├── ArticleError          the input cannot be read as an article
    ├── LanguageError         the rules extractor has no pack for the article's language
    ├── VocabularyError       a lexicon or gazetteer file is not what it should be
    ├── ExtractorError        an extractor could not be made or could not answer
    ├── ExportError           an export or a review page cannot be made from this
    ├── ReviewError           a file of review decisions cannot be read or applied
    ├── SummaryFormatError    a stored summary cannot be read back
    ├── GoldError             a gold annotation is not what it should be
    └── ScoreError            summaries and gold cannot be laid side by side

Each message is one sentence that says what happened and what to do next.
"""


class SummarizerError(Exception):
    """Base of all errors raised on purpose; the command line prints its text and exits with 2."""


class ArticleError(SummarizerError):
    """The input cannot be read as an article."""


class LanguageError(SummarizerError):
    """The rules extractor has no pack for the article's language."""


class VocabularyError(SummarizerError):
    """A lexicon or gazetteer file is not what it should be."""


class ExtractorError(SummarizerError):
    """An extractor could not be made or could not answer."""


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
