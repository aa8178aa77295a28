-- Flat tables over the summaries, for Datasette, DuckDB, pandas. Documented in docs/runs.md.
-- Lists stay JSON texts. Offsets count Unicode code points of run_articles.text.

DROP VIEW IF EXISTS articles;
CREATE VIEW articles AS
SELECT
  a.position, a.id, a.source, a.state, a.outcome, a.message,
  (SELECT o.id FROM run_articles o WHERE o.position = a.duplicate_of) AS duplicate_of,
  coalesce(a.summary ->> '$.article.title.text', a.title) AS title,
  a.author,
  coalesce(a.summary ->> '$.article.publisher.text', a.publisher) AS publisher,
  coalesce(a.summary ->> '$.article.published.start', a.published) AS published,
  coalesce(a.summary ->> '$.article.language', a.language) AS language,
  a.url,
  a.summary ->> '$.headline' AS headline,
  json_array_length(a.summary, '$.events') AS events,
  json_array_length(a.summary, '$.attributions') AS attributions,
  json_array_length(a.summary, '$.casualties') AS casualties,
  json_array_length(a.summary, '$.weapons') AS weapons,
  json_array_length(a.summary, '$.issues') AS issues,
  a.extractor, a.fingerprint, a.attempts, a.requests, a.tokens_in, a.tokens_out, a.tokens_cached,
  a.cost_usd, a.seconds, a.finished, a.sha256, length(a.text) AS char_length
FROM run_articles a;

DROP VIEW IF EXISTS events;
CREATE VIEW events AS
SELECT
  a.position, a.id AS article_id,
  r.value ->> '$.id' AS id,
  r.value ->> '$.title' AS title,
  r.value ->> '$.event_type' AS event_type,
  r.value ->> '$.sub_event_type' AS sub_event_type,
  r.value ->> '$.status' AS status,
  r.value ->> '$.time_frame' AS time_frame,
  r.value ->> '$.claim_status' AS claim_status,
  r.value ->> '$.date.text' AS date_text,
  r.value ->> '$.date.start' AS date_start,
  r.value ->> '$.date.end' AS date_end,
  r.value ->> '$.date.precision' AS date_precision,
  (SELECT json_group_array(l.value ->> '$.name')
     FROM json_each(a.summary, '$.locations') l, json_each(r.value, '$.locations') p
    WHERE l.value ->> '$.id' = p.value ->> '$.location_id'
      AND p.value ->> '$.role' IN ('event', 'target')) AS places,
  (SELECT json_group_array(json_object('actor', c.value ->> '$.name', 'role', p.value ->> '$.role'))
     FROM json_each(a.summary, '$.actors') c, json_each(r.value, '$.actors') p
    WHERE c.value ->> '$.id' = p.value ->> '$.actor_id') AS actors,
  r.value -> '$.responsibility' AS responsibility,
  r.value -> '$.attribution_ids' AS attribution_ids,
  r.value -> '$.casualty_ids' AS casualty_ids,
  r.value -> '$.weapon_ids' AS weapon_ids,
  r.value ->> '$.outcome' AS outcome,
  r.value ->> '$.target' AS target,
  r.value ->> '$.civilian_targeting' AS civilian_targeting,
  r.value ->> '$.aggregate' AS aggregate,
  r.value ->> '$.count' AS count,
  r.value ->> '$.evidence[0].quote' AS quote,
  r.value ->> '$.evidence[0].start' AS quote_start,
  r.value ->> '$.evidence[0].end' AS quote_end,
  r.value ->> '$.evidence[0].match' AS quote_match
FROM run_articles a, json_each(a.summary, '$.events') r
WHERE a.state = 'done';

DROP VIEW IF EXISTS casualties;
CREATE VIEW casualties AS
SELECT
  a.position, a.id AS article_id,
  r.value ->> '$.id' AS id,
  r.value ->> '$.event_id' AS event_id,
  r.value ->> '$.harm' AS harm,
  r.value ->> '$.count.text' AS count_text,
  r.value ->> '$.count.min' AS count_min,
  r.value ->> '$.count.max' AS count_max,
  r.value ->> '$.count.best' AS count_best,
  r.value ->> '$.count.qualifier' AS qualifier,
  r.value ->> '$.count.unit' AS unit,
  r.value ->> '$.victims.text' AS victims,
  r.value ->> '$.victims.civilian_status' AS civilian_status,
  r.value -> '$.victims.demographics' AS demographics,
  r.value ->> '$.claim_status' AS claim_status,
  r.value -> '$.claimed_by' AS claimed_by,
  r.value -> '$.denied_by' AS denied_by,
  r.value -> '$.blamed' AS blamed,
  r.value ->> '$.scope' AS scope,
  r.value ->> '$.period' AS period,
  r.value ->> '$.subset_of' AS subset_of,
  r.value ->> '$.part_of' AS part_of,
  r.value ->> '$.increment_of' AS increment_of,
  r.value ->> '$.supersedes.text' AS supersedes,
  r.value ->> '$.evidence[0].quote' AS quote,
  r.value ->> '$.evidence[0].start' AS quote_start,
  r.value ->> '$.evidence[0].end' AS quote_end,
  r.value ->> '$.evidence[0].match' AS quote_match
FROM run_articles a, json_each(a.summary, '$.casualties') r
WHERE a.state = 'done';

DROP VIEW IF EXISTS attributions;
CREATE VIEW attributions AS
SELECT
  a.position, a.id AS article_id,
  r.value ->> '$.id' AS id,
  r.value ->> '$.source.text' AS source,
  r.value ->> '$.source.actor_id' AS actor_id,
  r.value ->> '$.source_type' AS source_type,
  r.value ->> '$.cue.quote' AS cue,
  r.value ->> '$.content.quote' AS content,
  r.value ->> '$.stance' AS stance,
  r.value ->> '$.directness' AS directness,
  r.value -> '$.hedges' AS hedges,
  r.value ->> '$.author_stance' AS author_stance,
  r.value ->> '$.factuality' AS factuality,
  r.value ->> '$.date.start' AS date_start,
  r.value ->> '$.date.end' AS date_end,
  r.value -> '$.refs' AS refs,
  r.value ->> '$.cue.start' AS cue_start,
  r.value ->> '$.cue.end' AS cue_end,
  r.value ->> '$.content.start' AS content_start,
  r.value ->> '$.content.end' AS content_end,
  r.value ->> '$.content.match' AS content_match
FROM run_articles a, json_each(a.summary, '$.attributions') r
WHERE a.state = 'done';

DROP VIEW IF EXISTS weapons;
CREATE VIEW weapons AS
SELECT
  a.position, a.id AS article_id,
  r.value ->> '$.id' AS id,
  r.value ->> '$.name_in_text.quote' AS name,
  r.value ->> '$.model' AS model,
  r.value ->> '$.calibre' AS calibre,
  r.value ->> '$.category' AS category,
  r.value ->> '$.launch_method' AS launch_method,
  r.value ->> '$.action' AS action,
  r.value ->> '$.claim_status' AS claim_status,
  r.value -> '$.claimed_by' AS claimed_by,
  r.value -> '$.denied_by' AS denied_by,
  r.value -> '$.user_actor_ids' AS user_actor_ids,
  r.value -> '$.event_ids' AS event_ids,
  r.value ->> '$.quantity.text' AS quantity_text,
  r.value ->> '$.quantity.best' AS quantity_best,
  r.value -> '$.treaties_derived' AS treaties_derived,
  r.value ->> '$.name_in_text.start' AS name_start,
  r.value ->> '$.name_in_text.end' AS name_end,
  r.value ->> '$.name_in_text.match' AS name_match
FROM run_articles a, json_each(a.summary, '$.weapons') r
WHERE a.state = 'done';
