/**
 * Amounts as text. They come as exact decimal strings and are only ever cut and joined: no amount becomes a JavaScript number,
 * which holds neither 18 decimals nor more than 15 digits.
 */

const DECIMAL = /^([+-]?)(\d+)(?:\.(\d+))?$/;

/** `-1234567.50` as `−1,234,567.50`. Text that is no decimal is shown as it came. */
export function grouped(amount: string | null | undefined): string {
  if (amount == null) return '';
  const parts = DECIMAL.exec(amount);
  if (!parts) return amount;
  const [, sign, whole, fraction] = parts;
  const thousands = whole!.replace(/\B(?=(\d{3})+$)/g, ',');
  return (sign === '-' ? '−' : '') + thousands + (fraction === undefined ? '' : `.${fraction}`);
}

export function isNegative(amount: string | null | undefined): boolean {
  return amount != null && amount.startsWith('-') && !isZero(amount);
}

export function isZero(amount: string | null | undefined): boolean {
  return amount != null && /^[+-]?0*(\.0*)?$/.test(amount) && /\d/.test(amount);
}

/** What keeps typed text from being an amount, or null. Separators are refused, not guessed: `1,000` is a thousand or one. */
export function faultOf(typed: string): string | null {
  const text = typed.trim();
  if (text === '') return 'An amount is needed.';
  if (!/^\d+(\.\d+)?$/.test(text)) return 'Write the amount with digits and at most one point, like 1000.00.';
  if (isZero(text)) return 'The amount must be more than zero.';
  return null;
}
