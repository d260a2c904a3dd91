-- What dashboards ask. Days are those of UTC. Where every row has its match, LEFT
-- JOIN lets a database leave out a table that a question wants nothing of.

-- Each app's state today, by its newest audit.
CREATE OR REPLACE VIEW clausewalk.app_today AS
SELECT
  a.repository, p.team, a.app, a.release, a.audit, a.commit, p.committed_at, p.published_at, a.changed_at,
  CASE WHEN a.state <> 'other-rules' AND s.stale > 0 THEN 'open' ELSE a.state END AS state,
  a.holds AND s.stale IS NULL AS holds,
  a.clauses,
  a.answered - coalesce(s.stale, 0) AS answered,
  a.unanswered,
  a.in_conflict,
  a.stale + coalesce(s.stale, 0) AS stale,
  a.met + a.acknowledged - coalesce(s.met, 0) AS met,
  a.met_unsupported - coalesce(s.met_unsupported, 0) AS met_unsupported,
  a.gaps - coalesce(g.stale, 0) AS gaps,
  a.blockers - coalesce(g.stale_blockers, 0) AS blockers,
  coalesce(g.overdue, 0) AS overdue
FROM clausewalk.audit a
JOIN clausewalk.app p ON p.repository = a.repository
LEFT JOIN (
  SELECT repository, audit,
    count(*) AS stale,
    count(*) FILTER (WHERE state IN ('met', 'acknowledged')) AS met,
    count(*) FILTER (WHERE state = 'met-unsupported') AS met_unsupported
  FROM clausewalk.clause
  WHERE latest AND stale_from <= now()
  GROUP BY repository, audit
) s ON s.repository = a.repository AND s.audit = a.audit
LEFT JOIN (
  SELECT repository, audit,
    count(*) FILTER (WHERE stale_from <= now()) AS stale,
    count(*) FILTER (WHERE stale_from <= now() AND severity = 'blocker') AS stale_blockers,
    count(*) FILTER (WHERE due < (now() AT TIME ZONE 'UTC')::date AND (stale_from IS NULL OR stale_from > now())) AS overdue
  FROM clausewalk.gap
  WHERE latest AND state <> 'stale' AND (stale_from <= now() OR due < (now() AT TIME ZONE 'UTC')::date)
  GROUP BY repository, audit
) g ON g.repository = a.repository AND g.audit = a.audit
WHERE a.latest;

-- Every clause of every app's newest audit, as it is today.
CREATE OR REPLACE VIEW clausewalk.clause_today AS
SELECT
  c.repository, p.team, a.app, a.release, c.audit, c.policy, c.clause, c.title,
  CASE WHEN c.stale_from <= now() THEN 'stale' ELSE c.state END AS state,
  c.verdict, c.stale_from
FROM clausewalk.clause c
LEFT JOIN clausewalk.audit a ON a.repository = c.repository AND a.audit = c.audit
LEFT JOIN clausewalk.app p ON p.repository = c.repository
WHERE c.latest;

-- Every gap of every app's newest audit. Of one that is stale nobody knows
-- whether it is still there.
CREATE OR REPLACE VIEW clausewalk.gap_today AS
SELECT
  g.repository, p.team, a.app, a.release, g.audit, g.policy, g.clause, g.title, g.verdict, g.severity, g.owner, g.due, g.fix, g.reason,
  g.state = 'stale' OR coalesce(g.stale_from <= now(), false) AS stale,
  coalesce(g.due < (now() AT TIME ZONE 'UTC')::date, false) AS overdue
FROM clausewalk.gap g
LEFT JOIN clausewalk.audit a ON a.repository = g.repository AND a.audit = g.audit
LEFT JOIN clausewalk.app p ON p.repository = g.repository
WHERE g.latest;

-- The answers that hold today and do not in 30 days.
CREATE OR REPLACE VIEW clausewalk.stale_soon AS
SELECT c.repository, p.team, a.app, a.release, c.audit, c.policy, c.clause, c.title, c.state, c.stale_from
FROM clausewalk.clause c
LEFT JOIN clausewalk.audit a ON a.repository = c.repository AND a.audit = c.audit
LEFT JOIN clausewalk.app p ON p.repository = c.repository
WHERE c.latest AND c.stale_from > now() AND c.stale_from <= now() + interval '30 days';

-- All apps together at the end of each week, Monday to Sunday, in which something
-- was published. An app counts as it was last published by then.
CREATE OR REPLACE VIEW clausewalk.week AS
SELECT date_trunc('week', day::timestamp)::date AS week,
  sum(sum(apps)) OVER w AS apps,
  sum(sum(complete)) OVER w AS complete,
  sum(sum(clauses)) OVER w AS clauses,
  sum(sum(answered)) OVER w AS answered,
  sum(sum(gaps)) OVER w AS gaps,
  sum(sum(blockers)) OVER w AS blockers,
  sum(sum(stale)) OVER w AS stale
FROM (
  -- What begins to count on a day, and what ends to.
  SELECT day, count(*) AS apps, count(*) FILTER (WHERE state = 'complete') AS complete,
    sum(clauses) AS clauses, sum(answered) AS answered, sum(gaps) AS gaps, sum(blockers) AS blockers, sum(stale) AS stale
  FROM clausewalk.daily GROUP BY day
  UNION ALL
  SELECT until, -count(*), -count(*) FILTER (WHERE state = 'complete'), -sum(clauses), -sum(answered), -sum(gaps), -sum(blockers), -sum(stale)
  FROM clausewalk.daily WHERE until IS NOT NULL GROUP BY until
) change
GROUP BY date_trunc('week', day::timestamp)
WINDOW w AS (ORDER BY date_trunc('week', day::timestamp));

-- Repositories that ought to publish and never have.
CREATE OR REPLACE VIEW clausewalk.never_published AS
SELECT e.repository, e.team
FROM clausewalk.expected e
LEFT JOIN clausewalk.app p ON lower(p.repository) = lower(e.repository)
WHERE p.repository IS NULL;
