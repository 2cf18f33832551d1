-- The bank's books. Run at every start: it creates what is missing and changes nothing that is there.

-- Balances are the bank's debts to its clients: a client's balance is positive, the clearing account of its currency,
-- where money enters and leaves the bank, mirrors it. All balances of a currency add up to zero.
CREATE TABLE IF NOT EXISTS account (
  number    text    PRIMARY KEY,
  client    text    NOT NULL,
  currency  text    NOT NULL,
  balance   numeric NOT NULL,
  overdraft numeric,                      -- how far the balance may go below zero; null: without limit (the bank's own)
  CONSTRAINT within_overdraft CHECK (balance >= -overdraft)
) WITH (fillfactor = 50);                 -- balances change in every batch: keep those updates on their page

-- Every order the bank ever saw, one row per id, also those that it turned away.
CREATE TABLE IF NOT EXISTS payment (
  client           text        NOT NULL,
  end_to_end_id    text        NOT NULL,
  seq              bigint      NOT NULL UNIQUE,
  account          text,                  -- these are null where an id was blocked before its order arrived
  amount           numeric,
  currency         text,
  creditor_name    text,
  creditor_account text,
  creditor_bank    text,
  creditor_country text,
  purpose          text,
  remittance       text,
  valid_until      timestamptz,
  requests         int         NOT NULL,
  status           text        NOT NULL CHECK (status IN ('turned_away', 'blocked', 'accepted', 'settled', 'rejected', 'cancelled')),
  reference        text        NOT NULL,
  executions       int         NOT NULL,
  executed_amount  numeric,               -- of the latest execution
  charges          numeric,
  returned         numeric,
  settled_at       timestamptz,
  reason_code      text,
  reason_text      text,
  reason_permanent boolean     NOT NULL,
  blocked          boolean     NOT NULL,  -- never to be executed from now on
  received_at      timestamptz NOT NULL,
  visible_at       timestamptz NOT NULL,  -- look-ups know nothing of it before
  later            text,                  -- what the bank will do with it at due_at
  due_at           timestamptz,
  later_amount     numeric,
  later_reason     text,
  PRIMARY KEY (end_to_end_id, client),
  CONSTRAINT later_has_its_time CHECK ((later IS NULL) = (due_at IS NULL))
);
CREATE INDEX IF NOT EXISTS payment_due ON payment (due_at) WHERE due_at IS NOT NULL;

-- The journal: one row debits one account and credits another.
CREATE TABLE IF NOT EXISTS booking (
  id             bigint      PRIMARY KEY,
  booked_at      timestamptz NOT NULL,
  kind           text        NOT NULL CHECK (kind IN ('opening', 'payment', 'charge', 'credit', 'return')),
  debit_account  text        NOT NULL,
  credit_account text        NOT NULL,
  amount         numeric     NOT NULL CHECK (amount > 0),
  client         text,
  end_to_end_id  text,
  reference      text,
  debtor_name    text,
  debtor_account text,
  debtor_bank    text,
  debtor_country text,
  reason         text,
  lines          int         NOT NULL,    -- how often the statement shows it: 1, unless a fault made it 0 or 2
  CONSTRAINT two_accounts CHECK (debit_account <> credit_account)
);
CREATE INDEX IF NOT EXISTS booking_order ON booking (end_to_end_id) WHERE end_to_end_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS booking_incoming ON booking (credit_account, id) WHERE kind IN ('credit', 'return');
CREATE INDEX IF NOT EXISTS booking_time ON booking USING brin (booked_at);

CREATE OR REPLACE FUNCTION journal_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
  $$ BEGIN RAISE EXCEPTION 'the journal is only appended to'; END $$;
CREATE OR REPLACE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON booking
  FOR EACH STATEMENT EXECUTE FUNCTION journal_is_append_only();

-- What the admin API set: bank-wide under the client '*'.
CREATE TABLE IF NOT EXISTS mode (
  client text  PRIMARY KEY,
  value  jsonb NOT NULL
);
