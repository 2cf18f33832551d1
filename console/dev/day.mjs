// A day of invented payments, the same at every start apart from its times.
import { minor, plain, SCALE } from './sums.mjs';

let seed = 20261121;
function random() { seed = (seed * 1103515245 + 12345) % 2147483648; return seed / 2147483648; }
const pick = (list) => list[Math.floor(random() * list.length)];
const hex = (digits) => Array.from({ length: digits }, () => Math.floor(random() * 16).toString(16)).join('');

/** A UUIDv7 of this millisecond. */
function uuid(at) {
  const time = at.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(3)}-${pick(['8', '9', 'a', 'b'])}${hex(3)}-${hex(12)}`;
}

const opened = Date.parse('2026-01-05T08:00:00Z');
function account(code, kind, bank, currency, posted, held, limit) {
  const scale = SCALE[currency];
  const available = plain(minor(posted.replace('-', ''), scale) * (posted.startsWith('-') ? -1n : 1n) - minor(held, scale) + minor(limit, scale), scale);
  return { id: uuid(opened), code, kind, bank, currency, posted, held, limit, available, active: true };
}

export const accounts = [
  account('NOSTRO-DEUTDEFF-EUR', 'nostro', 'DEUTDEFF', 'EUR', '1204411.07', '48210.55', '0.00'),
  account('NOSTRO-CHASUS33-USD', 'nostro', 'CHASUS33', 'USD', '8450921.40', '9120.00', '250000.00'),
  account('NOSTRO-BOTKJPJT-JPY', 'nostro', 'BOTKJPJT', 'JPY', '912450000', '125000', '0'),
  account('NOSTRO-NBOKKWKW-KWD', 'nostro', 'NBOKKWKW', 'KWD', '84120.375', '0.000', '0.000'),
  account('VOSTRO-BNPAFRPP-EUR', 'vostro', 'BNPAFRPP', 'EUR', '310000.00', '0.00', '100000.00'),
  account('VOSTRO-ITAUBRSP-USD', 'vostro', 'ITAUBRSP', 'USD', '-18250.00', '0.00', '50000.00'),
  account('acme-payroll', 'participant', null, 'EUR', '182450.12', '12400.00', '0.00'),
  account('northwind-trading', 'participant', null, 'EUR', '64120.00', '0.00', '25000.00'),
  account('globex-us', 'participant', null, 'USD', '2204050.99', '9120.00', '0.00'),
  account('kanto-logistics', 'participant', null, 'JPY', '48120500', '125000', '0'),
  account('gulf-supplies', 'participant', null, 'KWD', '12050.125', '0.000', '0.000'),
  account('chain-desk', 'participant', null, 'ETH', '1204.500000000000000001', '0.000000000000000000', '0.000000000000000000'),
  account('TRANSIT-bankapi-EUR', 'settlement_pending', null, 'EUR', '12400.00', '0.00', '0.00'),
  account('TRANSIT-bankapi-USD', 'settlement_pending', null, 'USD', '0.00', '0.00', '0.00'),
  account('FEES-EUR', 'fee', null, 'EUR', '1840.75', '0.00', '0.00'),
  account('SUSPENSE-EUR', 'suspense', null, 'EUR', '250.00', '0.00', '0.00'),
];
accounts.find((one) => one.code === 'gulf-supplies').active = false;

const creditors = {
  EUR: [['Holzbau Brenner GmbH', 'DE89370400440532013000', 'COBADEFF', 'DE'], ['Société Vallin', 'FR1420041010050500013M02606', 'BNPAFRPP', 'FR'], ['Officina Moretti', 'IT60X0542811101000000123456', 'UNCRITMM', 'IT'], ['Hendrik de Vries', 'NL91ABNA0417164300', 'ABNANL2A', 'NL']],
  USD: [['Cascade Freight LLC', '000123456789', 'CHASUS33', 'US'], ['Prairie Seed Co', '000998877665', 'BOFAUS3N', 'US']],
  JPY: [['Osaka Precision KK', '0039841', 'SMBCJPJT', 'JP'], ['Hokuto Shipping', '1200456', 'BOTKJPJT', 'JP']],
};
const debtors = { EUR: ['acme-payroll', 'northwind-trading'], USD: ['globex-us'], JPY: ['kanto-logistics'] };

const PATHS = {
  pending: ['pending'], held: ['pending', 'held'], queued: ['pending', 'queued'], locked: ['pending', 'locked'], sending: ['pending', 'locked', 'sending'],
  sent: ['pending', 'locked', 'sending', 'sent'], in_doubt: ['pending', 'locked', 'sending', 'in_doubt'], in_review: ['pending', 'locked', 'sending', 'in_doubt', 'in_review'],
  settled: ['pending', 'locked', 'sending', 'sent', 'settled'], failed: ['pending', 'locked', 'sending', 'failed'], cancelled: ['pending', 'queued', 'cancelled'],
  reversed: ['pending', 'locked', 'sending', 'sent', 'settled', 'reversed'],
};
const CHECKPOINTS = { locked: ['validation_complete', 'funds_locked'], sending: ['transfer_initiated'], settled: ['transfer_confirmed', 'settlement_finalized'] };
const CAUSE = {
  pending: 'submitted', held: 'looks like a duplicate of an instruction of today', queued: 'no liquidity on the nostro', locked: 'funded', sending: 'claimed', sent: 'accepted by the bank',
  in_doubt: 'no answer within the time-out', in_review: 'look-ups exhausted', settled: 'confirmed by the bank', failed: 'account_closed', cancelled: 'withdrawn', reversed: 'returned in full',
};
const AGE = { pending: 3, locked: 4, sending: 5, sent: 40, queued: 1800, in_doubt: 760, in_review: 8200, held: 3000 };

export function day({ count = 420, at = Date.now() } = {}) {
  const made = [];
  const unusual = { 3: 'pending', 4: 'locked', 5: 'sending', 7: 'sent', 9: 'sent', 14: 'in_doubt', 19: 'in_doubt', 25: 'held', 31: 'queued', 38: 'queued', 44: 'in_review', 60: 'in_review', 70: 'cancelled', 95: 'reversed' };
  let time = at;
  for (let i = 0; i < count; i++) {
    const state = unusual[i] ?? (random() < 0.035 ? 'failed' : 'settled');
    const age = AGE[state];
    time -= 500 + Math.floor(random() * 60000);
    made.push(payment(count === 1 ? 'pending' : state, count === 1 ? at : age ? at - age * 1000 : time, i));
  }
  return made.sort((a, b) => (a.created_at < b.created_at ? 1 : -1));
}

function payment(state, created, i) {
  const currency = pick(['EUR', 'EUR', 'EUR', 'USD', 'JPY']);
  const [name, number, bank, country] = pick(creditors[currency]);
  const cents = BigInt(Math.floor(Math.exp(random() * 10) * 100) + 500);
  const amount = currency === 'JPY' ? plain(cents, 0) : plain(cents, SCALE[currency]);
  const path = PATHS[state];
  const left = path.includes('sending');
  const end = left ? `FN${hex(22).toUpperCase()}` : null;
  const log = path.map((to, n) => logEntry(path, n, created, { amount, currency, end }));
  return {
    id: uuid(created), state, kind: 'payout', amount, currency, rail: left || state === 'settled' ? 'bankapi' : null, connection: left ? `sandbox-${currency.toLowerCase()}` : null,
    end_to_end_id: end, attempts: left ? (random() < 0.06 ? 2 : 1) : 0, version: path.length, created_at: new Date(created).toISOString(), created_by: 'erp-connector', updated_at: log.at(-1).at,
    debtor_account: pick(debtors[currency]), creditor: { name, account: number, bank, country }, priority: pick(['normal', 'normal', 'normal', 'high', 'urgent']),
    requested_date: null, purpose: pick(['SALA', 'SUPP', 'TRAD', null]), reference: pick([`INV-2026-${String(41000 + i)}`, `PAYROLL-11-${String(i).padStart(4, '0')}`]),
    metadata: i % 3 === 0 ? { batch: 'payroll-2026-11', line: String(i) } : {}, returned_amount: state === 'reversed' ? amount : null, reverses: null,
    cause: ['failed', 'held', 'queued', 'in_doubt', 'in_review'].includes(state) ? CAUSE[state] : null, review: i === 60 ? proposal() : null, log,
    links: {},
  };
}

function proposal() {
  return { decision: 'settled', reason: "The bank's desk confirmed execution by telephone, statement line 4471 shows the debit.", proposed_by: 'Ines Duarte', proposed_at: new Date(Date.now() - 1200_000).toISOString(), current: true };
}

function logEntry(path, n, created, { amount, currency, end }) {
  const to = path[n];
  const at = new Date(created + [0, 4, 9, 1240, 1260, 86000][n]).toISOString();
  const evidence = {
    pending: { channel: 'api', key: `pay-${end?.slice(-6) ?? 'x'}` }, sending: { attempt: 1, end_to_end_id: end, valid_until: new Date(created + 600_000).toISOString() },
    sent: { reference: `SB${hex(10)}`, http_status: 202 }, settled: { reference: `SB${hex(10)}`, amount, currency, charges: plain(0n, SCALE[currency]), executions: 1 },
    in_doubt: { why: 'read timed out after 5000 ms', bytes_sent: true }, in_review: { look_ups: 6, last_answer: { status: 503, body: 'upstream connect error' } },
    failed: { reason: { code: 'AC04', text: 'account closed', permanent: true }, end_to_end_id: end },
  }[to] ?? null;
  return { seq: n + 1, version: n + 1, from: n ? path[n - 1] : null, to, at, by: n ? 'engine' : 'erp-connector', cause: CAUSE[to], checkpoints: CHECKPOINTS[to] ?? [], evidence };
}

/** The transfers of an account as the settled payments made them, in their order, with the balance before and after each. */
export function statementOf(account, settlements) {
  const scale = SCALE[account.currency];
  const nostro = account.kind === 'nostro';
  const made = settlements.filter((s) => s.state === 'settled' && (nostro ? s.currency === account.currency : s.debtor_account === account.code));
  let after = minor(account.posted.replace('-', ''), scale) * (account.posted.startsWith('-') ? -1n : 1n);
  return made.map((s, i) => {
    const balance = plain(after, scale);
    after += minor(s.amount, scale);
    return {
      position: String(made.length - i), event: s.id, kind: nostro ? 'settled' : 'sent', at: s.updated_at, side: nostro ? 'credit' : 'debit', amount: s.amount,
      balance, before: plain(after, scale), other: accounts.find((one) => one.code === `TRANSIT-bankapi-${s.currency}`)?.id ?? account.id, other_code: `TRANSIT-bankapi-${s.currency}`,
    };
  }).reverse();
}
