import { grouped, isNegative, isZero } from './amount';

/** An amount and its currency, which never part. */
export function Amount({ value, currency, quietZero }: { value: string | null | undefined; currency: string; quietZero?: boolean }) {
  if (value == null) return <span className="quiet">–</span>;
  const quiet = quietZero && isZero(value);
  const tone = isNegative(value) ? ' negative' : quiet ? ' quiet' : '';
  // eighteen zeros after the point say no more than one, and push what matters off the page
  return <span className={`amount${tone}`}>{quiet && value.length > 8 ? '0' : grouped(value)}<span className="currency">{currency}</span></span>;
}
