/**
 * What the console knows of the public API: the shapes of its documents and of its calls, in the form that
 * openapi-typescript writes. `test/api.test.ts` holds it against the engine's openapi.json.
 * Amounts are decimal strings and stay strings: a JavaScript number cannot hold every one of them.
 */

export const STATES = [
  'pending', 'held', 'queued', 'locked', 'sending', 'sent', 'in_doubt', 'in_review', 'settled', 'failed', 'cancelled', 'reversed',
] as const;
export type State = (typeof STATES)[number];

export const CHECKPOINTS = [
  'validation_complete', 'funds_locked', 'transfer_initiated', 'transfer_confirmed', 'settlement_finalized',
] as const;
export type Checkpoint = (typeof CHECKPOINTS)[number];

export type Permission = 'read' | 'pay' | 'operate' | 'treasury' | 'approve' | 'administer';

/** Who is signed in, by whose key. Four eyes are two persons. */
export interface Session { person: string; role: string; tenant: number; permissions: Permission[] }

export interface Creditor { name?: string | null; account?: string | null; bank?: string | null; country?: string | null }

export interface LogEntry {
  seq: number;
  /** Null: it did not exist. The same as `to`: only knowledge changed. */
  from: State | null;
  to: State;
  at: string;
  by: string | null;
  cause: string | null;
  /** Those that this step passed. */
  checkpoints: Checkpoint[];
  evidence?: unknown;
}

/** A decision that one person proposed and another has to approve. Not `current`: something became known since, and it is void. */
export interface Review { decision: string; reason: string; proposed_by: string; proposed_at: string; current: boolean }

export interface Settlement {
  id: string;
  state: State;
  amount: string;
  currency: string;
  rail: string | null;
  end_to_end_id: string | null;
  attempts: number;
  version: number;
  created_at: string;
  created_by?: string | null;
  updated_at: string;
  kind?: string | null;
  debtor_account?: string | null;
  creditor?: Creditor | null;
  creditor_account?: string | null;
  connection?: string | null;
  priority?: string | null;
  requested_date?: string | null;
  purpose?: string | null;
  reference?: string | null;
  from_bank?: string | null;
  to_bank?: string | null;
  obligation_id?: string | null;
  returned_amount?: string | null;
  reverses?: string | null;
  cause?: string | null;
  due_at?: string | null;
  metadata?: Record<string, unknown> | null;
  review?: Review | null;
  log?: LogEntry[];
}

export interface NewSettlement {
  debtor_account: string;
  creditor?: { name: string; account: string; bank?: string; country?: string };
  creditor_account?: string;
  amount: string;
  currency: string;
  rail?: string;
  priority?: string;
  requested_date?: string;
  purpose?: string;
  reference?: string;
}

export interface FieldError { field: string; code: string; message: string }

/** The answer of a dry run: every error at once. */
export interface Verdict { valid: boolean; errors: FieldError[] }

export interface Stats {
  /** Unfinished ones all, ended ones of those created since `since`. */
  states: Partial<Record<State, number>>;
  unfinished: number;
  /** In doubt or in review for more than 10 minutes. */
  stuck: number;
  average_settlement_seconds: number | null;
  since: string;
  at: string;
}

export const KINDS = [
  'nostro', 'vostro', 'participant', 'settlement_pending', 'fee', 'suspense', 'difference', 'receivable', 'custody',
] as const;
export type Kind = (typeof KINDS)[number];

export interface Account {
  id: string;
  code: string;
  kind: Kind;
  bank: string | null;
  number?: string | null;
  owner?: string | null;
  currency: string;
  posted: string;
  held: string;
  limit: string | null;
  available: string;
  active: boolean;
  /** A limit that waits for a second person. */
  proposed_limit?: { limit: string; proposed_by: string; proposed_at: string } | null;
}

export interface StatementLine {
  position: string;
  /** What it was booked for; a settlement's id for the kinds that settlements book. */
  event: string;
  kind: string;
  at: string;
  side: 'debit' | 'credit';
  amount: string;
  balance: string;
  other: string;
  other_code: string;
}

/** Bookings in their order, with the balance before the first and after the last of the page. */
export interface Statement { opening: string; closing: string; items: StatementLine[]; next_cursor: string | null }

export interface Invariant {
  name: string;
  holds: boolean;
  what: string;
  figures: Record<string, unknown>;
  breaches: string[];
}
export interface BooksAudit { sound: boolean; checked_at: string; took_ms: number; invariants: Invariant[] }

export type Scope = 'all' | 'rail' | 'connection' | 'tenant';

/** What is switched off; `name` is the rail's, the connection's or the tenant's, empty for all. */
export interface Pause { scope: Scope; name: string; since: string; by: string; reason: string }
export interface Sending { sending: boolean; pauses: Pause[] }

export interface Health { status: 'up' | 'down'; ready: boolean; checks: Record<string, { status: 'up' | 'down'; problem?: string | null }> }

export interface Page<T> { items: T[]; next_cursor: string | null }

/** RFC 9457, with a stable code, and the fields at fault where there are any. */
export interface ProblemBody {
  type?: string;
  title?: string;
  status?: number;
  detail?: string;
  code?: string;
  field?: string;
  errors?: FieldError[];
}

type Answers<Status extends number, T> = { [S in Status]: { content: { 'application/json': T } } } & {
  default: { content: { 'application/problem+json': ProblemBody } };
};
interface One<T> { parameters: { query?: never; path: { id: string } }; responses: Answers<200, T> }
interface Change<T, Body> {
  parameters: { query?: never; path: { id: string } };
  requestBody: { content: { 'application/json': Body } };
  responses: Answers<200 | 202, T>;
}
interface Query<T, Q> { parameters: { query?: Q; path?: never }; responses: Answers<200, T> }
interface Plain<T, Status extends number = 200> { parameters: { query?: never; path?: never }; responses: Answers<Status, T> }
interface Send<T, Body, Status extends number = 200> {
  parameters: { query?: never; path?: never };
  requestBody: { content: { 'application/json': Body } };
  responses: Answers<Status, T>;
}
interface Act<T> { parameters: { query?: never; path: { id: string } }; responses: Answers<200 | 201 | 202, T> }

export interface SettlementQuery {
  state?: string; currency?: string; rail?: string; reference?: string; from?: string; to?: string;
  limit?: number; cursor?: string;
}
interface PageQuery { kind?: string; limit?: number; cursor?: string }
interface SpanQuery { from?: string; to?: string; limit?: number; cursor?: string }

export interface paths {
  '/health': { get: Plain<Health> };
  '/v1/session': { get: Plain<Session>; post: Send<Session, { key: string }, 201>; delete: Plain<undefined, 204> };
  '/v1/settlements': { get: Query<Page<Settlement>, SettlementQuery>; post: Send<Settlement, NewSettlement, 201> };
  '/v1/settlements/stats': { get: Plain<Stats> };
  '/v1/settlements/validate': { post: Send<Verdict, NewSettlement> };
  '/v1/settlements/{id}': { get: One<Settlement> };
  '/v1/settlements/{id}/retry': { post: Act<Settlement> };
  '/v1/settlements/{id}/cancel': { post: Act<Settlement> };
  '/v1/settlements/{id}/reverse': { post: Act<Settlement> };
  '/v1/settlements/{id}/process': { post: Act<Settlement> };
  '/v1/settlements/{id}/lookup': { post: Act<Settlement> };
  '/v1/settlements/{id}/approve': { post: Change<Settlement, { decision: string }> };
  '/v1/settlements/{id}/review': { post: Change<Settlement, { decision: string; reason: string }> };
  '/v1/accounts': { get: Query<Page<Account>, PageQuery> };
  '/v1/accounts/{id}': {
    get: One<Account>;
    patch: Change<Account, { active?: boolean; limit?: string }>;
  };
  '/v1/accounts/{id}/limit/approve': { post: Change<Account, { limit: string }> };
  '/v1/accounts/{id}/statement': {
    get: { parameters: { query?: SpanQuery; path: { id: string } }; responses: Answers<200, Statement> };
  };
  '/v1/audit/books': { get: Plain<BooksAudit> };
  '/v1/sending': {
    get: Plain<Sending>;
    put: Send<Sending, { scope: Scope; name?: string; paused: boolean; reason: string }>;
  };
}
