"""``python -m summarizer``: the same as the ``summarizer`` command."""

from summarizer.cli.main import main

raise SystemExit(main())
