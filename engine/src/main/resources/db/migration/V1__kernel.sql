-- The kernel's tables, one schema a room. Two roles exist before this runs (finality.database creates or checks them):
-- finality_pipeline writes the hot path and bypasses row-level security (COPY FROM is refused under it);
-- finality_api serves reads and small writes and sees one tenant at a time: set_config('finality.tenant', id, true).
-- Neither owns a table. History is INSERT and SELECT only, for both.

CREATE SCHEMA access;
CREATE SCHEMA idempotency;
CREATE SCHEMA audit;
CREATE SCHEMA ledger;
CREATE SCHEMA settlement;

-- ── access ──────────────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE access.tenant (
  id         int PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  code       text NOT NULL UNIQUE CHECK (code ~ '^[a-z0-9-]{2,40}$'),
  name       text NOT NULL,
  test       boolean NOT NULL,              -- its money is play money; a mark for people: connections are not told apart by it yet
  active     boolean NOT NULL DEFAULT true,
  house      boolean NOT NULL DEFAULT false,   -- its people run the house: only they stop and start what is everybody's
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE access.api_key (
  id         uuid PRIMARY KEY DEFAULT uuidv7(),
  tenant     int NOT NULL REFERENCES access.tenant,
  hash       bytea NOT NULL UNIQUE,         -- HMAC-SHA-256 under the engine's pepper; the key itself is shown once and not stored
  prefix     text NOT NULL,                 -- first characters, to recognise a key in a list
  person     text NOT NULL,                 -- who acts with it: four eyes are two persons, not two keys
  role       text NOT NULL CHECK (role IN ('viewer', 'operator', 'treasurer', 'approver', 'admin')),
  created_at timestamptz NOT NULL DEFAULT now(),
  revoked_at timestamptz
);

CREATE TABLE access.session (               -- a browser's, made from a pasted key
  hash       bytea PRIMARY KEY,
  api_key    uuid NOT NULL REFERENCES access.api_key,
  expires_at timestamptz NOT NULL
);

CREATE TABLE access.pepper (                -- an engine that hashes keys with another secret refuses to start, instead of refusing every key
  one   boolean PRIMARY KEY DEFAULT true CHECK (one),
  proof bytea NOT NULL                      -- a known word under the pepper
);

-- ── idempotency: calls that create nothing durable of their own (the key of a settlement stays in its instruction, for ever) ──
CREATE TABLE idempotency.answer (
  tenant      int NOT NULL,
  key         uuid NOT NULL,                -- 128-bit hash of the client's key
  fingerprint uuid NOT NULL,                -- of method, path and canonical body
  status      smallint,                     -- null: still running
  body        text,
  created_at  timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant, key)
);
CREATE INDEX ON idempotency.answer (created_at);

-- ── audit: what people did ──────────────────────────────────────────────────────────────────────────────
CREATE TABLE audit.action (
  id      uuid PRIMARY KEY DEFAULT uuidv7(),
  tenant  int NOT NULL,
  at      timestamptz NOT NULL DEFAULT now(),
  person  text NOT NULL,
  action  text NOT NULL,
  subject text NOT NULL,
  detail  jsonb
);
CREATE INDEX ON audit.action (tenant, id);

-- Columns of tables that grow with every settlement stand by width, widest first: alignment would cost up to 16 bytes a row.

-- ── ledger ──────────────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE ledger.account (
  id         bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  uid        uuid NOT NULL UNIQUE DEFAULT uuidv7(),
  tenant     int NOT NULL REFERENCES access.tenant,
  code       text NOT NULL CHECK (length(code) BETWEEN 1 AND 120),   -- a client's at most 80: house accounts carry names of others in theirs
  kind       text NOT NULL CHECK (kind IN ('nostro', 'vostro', 'participant', 'settlement_pending', 'fee', 'suspense', 'difference', 'receivable', 'custody')),
  asset      text NOT NULL,
  scale      smallint NOT NULL CHECK (scale BETWEEN 0 AND 18),
  bank       text,                          -- nostro: where it is; vostro: whose it is
  number     text,                          -- the account's number at that bank, or on its owner's papers
  owner      text,
  active     boolean NOT NULL DEFAULT true,
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (tenant, code),
  CHECK (kind NOT IN ('nostro', 'vostro') OR bank IS NOT NULL),
  CHECK (kind <> 'nostro' OR number IS NOT NULL)
);
CREATE UNIQUE INDEX account_once_per_bank ON ledger.account (tenant, kind, bank, asset, number) WHERE kind IN ('nostro', 'vostro');
CREATE INDEX account_inactive ON ledger.account (id) WHERE NOT active;               -- these two are read by every node several times a second
CREATE INDEX account_receivable ON ledger.account (id) WHERE kind = 'receivable';

-- One row an account, updated once a batch; fillfactor 50 keeps those updates HOT: no index is touched by a booking.
-- posted is on the account's normal side (nostro, receivable, custody: debit; the rest: credit).
CREATE TABLE ledger.balance (
  account   bigint PRIMARY KEY,
  tenant    int NOT NULL,
  posted    numeric NOT NULL DEFAULT 0,
  held      numeric NOT NULL DEFAULT 0 CHECK (held >= 0),   -- promised and not to be spent: whoever holds has the row that says for what, and an invariant that compares them
  overdraft numeric NOT NULL DEFAULT 0 CHECK (overdraft >= 0 AND overdraft < 'Infinity'),   -- how far below zero it may go: the API's "limit"
  bounded   boolean NOT NULL,               -- false: receivable, suspense, difference, fee take what facts bring
  debit_normal boolean NOT NULL,            -- grows by debits; beside the figures, so that a booking reads one row an account
  CONSTRAINT available_not_negative CHECK (NOT bounded OR posted - held + overdraft >= 0)
) WITH (fillfactor = 50);

CREATE SEQUENCE ledger.position INCREMENT 16384;   -- a transaction takes one block under its account locks: positions follow commit order per account

CREATE TABLE ledger.transfer (              -- one row debits one account and credits another: an unbalanced booking cannot be written down
  position bigint NOT NULL,
  debit    bigint NOT NULL,
  credit   bigint NOT NULL,
  at       timestamptz NOT NULL,
  event    uuid NOT NULL,                   -- the instruction or incoming credit it belongs to
  tenant   int NOT NULL,
  kind     smallint NOT NULL,               -- finality.ledger.TransferKind
  amount   numeric NOT NULL CHECK (amount > 0 AND amount < 'Infinity'),
  CHECK (debit <> credit)
);
CREATE INDEX transfer_debit ON ledger.transfer (debit, position);
CREATE INDEX transfer_credit ON ledger.transfer (credit, position);
CREATE INDEX transfer_position ON ledger.transfer USING brin (position) WITH (autosummarize = on);   -- costs an insert nothing; the audit reads from a position on

-- What the ledger shows to the invariants of other rooms: its tables are its own.
CREATE VIEW ledger.standing WITH (security_invoker = true) AS
  SELECT a.id AS account, a.uid, a.tenant, a.code, a.kind, a.asset, a.scale, a.bank, b.posted, b.held, b.overdraft
    FROM ledger.account a JOIN ledger.balance b ON b.account = a.id;


-- Up to where the books were proven: the audit adds what came after. No transaction can still write at or below the position.
CREATE TABLE ledger.closing (
  one       boolean PRIMARY KEY DEFAULT true CHECK (one),
  position  bigint NOT NULL,                -- of the balances
  events    bigint NOT NULL DEFAULT -1,     -- of what each payment moved: behind while very much is being booked
  transfers bigint NOT NULL,                -- how many there are up to it
  at        timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE ledger.closed_balance (        -- by the transfers up to there, debits minus credits
  account   bigint PRIMARY KEY,
  tenant    int NOT NULL,
  debits    numeric NOT NULL
) WITH (fillfactor = 50);
CREATE TABLE ledger.closed_event (          -- what was under way there: taken and not yet arrived
  event     uuid PRIMARY KEY,
  tenant    int NOT NULL,
  taken     numeric NOT NULL,
  arrived   numeric NOT NULL
);
CREATE TABLE ledger.books_check (           -- the last audit, for the metrics of every node
  one       boolean PRIMARY KEY DEFAULT true CHECK (one),
  at        timestamptz NOT NULL,
  whole_at  timestamptz NOT NULL,           -- the last one that looked at every payment too
  took_ms   bigint NOT NULL,
  breaches  jsonb NOT NULL                  -- invariant -> number of breaches listed
);

-- What payments moved, for the invariants of other rooms: what was under way at a closing and the transfers after it, up to another
-- position; from -1 on: all. took: 1 from the debtor, -1 back to him; brought: 1 to where it was paid to, -1 from there. A plain row a
-- transfer, so that whoever asks counts in one pass. kind is TransferKind's. closed: it was under way at the closing, so that it is known what stood before.
CREATE FUNCTION ledger.moves(since bigint, until bigint DEFAULT 9223372036854775807) RETURNS TABLE (event uuid, tenant int, amount numeric, took int, brought int, at timestamptz, closed boolean)
  LANGUAGE sql STABLE AS $$
  SELECT t.event, t.tenant, t.amount, CASE WHEN t.kind IN (1, 4, 7) THEN 1 WHEN t.kind = 3 THEN -1 ELSE 0 END,
         CASE WHEN t.kind IN (2, 4, 7) THEN 1 WHEN t.kind = 3 AND (SELECT a.kind FROM ledger.account a WHERE a.id = t.debit) <> 'settlement_pending' THEN -1 ELSE 0 END, t.at, false
    FROM ledger.transfer t WHERE t.position > since AND t.position <= until AND t.kind IN (1, 2, 3, 4, 7)
   UNION ALL
  SELECT c.event, c.tenant, c.taken, 1, 0, NULL, true FROM ledger.closed_event c WHERE since >= 0 AND c.taken <> 0
   UNION ALL
  SELECT c.event, c.tenant, c.arrived, 0, 1, NULL, true FROM ledger.closed_event c WHERE since >= 0 AND c.arrived <> 0
$$;

-- The same in sums, a row an event. first_at: the first booking since.
CREATE FUNCTION ledger.moved(since bigint, until bigint DEFAULT 9223372036854775807) RETURNS TABLE (event uuid, tenant int, taken numeric, arrived numeric, known boolean, first_at timestamptz)
  LANGUAGE sql STABLE AS $$
  SELECT m.event, m.tenant, sum(m.amount * m.took), sum(m.amount * m.brought), bool_or(m.closed), min(m.at) FROM ledger.moves(since, until) m GROUP BY m.event, m.tenant
$$;

CREATE TABLE ledger.limit_change (          -- four eyes: proposed by one, in effect when another approves
  id          uuid PRIMARY KEY DEFAULT uuidv7(),
  tenant      int NOT NULL,
  account     bigint NOT NULL,
  overdraft   numeric NOT NULL CHECK (overdraft >= 0 AND overdraft < 'Infinity'),
  proposed_by text NOT NULL,
  proposed_at timestamptz NOT NULL,
  closed_by   text,                         -- who approved it, or whose later proposal took its place
  closed_at   timestamptz,
  approved    boolean NOT NULL DEFAULT false,
  CHECK (NOT approved OR closed_by <> proposed_by),
  CHECK ((closed_by IS NULL) = (closed_at IS NULL) AND (closed_by IS NOT NULL OR NOT approved))
);
CREATE UNIQUE INDEX limit_change_open ON ledger.limit_change (account) WHERE closed_by IS NULL;

-- ── settlement ──────────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE settlement.instruction (       -- what was asked; never changed
  id             uuid NOT NULL,             -- UUIDv7
  key            uuid NOT NULL,             -- 128-bit hash of the client's idempotency key: stays for ever
  fingerprint    uuid NOT NULL,             -- of method, path and canonical body
  debtor         bigint NOT NULL,           -- the account that pays
  transit        bigint,                    -- settlement_pending of the rail; null for book transfers
  destination    bigint NOT NULL,           -- credited in the end: the nostro the bank pays from; of a book transfer, the account that receives
  created_at     timestamptz NOT NULL,
  tenant         int NOT NULL,
  kind           smallint NOT NULL,         -- finality.settlement.Kind
  priority       smallint NOT NULL,
  requested_date date,
  max_attempts   smallint,
  connection     text NOT NULL,             -- 'book' for book transfers
  amount         numeric NOT NULL CHECK (amount > 0 AND amount < 'Infinity'),
  asset          text NOT NULL,
  creditor_name    text,
  creditor_account text,                    -- null: nobody outside is paid
  creditor_bank    text,
  creditor_country text,
  reference      text,
  purpose        text,
  details        json,                      -- metadata, obligation_id, from_bank, to_bank, what else the client said
  reverses       uuid,                      -- a reversal's original
  created_by     text NOT NULL,
  PRIMARY KEY (tenant, id)
);
CREATE INDEX instruction_reverses ON settlement.instruction (tenant, reverses) WHERE reverses IS NOT NULL;
CREATE UNIQUE INDEX instruction_key ON settlement.instruction (tenant, key);
CREATE INDEX instruction_reference ON settlement.instruction (tenant, reference) WHERE reference IS NOT NULL;

CREATE TABLE settlement.live (              -- exists only while an instruction is unfinished: the work queue stays small whatever the history
  tenant      int NOT NULL,
  id          uuid NOT NULL,
  state       smallint NOT NULL,            -- finality.settlement.State
  version     int NOT NULL,                 -- seq of the last log row
  fence       int NOT NULL,                 -- raised by every claim: sending and funding need the current one, facts do not
  owner       int NOT NULL,                 -- the node that claimed it; 0: none. A node that lives holds an advisory lock on its number
  due         timestamptz NOT NULL,         -- when somebody must look at it next; a claim pushes it to the lease's end
  priority    smallint NOT NULL,
  connection  text NOT NULL,
  funds       smallint NOT NULL,            -- finality.settlement.Funds: where the money is
  held_seq    int NOT NULL DEFAULT 0,       -- seq of the log row that made the open holds
  attempt     smallint NOT NULL,            -- number of intents so far
  series      smallint NOT NULL,            -- end-to-end ids used so far
  id_open     boolean NOT NULL,             -- nothing was concluded of the last of them yet: only such an id may be sent again
  unproven    bigint NOT NULL,              -- bit n-1: attempt n may have been executed, or may still leave
  tries       smallint NOT NULL,            -- sends that provably did not leave, in a row
  budget      smallint NOT NULL,            -- attempts allowed
  intent_at   timestamptz,                  -- first intent of the present series
  valid_until timestamptz,                  -- latest of the present series
  taken       text,                         -- the bank's reference, once it said that it has the order
  returned    numeric NOT NULL DEFAULT 0,
  lookups     smallint NOT NULL DEFAULT 0,
  withdrawing boolean NOT NULL DEFAULT false,  -- a cancel was asked of the rail
  PRIMARY KEY (tenant, id)
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000, vacuum_truncate = off);   -- as many rows leave as come: cleaned often, and never cut under a lock
CREATE INDEX live_to_send ON settlement.live (connection, tenant, priority, due) WHERE state IN (1, 3, 4);
CREATE INDEX live_to_check ON settlement.live (connection, due) WHERE state IN (5, 6, 7);   -- as small as what is under way
CREATE SEQUENCE settlement.node AS int CYCLE;   -- numbers of engine nodes

-- History, checkpoints, intents and ends of an instruction at once: one row per instruction and transaction. Where an instruction
-- stands is said by its last row; live only has what the work on it needs.
CREATE TABLE settlement.log (
  instruction uuid NOT NULL,
  at          timestamptz NOT NULL,
  valid_until timestamptz,                  -- of the intent that this transaction wrote: durable before the first byte leaves; null: it wrote none
  seq         int NOT NULL,                 -- the primary key is the compare-and-set of every state change
  tenant      int NOT NULL,
  state       smallint NOT NULL,            -- the last of path
  attempt     smallint NOT NULL,            -- number of intents so far
  series      smallint NOT NULL,            -- end-to-end ids so far; the id is made of instruction and series
  paid        boolean NOT NULL,             -- this end posted the payment
  id_open     boolean NOT NULL,
  path        bytea NOT NULL,               -- states passed in this transaction, one byte each; the first is where it stood (0: nowhere)
  cause       text NOT NULL,
  by          text NOT NULL,
  reference   text,                         -- the bank's, once it said that it has the order
  returned    numeric NOT NULL DEFAULT 0,   -- of what was paid, so far
  evidence    json,                         -- as it was said: kept and shown, never searched
  PRIMARY KEY (instruction, seq)
);
CREATE UNIQUE INDEX log_paid_once ON settlement.log (tenant, instruction) WHERE paid;
CREATE INDEX log_other_end ON settlement.log (tenant, instruction, seq) WHERE state > 8 AND NOT paid;

CREATE TABLE settlement.incoming (          -- credits a bank told us of, each booked once
  account   bigint NOT NULL,                -- the nostro
  credit_id text NOT NULL,                  -- the bank's id
  tenant    int NOT NULL,
  kind      text NOT NULL,
  event     uuid NOT NULL,
  amount    numeric NOT NULL,
  detail    jsonb NOT NULL,
  at        timestamptz NOT NULL,
  PRIMARY KEY (account, credit_id)
);

CREATE TABLE settlement.incoming_cursor (
  account    bigint PRIMARY KEY,
  cursor     text,
  read_at    timestamptz NOT NULL
);

CREATE TABLE settlement.pause (             -- sending switched off; survives restarts
  tenant   int NOT NULL DEFAULT 0,          -- 0: house-wide
  scope    text NOT NULL CHECK (scope IN ('all', 'rail', 'connection', 'tenant')),
  name     text NOT NULL DEFAULT '',
  since    timestamptz NOT NULL DEFAULT now(),
  by       text NOT NULL,
  reason   text NOT NULL,
  PRIMARY KEY (scope, name)
);

CREATE TABLE settlement.review (            -- four eyes: proposed by one, approved by another
  id          uuid PRIMARY KEY DEFAULT uuidv7(),
  tenant      int NOT NULL,
  instruction uuid NOT NULL,
  version     int NOT NULL,                 -- the state it was judged on: a later fact voids the proposal
  decision    text NOT NULL,
  reason      text NOT NULL,
  proposed_by text NOT NULL,
  replaced    boolean NOT NULL DEFAULT false,   -- it took the place of one that said otherwise: who approves must say which
  proposed_at timestamptz NOT NULL DEFAULT now(),
  approved_by text,
  approved_at timestamptz,
  CHECK (approved_by IS DISTINCT FROM proposed_by)
);
CREATE UNIQUE INDEX review_open ON settlement.review (tenant, instruction) WHERE approved_by IS NULL;
CREATE INDEX review_approved ON settlement.review (tenant, instruction) WHERE approved_by IS NOT NULL;

CREATE TABLE settlement.house (             -- which database this is: a restore or fail-over shows as a difference
  one               boolean PRIMARY KEY DEFAULT true CHECK (one),
  system_identifier bigint NOT NULL,
  timeline          int NOT NULL,
  data_directory    text NOT NULL,          -- where its files are: a copy is somewhere else
  epoch             int NOT NULL DEFAULT 1
);

-- ── what the two roles may do ───────────────────────────────────────────────────────────────────────────
GRANT USAGE ON SCHEMA access, idempotency, audit, ledger, settlement TO finality_api, finality_pipeline;
GRANT SELECT ON ALL TABLES IN SCHEMA access, idempotency, audit, ledger, settlement TO finality_api, finality_pipeline;
GRANT INSERT ON access.tenant, access.api_key, access.session, access.pepper, idempotency.answer, audit.action, ledger.account, ledger.balance, settlement.pause, settlement.review TO finality_api, finality_pipeline;
GRANT UPDATE ON access.api_key, access.tenant, idempotency.answer, settlement.review TO finality_api, finality_pipeline;
GRANT UPDATE (active) ON ledger.account TO finality_api, finality_pipeline;
GRANT UPDATE (overdraft) ON ledger.balance TO finality_api, finality_pipeline;
GRANT DELETE ON access.session, idempotency.answer, settlement.pause TO finality_api, finality_pipeline;
GRANT INSERT, UPDATE (closed_by, closed_at, approved) ON ledger.limit_change TO finality_api;
GRANT INSERT, UPDATE, DELETE ON ledger.closing, ledger.closed_balance, ledger.closed_event, ledger.books_check TO finality_pipeline;
GRANT INSERT ON ledger.transfer,
  settlement.instruction, settlement.live, settlement.log,
  settlement.incoming, settlement.incoming_cursor, settlement.house TO finality_pipeline;
GRANT UPDATE (since, by, reason) ON settlement.pause TO finality_pipeline;
GRANT UPDATE ON ledger.balance, settlement.live, settlement.incoming_cursor, settlement.house TO finality_pipeline;
GRANT DELETE ON settlement.live TO finality_pipeline;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA access, ledger, settlement TO finality_api, finality_pipeline;
GRANT SELECT ON SEQUENCE ledger.position TO finality_pipeline;   -- to see where it stands, without taking from it

-- ── a tenant sees its own rows: finality_api only; keys and tenants are read before the tenant is known ──
DO $$
DECLARE t regclass;
BEGIN
  FOREACH t IN ARRAY ARRAY['idempotency.answer', 'audit.action', 'ledger.account', 'ledger.balance', 'ledger.transfer', 'ledger.limit_change', 'ledger.closed_balance', 'ledger.closed_event',
      'settlement.instruction', 'settlement.live', 'settlement.log', 'settlement.incoming', 'settlement.review']::regclass[] LOOP
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY own_rows ON %s TO finality_api USING (tenant = current_setting(''finality.tenant'')::int)', t);
  END LOOP;
END $$;

-- History refuses change even to a role that was granted too much.
CREATE FUNCTION audit.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is history: it is appended to, never changed (% refused)', TG_TABLE_SCHEMA || '.' || TG_TABLE_NAME, TG_OP
    USING ERRCODE = 'insufficient_privilege';
END $$;
DO $$
DECLARE t regclass;
BEGIN
  FOREACH t IN ARRAY ARRAY['audit.action', 'ledger.transfer',
      'settlement.instruction', 'settlement.log', 'settlement.incoming']::regclass[] LOOP
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON %s FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change()', t);
  END LOOP;
END $$;

-- ── screening ───────────────────────────────────────────────────────────────────────────────────────────
-- What a party used of its daily limit: a row a day, and only where there is such a limit. Locked after the balances, in key order.
CREATE SCHEMA screening;
CREATE TABLE screening.usage (
  tenant   int NOT NULL,
  party    text COLLATE "C" NOT NULL,       -- the debtor's name in letters and digits alone: all accounts of an owner share its limits
  currency text NOT NULL,
  day      date NOT NULL,                   -- UTC
  amount   numeric NOT NULL CHECK (amount >= 0 AND amount < 'Infinity'),
  PRIMARY KEY (tenant, party, currency, day)
) WITH (fillfactor = 50);                   -- updated once a batch: stays HOT
GRANT USAGE ON SCHEMA screening TO finality_api, finality_pipeline;
GRANT SELECT ON screening.usage TO finality_api, finality_pipeline;
GRANT INSERT, UPDATE (amount) ON screening.usage TO finality_pipeline;
ALTER TABLE screening.usage ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON screening.usage TO finality_api USING (tenant = current_setting('finality.tenant')::int);
