/** How far back a statement goes: from the beginning of a day of the reader's zone. */
export const SPANS = [
  { value: 'day', label: 'today', days: 0 },
  { value: 'week', label: '7 days', days: 6 },
  { value: 'month', label: '31 days', days: 30 },
  { value: 'all', label: 'all', days: null },
] as const;
export type Span = (typeof SPANS)[number]['value'];

/** The instant from which a span shows; undefined for all. */
export function spanStart(span: Span, now: Date): string | undefined {
  const days = SPANS.find(({ value }) => value === span)?.days;
  if (days == null) return undefined;
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() - days).toISOString();
}

/** The kinds of transfers that settlements book: their event is the settlement. */
const BOOKED_BY_SETTLEMENTS: ReadonlySet<string> = new Set(['sent', 'settled', 'booked_back', 'book', 'returned', 'late', 'charges', 'difference']);

export function isOfSettlement(kind: string): boolean {
  return BOOKED_BY_SETTLEMENTS.has(kind);
}
