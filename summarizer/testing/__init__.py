"""A pytest plugin for projects that use the library: recordings, stored summaries, no waiting.

Installed with the extra ``testing`` (``pip install 'conflict-summarizer[testing]'``) and loaded by
pytest by itself. ``docs/testing.md`` shows it at work.
"""
