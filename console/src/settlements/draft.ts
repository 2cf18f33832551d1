import type { NewSettlement } from '../api';
import { faultOf } from '../money/amount';

/** The form's fields, named as the API names them, so that its errors find their place. */
export interface Draft {
  debtor_account: string;
  amount: string;
  currency: string;
  to: 'bank' | 'book';
  'creditor.name': string;
  'creditor.account': string;
  'creditor.bank': string;
  'creditor.country': string;
  creditor_account: string;
  rail: string;
  priority: string;
  requested_date: string;
  reference: string;
  purpose: string;
}

export const BLANK: Draft = {
  debtor_account: '', amount: '', currency: '', to: 'bank', 'creditor.name': '', 'creditor.account': '', 'creditor.bank': '', 'creditor.country': '',
  creditor_account: '', rail: '', priority: 'normal', requested_date: '', reference: '', purpose: '',
};

/** What is plainly missing or unreadable; everything else the engine's dry run says better. */
export function faultsIn(draft: Draft): Record<string, string> {
  const faults: Record<string, string> = {};
  const need = (name: keyof Draft, words: string) => { if (!draft[name].trim()) faults[name] = words; };
  need('debtor_account', 'Choose the account that pays.');
  need('currency', 'A currency is needed.');
  const amount = faultOf(draft.amount);
  if (amount) faults.amount = amount;
  if (draft.to === 'book') need('creditor_account', 'Name the account that receives.');
  else {
    need('creditor.name', 'Name who receives.');
    need('creditor.account', 'Say which account receives.');
  }
  return faults;
}

/** The request, with nothing empty in it and the amount exactly as typed. */
export function bodyOf(draft: Draft): NewSettlement {
  const given = (text: string) => text.trim() || undefined;
  const book = draft.to === 'book';
  return strip({
    debtor_account: draft.debtor_account.trim(),
    amount: draft.amount.trim(),
    currency: draft.currency.trim().toUpperCase(),
    creditor: book ? undefined : strip({
      name: draft['creditor.name'].trim(),
      account: draft['creditor.account'].replace(/\s/g, ''),
      bank: given(draft['creditor.bank'])?.toUpperCase(),
      country: given(draft['creditor.country'])?.toUpperCase(),
    }),
    creditor_account: book ? given(draft.creditor_account) : undefined,
    rail: book ? 'BOOK' : given(draft.rail),
    priority: draft.priority,
    requested_date: given(draft.requested_date),
    reference: given(draft.reference),
    purpose: given(draft.purpose),
  });
}

function strip<T extends object>(body: T): T {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)) as T;
}
