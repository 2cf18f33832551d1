import { describe, expect, it } from 'vitest';
import { filtersIn, fromLocalField, isFiltered, isId, parseSearch, stringifySearch, toLocalField, toQuery } from '../src/settlements/filters';

const ID = '019a9f3c-5e0b-7c1d-9a77-3f2b8c1d4e5f';

describe('filters in the address', () => {
  it('come back as they went', () => {
    const filters = filtersIn({ state: 'in_doubt', currency: 'EUR', rail: 'bankapi', reference: '0042', id: ID, from: '2026-11-20T23:00:00.000Z', order: 'asc' });
    expect(filtersIn(parseSearch(stringifySearch(filters as Record<string, unknown>)))).toEqual(filters);
  });

  it('keep a reference of digits as text', () => {
    expect(filtersIn(parseSearch('?reference=0042')).reference).toBe('0042');
    expect(filtersIn(parseSearch('?reference=true')).reference).toBe('true');
    expect(stringifySearch({ reference: 'a&b=c d' })).toBe('?reference=a%26b%3Dc+d');
  });

  it('leave out what makes no sense, and never fail', () => {
    expect(filtersIn({ state: 'paid', from: 'yesterday', currency: '  ', order: 'sideways', rail: 7, other: 'x' })).toEqual({});
  });

  it('say currencies in capitals, rails in small letters and times in UTC', () => {
    expect(filtersIn({ currency: 'eur', rail: 'BANKAPI', from: '2026-11-21T10:00:00+01:00' }))
      .toEqual({ currency: 'EUR', rail: 'bankapi', from: '2026-11-21T09:00:00.000Z' });
  });

  it('are what the API is asked, without the id, which is a path, and the order, which is a view', () => {
    expect(toQuery({ state: 'failed', id: ID, order: 'asc' })).toEqual({ state: 'failed' });
    expect(stringifySearch({ state: undefined })).toBe('');
  });

  it('do not count the order as a filter', () => {
    expect(isFiltered({ order: 'asc' })).toBe(false);
    expect(isFiltered({ rail: 'book' })).toBe(true);
  });

  it('take local times to the minute and back', () => {
    const instant = fromLocalField('2026-11-21T10:15')!;
    expect(toLocalField(instant)).toBe('2026-11-21T10:15');
    expect(fromLocalField('')).toBeUndefined();
    expect(isId(ID) && !isId(ID.slice(0, 35))).toBe(true);
  });
});
