import { STATES, type SettlementQuery, type State } from '../api';

/** What the list shows; kept in the address so that it can be sent to a colleague. Instants are RFC 3339 in UTC, `from` included, `to` not. */
export interface Filters {
  state?: State;
  currency?: string;
  rail?: string;
  reference?: string;
  id?: string;
  from?: string;
  to?: string;
  /** The API lists newest first; the other way round is a view of what is loaded. */
  order?: 'asc';
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The filters in an address; what makes no sense there is left out, never an error. */
export function filtersIn(search: Record<string, unknown>): Filters {
  const text = (name: string) => (typeof search[name] === 'string' && search[name].trim() ? search[name].trim() : undefined);
  const instant = (name: string) => {
    const at = text(name);
    return at && !Number.isNaN(Date.parse(at)) ? new Date(at).toISOString() : undefined;
  };
  const state = text('state');
  return clean({
    state: STATES.find((known) => known === state),
    currency: text('currency')?.toUpperCase(),
    rail: text('rail')?.toLowerCase(),
    reference: text('reference'),
    id: text('id')?.toLowerCase(),
    from: instant('from'),
    to: instant('to'),
    order: text('order') === 'asc' ? 'asc' : undefined,
  });
}

/** The same without what is empty. */
export function clean<T extends object>(filters: T): T {
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined && value !== '')) as T;
}

export function toQuery({ id: _id, order: _order, ...filters }: Filters): SettlementQuery {
  return clean(filters);
}

export function isId(text: string): boolean {
  return UUID.test(text);
}

export function isFiltered({ order: _, ...filters }: Filters): boolean {
  return Object.keys(clean(filters)).length > 0;
}

/** An instant as a `datetime-local` field in the reader's zone wants it, and back. */
export function toLocalField(instant: string | undefined): string {
  if (!instant) return '';
  const at = new Date(instant);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

export function fromLocalField(local: string): string | undefined {
  return local ? new Date(local).toISOString() : undefined;
}

/** Search parameters stay text: `?reference=0042` is not the number 42. */
export function parseSearch(search: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(search));
}

export function stringifySearch(search: Record<string, unknown>): string {
  const text = new URLSearchParams(clean(search) as Record<string, string>).toString();
  return text ? `?${text}` : '';
}
