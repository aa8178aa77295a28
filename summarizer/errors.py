"""Every error this library raises on purpose.

    SummarizerError
    ├── ArticleError          the input cannot be read as an article
    ├── LanguageError         the rules extractor has no pack for the article's language
    ├── VocabularyError       a lexicon or gazetteer file is not what it should be
    ├── ExtractorError        an extractor could not be made or could not answer
    ├── RunError              a run's database cannot be opened, read or written
    │   └── StorageFullError  there is no room for more results
    └── SummaryFormatError    a stored summary cannot be read back

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


class RunError(SummarizerError):
    """A run's database cannot be opened, read or written."""


class StorageFullError(RunError):
    """There is no room for more results. What was stored before is safe."""


class SummaryFormatError(SummarizerError):
    """A stored summary cannot be read back."""
