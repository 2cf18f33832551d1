// The public API as the console needs it, over a day of invented payments, in memory: `npm run mock`, then `npm run dev`
// (or `npm run build` and open the mock itself, which serves dist/). Sign in with a role's name as the key: operator,
// approver, viewer, treasurer, admin. PORT (8086); BROKEN=1 breaks the books, PAUSED=1 is the morning after a restore, EMPTY=1 has nothing yet.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { accounts, day, statementOf } from './day.mjs';
import { minor, plain, SCALE } from './sums.mjs';

const dist = fileURLToPath(new URL('../dist', import.meta.url));
const people = { operator: 'Ines Duarte', approver: 'Piotr Wolski', viewer: 'Guest Auditor', treasurer: 'Mei Tanaka', admin: 'Root Admin' };
const settlements = process.env.EMPTY ? [] : day();
const books = process.env.EMPTY ? [] : accounts;
const permissions = { viewer: ['read'], operator: ['read', 'pay', 'operate'], treasurer: ['read', 'pay', 'operate', 'treasury'], approver: ['read', 'pay', 'operate', 'approve'] };
permissions.admin = ['read', 'pay', 'operate', 'treasury', 'approve', 'administer'];
let pauses = process.env.PAUSED ? [
  { scope: 'all', name: '', since: ago(3720), by: 'engine', reason: 'the data was restored from a copy; everything unfinished is looked up first, then a person allows sending' },
  { scope: 'connection', name: 'sandbox-usd', since: ago(900), by: 'Mei Tanaka', reason: 'correspondent announced maintenance until 11:00' },
] : [];
const RAILS = { rail: ['bankapi', 'book'], connection: ['sandbox-eur', 'sandbox-usd', 'sandbox-jpy'] };
const answered = new Map();

function ago(seconds) { return new Date(Date.now() - seconds * 1000).toISOString(); }

class Refusal extends Error {
  constructor(status, code, detail, more = {}) { super(detail); this.status = status; this.body = { title: 'Refused', status, code, detail, ...more }; }
}
const missing = (what) => new Refusal(404, 'not_found', `This ${what} does not exist, or belongs to somebody else.`);

function step(settlement, to, more = {}) {
  const at = new Date().toISOString();
  settlement.log.push({ seq: settlement.log.length + 1, from: settlement.state, to, at, by: 'engine', cause: null, checkpoints: [], evidence: null, ...more });
  Object.assign(settlement, { state: to, updated_at: at, version: settlement.version + 1 });
}

function faults(body) {
  const errors = [];
  const add = (field, code, message) => errors.push({ field, code, message: `${field}: ${message}` });
  const debtor = books.find((account) => account.code === body.debtor_account || account.id === body.debtor_account);
  if (!debtor) add('debtor_account', 'unknown_account', 'there is no such account');
  const scale = SCALE[body.currency];
  if (scale === undefined) add('currency', 'unknown_currency', `${body.currency} is no currency known here; use an ISO 4217 code`);
  else if ((body.amount.split('.')[1] ?? '').length > scale) add('amount', 'too_many_decimals', `${body.currency} has ${scale} decimals; write at most ${scale} digits after the point`);
  else if (debtor && debtor.currency !== body.currency) add('currency', 'currency_mismatch', `${debtor.code} is kept in ${debtor.currency}`);
  else if (debtor && minor(body.amount, scale) > minor(debtor.available, scale)) add('amount', 'insufficient_funds', `only ${debtor.available} ${debtor.currency} are available on ${debtor.code}`);
  if (body.creditor && /^[A-Z]{2}\d{2}/.test(body.creditor.account) && !ibanHolds(body.creditor.account)) add('creditor.account', 'invalid_iban', 'the check digits of this IBAN are wrong; compare it with the invoice');
  if (body.rail && !['bankapi', 'book', 'rest'].includes(body.rail.toLowerCase())) add('rail', 'unknown_rail', `no connection speaks ${body.rail}; leave it empty to have it routed`);
  return errors;
}

function ibanHolds(iban) {
  const digits = (iban.slice(4) + iban.slice(0, 4)).replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
  return BigInt(digits) % 97n === 1n;
}

function create(body, who) {
  const errors = faults(body);
  if (errors.length) throw new Refusal(422, errors[0].code, errors[0].message, { field: errors[0].field, errors });
  const [made] = day({ count: 1, at: Date.now() });
  Object.assign(made, {
    ...body, rail: body.rail?.toLowerCase() ?? null, kind: body.creditor ? 'payout' : 'book', state: 'pending', version: 1, attempts: 0, end_to_end_id: null,
    connection: null, cause: null, review: null,
    log: [{ seq: 1, from: null, to: 'pending', at: made.created_at, by: who.person, cause: 'accepted', checkpoints: [], evidence: null }],
  });
  settlements.unshift(made);
  setTimeout(() => step(made, 'locked', { checkpoints: ['validation_complete', 'funds_locked'], cause: 'funds_locked' }), 1500);
  setTimeout(() => step(made, 'sending', { checkpoints: ['transfer_initiated'], cause: 'intent' }), 3500);
  setTimeout(() => step(made, 'settled', { checkpoints: ['transfer_confirmed', 'settlement_finalized'], cause: 'settled' }), 6000);
  return made;
}

const withoutLog = ({ log, ...rest }) => rest;

function listed(items, query, size = 50) {
  const limit = Number(query.get('limit') ?? size);
  const start = Number(query.get('cursor') ?? 0);
  return { items: items.slice(start, start + limit), next_cursor: start + limit < items.length ? String(start + limit) : null };
}

function matching(query) {
  const is = (name, of) => !query.get(name) || String(of ?? '').toLowerCase() === query.get(name).toLowerCase();
  const found = settlements.filter((s) => is('state', s.state) && is('currency', s.currency) && is('rail', s.rail) && is('reference', s.reference)
    && (!query.get('from') || s.created_at >= query.get('from')) && (!query.get('to') || s.created_at < query.get('to')));
  return found;
}

function stats() {
  const states = {};
  for (const s of settlements) states[s.state] = (states[s.state] ?? 0) + 1;
  const ended = ['settled', 'failed', 'cancelled', 'reversed'];
  return { states, unfinished: settlements.filter((s) => !ended.includes(s.state)).length, stuck: settlements.filter((s) => ['in_doubt', 'in_review'].includes(s.state) && s.updated_at < ago(600)).length,
    average_settlement_seconds: settlements.length ? 1.84 : null, since: ago(86400), at: ago(0) };
}

function act(id, verb, body, who) {
  const s = settlements.find((one) => one.id === id) ?? (() => { throw missing('settlement'); })();
  const only = (...states) => {
    if (!states.includes(s.state)) throw new Refusal(409, 'wrong_state', `The settlement is ${s.state} by now; only what is ${states.join(' or ')} takes this.`);
  };
  switch (verb) {
    case 'retry': only('failed'); step(s, 'pending', { by: who.person, cause: 'retried' }); return [200, s];
    case 'process': only('pending', 'queued', 'locked'); step(s, s.state, { by: who.person, cause: 'made due' }); return [200, s];
    case 'lookup': only('sent', 'in_doubt'); step(s, s.state, { by: who.person, cause: 'look-up asked for' }); return [202, s];
    case 'cancel':
      only('pending', 'held', 'queued', 'locked', 'sending', 'sent', 'in_doubt');
      if (['sending', 'sent', 'in_doubt'].includes(s.state)) { step(s, s.state, { by: who.person, cause: 'cancel asked for' }); return [202, s]; }
      step(s, 'cancelled', { by: who.person, cause: 'withdrawn' }); return [200, s];
    case 'reverse': only('settled'); s.review = { decision: 'reversed', reason: 'reversal asked for', proposed_by: who.person, proposed_at: ago(0), current: true }; return [202, s];
    case 'review': only('held', 'in_review'); s.review = { ...body, proposed_by: who.person, proposed_at: ago(0), current: true }; return [202, s];
    case 'approve': {
      if (!s.review) throw new Refusal(409, 'nothing_proposed', 'Nothing waits for approval; propose a decision first.');
      if (s.review.proposed_by === who.person) throw new Refusal(409, 'same_person', `${who.person} proposed this; another person must approve it.`);
      step(s, s.review.decision, { by: who.person, cause: 'approved', evidence: { proposed_by: s.review.proposed_by, reason: s.review.reason } });
      s.review = null;
      return [200, s];
    }
    default: throw missing('path');
  }
}

function statement(account, query) {
  const lines = statementOf(account, settlements).filter((line) => !query.get('from') || line.at >= query.get('from'));
  const page = listed(lines, query, 50);
  return { account: account.id, code: account.code, currency: account.currency, opening: lines[0]?.before ?? account.posted, closing: page.items.at(-1)?.balance ?? account.posted, ...page };
}

function audit() {
  const sound = !process.env.BROKEN;
  const zero = Object.fromEntries([...new Set(books.map((a) => a.currency))].map((currency) => [currency, plain(0n, SCALE[currency])]));
  const rule = (name, what, figures, breaches = []) => ({ name, holds: breaches.length === 0, what, figures, breaches });
  return { sound, checked_at: ago(0), took_ms: 184, invariants: [
    rule('sum_per_asset_is_zero', 'Over all accounts, debits equal credits in every asset.', { sum: sound ? zero : { ...zero, EUR: '-250.00' }, transfers: 48211 },
      sound ? [] : ['EUR of tenant 1: debits 18204411.07, credits 18204661.07']),
    rule('holds_belong_to_open_instructions', 'Every open hold belongs to an unfinished instruction.', { open_holds: 31, held: { EUR: '48210.55', USD: '9120.00', JPY: '125000' } }),
    rule('balances_equal_transfers', 'Every balance equals the sum of its transfers.', { accounts: books.length, transfers: 48211 },
      sound ? [] : ['account NOSTRO-DEUTDEFF-EUR: debit balance 1204411.07, by its transfers 1204661.07']),
    rule('nostro_equals_bank', "Each nostro equals the bank's balance and the listed items in transit.", { nostros: 4, in_transit: { EUR: '12400.00', USD: '0.00' } }),
    rule('executed_equals_ordered', 'The amount that the bank executed equals the amount ordered.', { executions: 24107 }),
  ] };
}

function route(method, path, query, body, who) {
  const [, , room, id, verb] = path.split('/');
  if (path === '/v1/settlements' && method === 'GET') { const page = listed(matching(query), query); return [200, { ...page, items: page.items.map(withoutLog) }]; }
  if (path === '/v1/settlements' && method === 'POST') return [201, create(body, who)];
  if (path === '/v1/settlements/stats') return [200, stats()];
  if (path === '/v1/settlements/validate') { const errors = faults(body); return [200, { valid: errors.length === 0, errors }]; }
  if (room === 'settlements' && id && !verb && method === 'GET') return [200, settlements.find((s) => s.id === id) ?? (() => { throw missing('settlement'); })()];
  if (room === 'settlements' && id && verb && method === 'POST') return act(id, verb, body, who);
  if (path === '/v1/accounts') return [200, listed(books.filter((a) => !query.get('kind') || a.kind === query.get('kind')), query, 100)];
  if (room === 'accounts' && id) {
    const account = books.find((a) => a.id === id) ?? (() => { throw missing('account'); })();
    if (verb === 'statement') return [200, statement(account, query)];
    if (verb === 'limit') {
      if (account.proposed_limit?.proposed_by === who.person) throw new Refusal(409, 'same_person', `${who.person} proposed this limit; another person must approve it.`);
      Object.assign(account, { limit: account.proposed_limit.limit, proposed_limit: null });
    }
    if (method === 'PATCH' && body.limit !== undefined) account.proposed_limit = { limit: body.limit, proposed_by: who.person, proposed_at: ago(0) };
    if (method === 'PATCH' && body.active !== undefined) account.active = body.active;
    return [account.proposed_limit ? 202 : 200, account];
  }
  if (path === '/v1/audit/books') return [200, audit()];
  if (path === '/v1/sending' && method === 'PUT') {
    const name = body.name ?? (body.scope === 'tenant' ? '1' : '');
    if (RAILS[body.scope] && !RAILS[body.scope].includes(name)) throw new Refusal(422, `unknown_${body.scope}`, `name: there is no configured ${body.scope} "${name}"`, { field: 'name' });
    pauses = pauses.filter((one) => one.scope !== body.scope || one.name !== name);
    if (body.paused) pauses = [...pauses, { scope: body.scope, name, since: ago(0), by: who.person, reason: body.reason }];
  }
  if (path === '/v1/sending') return [200, { sending: !pauses.some((one) => ['all', 'tenant'].includes(one.scope)), pauses }];
  throw missing('path');
}

async function api(request, url, response) {
  const json = (status, body, headers = {}) => {
    response.writeHead(status, { 'Content-Type': status < 400 ? 'application/json' : 'application/problem+json', 'X-Request-Id': crypto.randomUUID().slice(0, 8), ...headers });
    response.end(body === undefined ? undefined : JSON.stringify(body));
  };
  try {
    if (url.pathname === '/health') return json(200, { status: 'up', ready: true, checks: { start: { status: 'up', problem: null }, database: { status: 'up', problem: null }, clock: { status: 'up', problem: null } } });
    const role = /session=(\w+)/.exec(request.headers.cookie ?? '')?.[1];
    const who = people[role] && { person: people[role], role, tenant: 1, permissions: permissions[role] };
    let text = '';
    for await (const chunk of request) text += chunk;
    const body = text ? JSON.parse(text) : {};
    const changes = request.method !== 'GET';
    if (changes && request.headers['x-finality-console'] !== '1') throw new Refusal(403, 'console_header_missing', 'A call from a browser has to carry X-Finality-Console.');
    if (url.pathname === '/v1/session' && request.method === 'POST') {
      if (!people[body.key]) throw new Refusal(401, 'unauthenticated', 'This key is not known.');
      return json(201, { person: people[body.key], role: body.key, tenant: 1, permissions: permissions[body.key] }, { 'Set-Cookie': `session=${body.key}; HttpOnly; SameSite=Strict; Path=/` });
    }
    if (!who) throw new Refusal(401, 'unauthenticated', 'The session has ended.');
    if (url.pathname === '/v1/session') return request.method === 'DELETE' ? json(204, undefined, { 'Set-Cookie': 'session=; Max-Age=0; Path=/' }) : json(200, who);
    const key = changes && request.headers['idempotency-key'];
    if (changes && !key) throw new Refusal(400, 'idempotency_key_missing', 'Send an Idempotency-Key with every call that changes something.');
    if (answered.has(key)) return json(...answered.get(key), { 'Idempotency-Replayed': 'true' });
    if (changes && who.role === 'viewer') throw new Refusal(403, 'forbidden', 'The role viewer may not do this.');
    const answer = route(request.method, url.pathname, url.searchParams, body, who);
    if (changes && !url.pathname.endsWith('/validate')) answered.set(key, answer);
    json(...answer);
  } catch (thrown) {
    if (!(thrown instanceof Refusal)) console.error(thrown);
    json(thrown.status ?? 500, thrown.body ?? { status: 500, detail: String(thrown), code: 'internal_error' });
  }
}

// the engine's policy, so that what it would forbid is seen here as well
const POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };
async function page(path, response) {
  const file = extname(path) ? normalize(path) : '/index.html';
  try {
    const content = await readFile(join(dist, file));
    response.writeHead(200, { 'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream', 'Content-Security-Policy': POLICY }).end(content);
  } catch {
    response.writeHead(404).end('not built: npm run build');
  }
}

const port = Number(process.env.PORT ?? 8086);
createServer((request, response) => {
  const url = new URL(request.url, 'http://localhost');
  if (url.pathname === '/health' || url.pathname.startsWith('/v1/')) void api(request, url, response);
  else void page(url.pathname, response);
}).listen(port, '127.0.0.1', () => console.log(`mock API on http://localhost:${port}`));
