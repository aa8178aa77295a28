-- Version 1. A later version is a new script in store.MIGRATIONS; this file does not change.

CREATE TABLE run_articles (
  position INTEGER PRIMARY KEY,   -- order of first sight, from 1
  source TEXT NOT NULL UNIQUE,    -- the file, and #number for a record inside it
  id TEXT NOT NULL,
  sha256 TEXT,                    -- of the text; NULL: it could not be read
  input_key TEXT,                 -- of the text and all that came with it
  text TEXT,
  title TEXT,
  author TEXT,                    -- as the file's metadata says; no extractor sees it
  publisher TEXT,
  published TEXT,
  language TEXT,
  url TEXT,
  state TEXT NOT NULL CHECK (state IN ('pending', 'done', 'failed', 'filtered', 'skipped')),
  outcome TEXT,                   -- kind of failure, one word; NULL: none
  message TEXT,
  raw TEXT,                       -- the answer that could not be used
  summary TEXT,                   -- ArticleSummary as JSON
  fingerprint TEXT,               -- of what answered last
  extractor TEXT,
  requests INTEGER,               -- these five: sums over all attempts; NULL: not reported
  tokens_in INTEGER,
  tokens_out INTEGER,
  tokens_cached INTEGER,
  cost_usd REAL,
  attempts INTEGER NOT NULL DEFAULT 0,
  duplicate_of INTEGER REFERENCES run_articles (position),
  seconds REAL,
  added TEXT NOT NULL,
  finished TEXT
);
CREATE INDEX run_articles_sha256 ON run_articles (sha256);
CREATE INDEX run_articles_input ON run_articles (input_key, fingerprint) WHERE state = 'done';
CREATE INDEX run_articles_state ON run_articles (state, position);
CREATE INDEX run_articles_id ON run_articles (id);
CREATE INDEX run_articles_copies ON run_articles (duplicate_of) WHERE duplicate_of IS NOT NULL;

-- Which articles share rare passages: the way to near-duplicates.
CREATE TABLE run_bands (
  band INTEGER NOT NULL,
  position INTEGER NOT NULL,
  PRIMARY KEY (band, position)
) WITHOUT ROWID;

-- What was answered before a prompt, a model or an article changed. Paid for, so kept.
CREATE TABLE run_earlier (
  input_key TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  extractor TEXT,
  summary TEXT NOT NULL,
  requests INTEGER,
  tokens_in INTEGER,
  tokens_out INTEGER,
  tokens_cached INTEGER,
  cost_usd REAL,
  finished TEXT,
  PRIMARY KEY (input_key, fingerprint)
);

CREATE TABLE run_sessions (
  session INTEGER PRIMARY KEY,
  started TEXT NOT NULL,
  finished TEXT,                  -- NULL: still going, or killed
  extractor TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  library_version TEXT NOT NULL,
  ended TEXT                      -- finished, limit, budget, max_failures, fatal, interrupted, storage
);
