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
const sending = [
  { scope: 'all', name: null }, { scope: 'rail', name: 'bankapi' }, { scope: 'rail', name: 'book' },
  { scope: 'connection', name: 'sandbox-eur' }, { scope: 'connection', name: 'sandbox-usd' }, { scope: 'connection', name: 'sandbox-jpy' }, { scope: 'tenant', name: 'sandbox' },
].map((item) => ({ ...item, paused: false, since: null, by: null, reason: null }));
if (process.env.PAUSED) {
  Object.assign(sending[0], { paused: true, since: ago(3720), by: 'restore', reason: 'the data was restored from a copy; everything unfinished is looked up first, then a person allows sending' });
  Object.assign(sending[4], { paused: true, since: ago(900), by: 'Mei Tanaka', reason: 'correspondent announced maintenance until 11:00' });
}
const answered = new Map();

function ago(seconds) { return new Date(Date.now() - seconds * 1000).toISOString(); }

class Refusal extends Error {
  constructor(status, code, title, detail, more = {}) { super(detail); this.status = status; this.body = { type: `/problems/${code}`, title, status, detail, code, ...more }; }
}
const missing = (what) => new Refusal(404, 'not_found', `No such ${what}`, `There is no ${what} with this id in this tenant.`);

function step(settlement, to, more = {}) {
  const at = new Date().toISOString();
  settlement.log.push({ seq: settlement.log.length + 1, from: settlement.state, to, at, by: 'worker', cause: null, checkpoint: null, evidence: {}, ...more });
  Object.assign(settlement, { state: to, updated_at: at, version: settlement.version + 1 });
}

function faults(body) {
  const errors = [];
  const add = (field, code, detail, remedy) => errors.push({ field, code, detail, remedy });
  const debtor = books.find((account) => account.code === body.debtor_account || account.id === body.debtor_account);
  if (!debtor) add('debtor_account', 'unknown_account', 'There is no such account.');
  const scale = SCALE[body.currency];
  if (scale === undefined) add('currency', 'unknown_currency', `${body.currency} is no currency known here.`, 'Use an ISO 4217 code.');
  else if ((body.amount.split('.')[1] ?? '').length > scale) add('amount', 'too_many_decimals', `${body.currency} has ${scale} decimals.`, `Write at most ${scale} digits after the point.`);
  else if (debtor && debtor.currency !== body.currency) add('currency', 'currency_mismatch', `${debtor.code} is kept in ${debtor.currency}.`);
  else if (debtor && minor(body.amount, scale) > minor(debtor.available, scale)) add('amount', 'insufficient_funds', `Only ${debtor.available} ${debtor.currency} are available on ${debtor.code}.`);
  if (body.creditor && /^[A-Z]{2}\d{2}/.test(body.creditor.account) && !ibanHolds(body.creditor.account)) add('creditor.account', 'invalid_iban', 'The check digits of this IBAN are wrong.', 'Compare it with the invoice.');
  if (body.rail && !['bankapi', 'book', 'rest'].includes(body.rail.toLowerCase())) add('rail', 'unknown_rail', `No connection speaks ${body.rail}.`, 'Leave it empty to have it routed.');
  return errors;
}

function ibanHolds(iban) {
  const digits = (iban.slice(4) + iban.slice(0, 4)).replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
  return BigInt(digits) % 97n === 1n;
}

function create(body, who) {
  const errors = faults(body);
  if (errors.length) throw new Refusal(422, 'invalid', 'The payment was not accepted', 'Some fields have to be changed.', { errors });
  const [made] = day({ count: 1, at: Date.now() });
  Object.assign(made, {
    ...body, rail: body.rail?.toLowerCase() ?? null, kind: body.creditor ? 'payout' : 'book', state: 'pending', version: 1, attempts: 0, end_to_end_id: null,
    connection: null, cause: null, review: null,
    log: [{ seq: 1, from: null, to: 'pending', at: made.created_at, by: who.name, cause: 'submitted', checkpoint: 'validation_complete', evidence: { channel: 'console' } }],
  });
  settlements.unshift(made);
  setTimeout(() => step(made, 'locked', { checkpoint: 'funds_locked', cause: 'funded' }), 1500);
  setTimeout(() => step(made, 'sending', { checkpoint: 'transfer_initiated', cause: 'claimed' }), 3500);
  setTimeout(() => step(made, 'settled', { checkpoint: 'settlement_finalized', cause: 'confirmed by the bank' }), 6000);
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
  return query.get('order') === 'asc' ? found.toReversed() : found;
}

function stats() {
  const by_state = {};
  const sums = {};
  for (const s of settlements) {
    by_state[s.state] = (by_state[s.state] ?? 0) + 1;
    if (s.state === 'settled') sums[s.currency] = (sums[s.currency] ?? 0n) + minor(s.amount, SCALE[s.currency]);
  }
  const amounts = Object.entries(sums).map(([currency, sum]) => ({ currency, settled: plain(sum, SCALE[currency]) }));
  return { by_state, stuck: settlements.filter((s) => ['in_doubt', 'in_review'].includes(s.state) && s.updated_at < ago(600)).length,
    last_24h: { settled: by_state.settled ?? 0, failed: by_state.failed ?? 0, average_seconds: settlements.length ? 1.84 : null, amounts } };
}

function act(id, verb, body, who) {
  const s = settlements.find((one) => one.id === id) ?? (() => { throw missing('settlement'); })();
  const only = (...states) => {
    if (!states.includes(s.state)) throw new Refusal(409, 'wrong_state', `It cannot be done while it is ${s.state.replace('_', ' ')}`, `Only what is ${states.join(' or ')} takes this.`, { remedy: 'Look at its timeline: it has moved on since the page was drawn.' });
  };
  switch (verb) {
    case 'retry': only('failed'); step(s, 'pending', { by: who.name, cause: 'retried' }); return [200, s];
    case 'process': only('pending', 'queued', 'locked'); step(s, s.state, { by: who.name, cause: 'made due' }); return [200, s];
    case 'lookup': only('sent', 'in_doubt'); step(s, s.state, { by: who.name, cause: 'look-up asked for' }); return [202, s];
    case 'cancel':
      only('pending', 'held', 'queued', 'locked', 'sending', 'sent', 'in_doubt');
      if (['sending', 'sent', 'in_doubt'].includes(s.state)) { step(s, s.state, { by: who.name, cause: 'cancel asked for' }); return [202, s]; }
      step(s, 'cancelled', { by: who.name, cause: 'withdrawn' }); return [200, s];
    case 'reverse': only('settled'); s.review = { decision: 'reversed', reason: 'reversal asked for', by: who.name, at: ago(0) }; return [202, s];
    case 'review': only('held', 'in_review'); s.review = { ...body, by: who.name, at: ago(0) }; return [202, s];
    case 'approve': {
      if (!s.review) throw new Refusal(409, 'nothing_to_approve', 'Nothing is proposed', 'Somebody has to propose a decision first.');
      if (s.review.by === who.name) throw new Refusal(403, 'four_eyes', 'A second person is needed', 'Whoever proposed a decision cannot approve it.');
      step(s, s.review.decision, { by: who.name, cause: 'approved', evidence: { proposed_by: s.review.by, reason: s.review.reason } });
      s.review = null;
      return [200, s];
    }
    default: throw missing('path');
  }
}

function audit() {
  const sound = !process.env.BROKEN;
  const zero = Object.fromEntries([...new Set(books.map((a) => a.currency))].map((currency) => [currency, plain(0n, SCALE[currency])]));
  const rule = (name, what, figures, breaches = []) => ({ name, holds: breaches.length === 0, what, figures, breaches });
  return { sound, checked_at: ago(0), took_ms: 184, invariants: [
    rule('sum_per_asset_is_zero', 'Over all accounts, debits equal credits in every asset.', { sum: sound ? zero : { ...zero, EUR: '-250.00' }, transfers: 48211 },
      sound ? [] : [{ currency: 'EUR', debits: '18204411.07', credits: '18204661.07', difference: '-250.00 EUR' }]),
    rule('holds_belong_to_open_instructions', 'Every open hold belongs to an unfinished instruction.', { open_holds: 31, held: { EUR: '48210.55', USD: '9120.00', JPY: '125000' } }),
    rule('balances_equal_transfers', 'Every balance equals the sum of its transfers.', { accounts: books.length, transfers: 48211 },
      sound ? [] : [{ account: 'NOSTRO-DEUTDEFF-EUR', balance: '1204411.07 EUR', transfers_say: '1204661.07 EUR' }]),
    rule('nostro_equals_bank', "Each nostro equals the bank's balance and the listed items in transit.", { nostros: 4, in_transit: { EUR: '12400.00', USD: '0.00' } }),
    rule('executed_equals_ordered', 'The amount that the bank executed equals the amount ordered.', { executions: 24107 }),
  ] };
}

function route(method, path, query, body, who) {
  const [, , room, id, verb] = path.split('/');
  if (path === '/v1/settlements' && method === 'GET') { const page = listed(matching(query), query); return [200, { ...page, items: page.items.map(withoutLog) }]; }
  if (path === '/v1/settlements' && method === 'POST') return [201, create(body, who)];
  if (path === '/v1/settlements/stats') return [200, stats()];
  if (path === '/v1/settlements/validate') { const errors = faults(body); return [200, { valid: errors.length === 0, errors, would: errors.length ? null : { rail: body.creditor ? 'bankapi' : 'book', connection: body.creditor ? `sandbox-${body.currency.toLowerCase()}` : null, value_date: ago(0).slice(0, 10) } }]; }
  if (room === 'settlements' && id && !verb && method === 'GET') return [200, settlements.find((s) => s.id === id) ?? (() => { throw missing('settlement'); })()];
  if (room === 'settlements' && id && verb && method === 'POST') return act(id, verb, body, who);
  if (path === '/v1/accounts') return [200, listed(books.filter((a) => !query.get('kind') || a.kind === query.get('kind')), query, 100)];
  if (room === 'accounts' && id) {
    const account = books.find((a) => a.id === id) ?? (() => { throw missing('account'); })();
    if (verb === 'statement') return [200, listed(statementOf(account, settlements), query, 100)];
    if (method === 'PATCH') Object.assign(account, body);
    return [200, account];
  }
  if (path === '/v1/audit/books') return [200, audit()];
  if (path === '/v1/sending' && method === 'PUT') {
    const item = sending.find((one) => one.scope === body.scope && (one.name ?? undefined) === body.name) ?? (() => { throw missing('scope'); })();
    Object.assign(item, { paused: body.paused, since: ago(0), by: who.name, reason: body.reason });
  }
  if (path === '/v1/sending') return [200, { items: sending }];
  throw missing('path');
}

async function api(request, url, response) {
  const json = (status, body, headers = {}) => {
    response.writeHead(status, { 'Content-Type': status < 400 ? 'application/json' : 'application/problem+json', 'X-Request-Id': crypto.randomUUID().slice(0, 8), ...headers });
    response.end(body === undefined ? undefined : JSON.stringify(body));
  };
  try {
    if (url.pathname === '/health') return json(200, { status: 'up', ready: true, checks: { database: { status: 'up', latency_ms: 1 }, worker: { status: 'up', lag_ms: 12 }, 'connection sandbox-eur': { status: 'up' } } });
    const role = /session=(\w+)/.exec(request.headers.cookie ?? '')?.[1];
    const who = people[role] && { tenant: 'sandbox', name: people[role], role };
    let text = '';
    for await (const chunk of request) text += chunk;
    const body = text ? JSON.parse(text) : {};
    const changes = request.method !== 'GET';
    if (changes && request.headers['x-finality-console'] !== '1') throw new Refusal(403, 'foreign_page', 'Refused', 'A call from a browser has to carry X-Finality-Console.');
    if (url.pathname === '/v1/session' && request.method === 'POST') {
      if (!people[body.key]) throw new Refusal(401, 'unknown_key', 'Not signed in', 'This key is not known.');
      return json(200, { tenant: 'sandbox', name: people[body.key], role: body.key }, { 'Set-Cookie': `session=${body.key}; HttpOnly; SameSite=Strict; Path=/` });
    }
    if (!who) throw new Refusal(401, 'unauthorized', 'Not signed in', 'The session has ended.');
    if (url.pathname === '/v1/session') return request.method === 'DELETE' ? json(204, undefined, { 'Set-Cookie': 'session=; Max-Age=0; Path=/' }) : json(200, who);
    const key = changes && request.headers['idempotency-key'];
    if (changes && !key) throw new Refusal(400, 'key_missing', 'An Idempotency-Key is needed', 'Send one with every call that changes something.');
    if (answered.has(key)) return json(...answered.get(key), { 'Idempotency-Replayed': 'true' });
    if (changes && who.role === 'viewer') throw new Refusal(403, 'role', 'Not allowed for this role', 'A viewer changes nothing.');
    const answer = route(request.method, url.pathname, url.searchParams, body, who);
    if (changes && !url.pathname.endsWith('/validate')) answered.set(key, answer);
    json(...answer);
  } catch (thrown) {
    if (!(thrown instanceof Refusal)) console.error(thrown);
    json(thrown.status ?? 500, thrown.body ?? { title: 'The mock failed', status: 500, detail: String(thrown), code: 'internal' });
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
