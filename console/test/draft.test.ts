import { describe, expect, it } from 'vitest';
import { BLANK, bodyOf, faultsIn, type Draft } from '../src/settlements/draft';

const payout: Draft = { ...BLANK, debtor_account: 'acme', amount: ' 1000.00 ', currency: 'eur', 'creditor.name': 'Holzbau', 'creditor.account': 'DE89 3704 0044 0532 0130 00' };

describe('a new payment', () => {
  it('names every missing field at once, by the name the API gives it', () => {
    expect(Object.keys(faultsIn(BLANK)).sort()).toEqual(['amount', 'creditor.account', 'creditor.name', 'currency', 'debtor_account']);
    expect(Object.keys(faultsIn({ ...BLANK, to: 'book' }))).toContain('creditor_account');
    expect(faultsIn(payout)).toEqual({});
  });

  it('sends the amount as it was typed and nothing empty', () => {
    expect(bodyOf(payout)).toEqual({
      debtor_account: 'acme', amount: '1000.00', currency: 'EUR', creditor: { name: 'Holzbau', account: 'DE89370400440532013000' }, priority: 'normal',
    });
  });

  it('is a book transfer when it stays in these books', () => {
    expect(bodyOf({ ...payout, to: 'book', creditor_account: 'northwind' })).toMatchObject({ rail: 'BOOK', creditor_account: 'northwind' });
    expect(bodyOf({ ...payout, to: 'book', creditor_account: 'northwind' })).not.toHaveProperty('creditor');
  });
});
