import { describe, expect, it } from 'vitest';
import { faultOf, grouped, isNegative, isZero } from '../src/money/amount';

describe('amounts', () => {
  it.each([
    ['0.00', '0.00'], ['7', '7'], ['999', '999'], ['1000', '1,000'], ['1000.00', '1,000.00'], ['1234567.5', '1,234,567.5'],
    ['-18250.00', '−18,250.00'], ['12050.125', '12,050.125'],
  ])('groups thousands before the point only: %s', (amount, shown) => expect(grouped(amount)).toBe(shown));

  it('keeps every digit of what no JavaScript number holds', () => {
    expect(grouped('123456789012345678901.000000000000000001')).toBe('123,456,789,012,345,678,901.000000000000000001');
    expect(grouped('9007199254740993')).toBe('9,007,199,254,740,993');
  });

  it('shows what is no decimal as it came', () => {
    expect(grouped('1e30')).toBe('1e30');
    expect(grouped('NaN')).toBe('NaN');
    expect(grouped(null)).toBe('');
  });

  it('knows zero and below by the text', () => {
    expect(['0', '0.00', '-0.00', '000'].every(isZero)).toBe(true);
    expect(['0.01', '', '.', '10'].some(isZero)).toBe(false);
    expect(isNegative('-0.01')).toBe(true);
    expect(isNegative('-0.00')).toBe(false);
  });

  it('refuses separators instead of guessing what they mean', () => {
    expect(faultOf('1000.00')).toBeNull();
    for (const typed of ['1,000', '1.000,00', '1 000', '1e3', '-5', '.5', '5.']) expect(faultOf(typed)).toMatch(/one point/);
    expect(faultOf('0.00')).toMatch(/more than zero/);
    expect(faultOf('  ')).toMatch(/needed/);
  });
});
