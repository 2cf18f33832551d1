import { grouped, isNegative, isZero } from './amount';

/** An amount and its currency, which never part. */
export function Amount({ value, currency, quietZero }: { value: string | null | undefined; currency: string; quietZero?: boolean }) {
  if (value == null) return <span className="quiet">–</span>;
  const tone = isNegative(value) ? ' negative' : quietZero && isZero(value) ? ' quiet' : '';
  return <span className={`amount${tone}`}>{grouped(value)}<span className="currency">{currency}</span></span>;
}
