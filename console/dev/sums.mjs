// Exact sums for the mock: decimal strings to whole minor units and back.
export const SCALE = { EUR: 2, USD: 2, GBP: 2, CHF: 2, JPY: 0, KWD: 3, ETH: 18 };

export function minor(amount, scale) {
  const [whole, fraction = ''] = amount.split('.');
  return BigInt(whole + fraction.padEnd(scale, '0'));
}

export function plain(minorUnits, scale) {
  const digits = String(minorUnits < 0n ? -minorUnits : minorUnits).padStart(scale + 1, '0');
  const sign = minorUnits < 0n ? '-' : '';
  return scale === 0 ? sign + digits : `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}
