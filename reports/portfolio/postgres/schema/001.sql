-- Where each app stands, as its newest published commit says. A day that makes an
-- answer stale is a column, and whether it has come is asked by the views.
-- Every statement may be run again: not every database keeps all of a file or
-- nothing.

CREATE TABLE IF NOT EXISTS clausewalk.app (
  repository   text PRIMARY KEY,          -- github.com/acme/photobook; with :folder where the app is below the top
  team         text NOT NULL DEFAULT '',
  commit       text NOT NULL DEFAULT '',  -- empty only while its first publication is being written
  committed_at timestamptz,
  published_at timestamptz,
  tool         text NOT NULL DEFAULT '',
  words        boolean NOT NULL DEFAULT true, -- false: published with --no-words
  content      text NOT NULL DEFAULT ''   -- digest of the app's rows
);

CREATE TABLE IF NOT EXISTS clausewalk.audit (
  repository      text NOT NULL REFERENCES clausewalk.app ON DELETE CASCADE,
  audit           text NOT NULL,
  commit          text NOT NULL,
  latest          boolean NOT NULL,       -- the app's newest audit, which the views tell of
  began           text NOT NULL,          -- id of the audit's first entry, the same in every clone
  app             text NOT NULL,
  release         text NOT NULL,
  policies        jsonb NOT NULL,
  journal         text NOT NULL,          -- digest of all that was ever entered
  judged_at       timestamptz NOT NULL,   -- the moment that state and counts tell of
  changed_at      timestamptz,            -- the last entry
  assessed        boolean NOT NULL,
  state           text NOT NULL,          -- other-rules, not-assessed, open, gaps, not-supported, complete
  holds           boolean NOT NULL,       -- the gate does
  faults          jsonb NOT NULL,         -- sorts of what keeps the gate from holding beside clauses
  clauses         int NOT NULL,           -- in scope
  answered        int NOT NULL,
  met             int NOT NULL,
  acknowledged    int NOT NULL,
  met_unsupported int NOT NULL,
  partly          int NOT NULL,
  not_met         int NOT NULL,
  not_applicable  int NOT NULL,
  cannot_tell     int NOT NULL,
  stale           int NOT NULL,
  in_conflict     int NOT NULL,
  unanswered      int NOT NULL,
  out_of_scope    int NOT NULL,
  no_reason       int NOT NULL,
  gaps            int NOT NULL,
  blockers        int NOT NULL,
  overdue         int NOT NULL,
  PRIMARY KEY (repository, audit)
);
CREATE INDEX IF NOT EXISTS audit_began ON clausewalk.audit (began);

CREATE TABLE IF NOT EXISTS clausewalk.clause (
  repository text NOT NULL,
  audit      text NOT NULL,
  place      int NOT NULL,                -- in the order of the policies
  policy     text NOT NULL,
  clause     text NOT NULL,
  title      text NOT NULL,
  state      text NOT NULL,               -- as in the JSON report, when the audit was judged
  verdict    text NOT NULL,
  stale_from timestamptz,                 -- the moment from which the answer is stale, null where no day does that
  no_reason  boolean NOT NULL,
  latest     boolean NOT NULL,            -- as in audit
  PRIMARY KEY (repository, audit, place),
  FOREIGN KEY (repository, audit) REFERENCES clausewalk.audit ON DELETE CASCADE
);
-- Both hold all that the views count, so that the rows themselves are not read.
CREATE INDEX IF NOT EXISTS clause_name ON clausewalk.clause (policy, clause) INCLUDE (latest, state, stale_from, repository, audit);
CREATE INDEX IF NOT EXISTS clause_stale_from ON clausewalk.clause (stale_from) INCLUDE (repository, audit, state, latest) WHERE latest;

CREATE TABLE IF NOT EXISTS clausewalk.gap (
  repository text NOT NULL,
  audit      text NOT NULL,
  place      int NOT NULL,                -- the worst first
  policy     text NOT NULL,
  clause     text NOT NULL,
  title      text NOT NULL,
  state      text NOT NULL,               -- partly, not-met, or stale
  verdict    text NOT NULL,
  stale_from timestamptz,
  severity   text NOT NULL,               -- blocker, major, minor
  owner      text NOT NULL,
  due        date,
  fix        text NOT NULL,
  reason     text NOT NULL,
  latest     boolean NOT NULL,
  PRIMARY KEY (repository, audit, place),
  FOREIGN KEY (repository, audit) REFERENCES clausewalk.audit ON DELETE CASCADE
);
CREATE INDEX IF NOT EXISTS gap_due ON clausewalk.gap (due) WHERE latest;
CREATE INDEX IF NOT EXISTS gap_stale_from ON clausewalk.gap (stale_from) WHERE latest;

CREATE TABLE IF NOT EXISTS clausewalk.decision (
  repository text NOT NULL,
  audit      text NOT NULL,
  id         text NOT NULL,
  result     text NOT NULL,               -- approved, rejected, changes
  decided_on date,         
  release    text NOT NULL,
  permission text NOT NULL,
  words      text NOT NULL,               -- the platform's own
  clauses    jsonb NOT NULL,              -- none for the whole submission
  PRIMARY KEY (repository, audit, id),
  FOREIGN KEY (repository, audit) REFERENCES clausewalk.audit ON DELETE CASCADE
);

CREATE TABLE IF NOT EXISTS clausewalk.sign_off (
  repository text NOT NULL,
  audit      text NOT NULL,
  id         text NOT NULL,
  name       text NOT NULL,
  role       text NOT NULL,
  signed_at  timestamptz,
  state      text NOT NULL,               -- what was signed, in words
  changes    int NOT NULL,                -- since then
  PRIMARY KEY (repository, audit, id),
  FOREIGN KEY (repository, audit) REFERENCES clausewalk.audit ON DELETE CASCADE
);

-- One row for each day on which something new was published of an app's newest
-- audit; it tells of the days up to the next one. It stays when the audit goes.
CREATE TABLE IF NOT EXISTS clausewalk.daily (
  repository text NOT NULL REFERENCES clausewalk.app ON DELETE CASCADE,
  day        date NOT NULL,
  until      date,                        -- the first day of the next row, null for the last one
  audit      text NOT NULL,
  commit     text NOT NULL,
  state      text NOT NULL,
  clauses    int NOT NULL,
  answered   int NOT NULL,
  gaps       int NOT NULL,
  blockers   int NOT NULL,
  stale      int NOT NULL,
  PRIMARY KEY (repository, day)
);

-- The repositories that ought to publish: clausewalk publish --expect FILE.
CREATE TABLE IF NOT EXISTS clausewalk.expected (
  repository text PRIMARY KEY,
  team       text NOT NULL DEFAULT ''
);
