import { describe, expect, it } from 'vitest';
import { STATES, type Permission, type Settlement, type State } from '../src/api';
import { ACTIONS, DECISIONS, decisions, offers, question } from '../src/settlements/actions';

const settlement = (state: State, more: Partial<Settlement> = {}): Settlement => ({
  id: 'x', state, amount: '10.00', currency: 'EUR', rail: null, end_to_end_id: null, attempts: 0, version: 1, created_at: '', updated_at: '', ...more,
});
const PERMISSIONS: Record<string, Permission[]> = {
  viewer: ['read'], operator: ['read', 'pay', 'operate'], approver: ['read', 'pay', 'operate', 'approve'],
  admin: ['read', 'pay', 'operate', 'treasury', 'approve', 'administer'],
};
const session = (role: string, person = 'Ines') => ({ tenant: 1, person, role, permissions: PERMISSIONS[role]! });
const open = (state: State) => offers(settlement(state), session('admin')).map((offer) => offer.action).sort();

describe('what can be asked for', () => {
  it('follows the state, for every state', () => {
    expect(Object.fromEntries(STATES.map((state) => [state, open(state)]))).toEqual({
      pending: ['cancel', 'process'],
      held: ['cancel', 'review'],
      queued: ['cancel', 'process'],
      locked: ['cancel', 'process'],
      sending: ['cancel'],
      sent: ['cancel', 'lookup'],
      in_doubt: ['cancel', 'lookup'],
      in_review: ['review'],
      settled: ['reverse'],
      failed: ['retry'],
      cancelled: [],
      reversed: [],
    });
  });

  it('never offers a second try while the first is in doubt', () => {
    for (const state of ['sending', 'sent', 'in_doubt', 'in_review'] as const) expect(open(state)).not.toContain('retry');
  });

  it('gives whoever may not the reason, and hides nothing', () => {
    const [retry] = offers(settlement('failed'), session('viewer'));
    expect(retry!.refused).toContain('you are signed in as viewer');
    for (const role of Object.keys(PERMISSIONS)) expect(offers(settlement('failed'), session(role)).map((offer) => offer.action)).toEqual(['retry']);
  });

  it('wants a second person for what one proposed', () => {
    const proposed = settlement('in_review', { review: { decision: 'settled', reason: 'statement', proposed_by: 'Ines', proposed_at: '', current: true } });
    const approve = (who: ReturnType<typeof session>) => offers(proposed, who).find((offer) => offer.action === 'approve')!;
    expect(approve(session('approver', 'Ines')).refused).toContain('second person');
    expect(approve(session('operator', 'Piotr')).refused).toContain('approver or admin');
    expect(approve(session('approver', 'Piotr')).refused).toBeNull();
  });

  it('lets whoever disagrees with a proposal propose something else', () => {
    const proposed = settlement('in_review', { review: { decision: 'settled', reason: 'statement', proposed_by: 'Ines', proposed_at: '', current: true } });
    expect(offers(proposed, session('admin', 'Piotr')).map(({ action, label }) => [action, label])).toEqual([['approve', 'Approve'], ['review', 'Decide otherwise']]);
  });

  it('wants a new decision where something became known after the proposal', () => {
    const overtaken = settlement('in_review', { review: { decision: 'settled', reason: 'statement', proposed_by: 'Ines', proposed_at: '', current: false } });
    expect(offers(overtaken, session('admin', 'Piotr')).map((offer) => offer.action)).toEqual(['review']);
  });

  it('says of a retry whose word it is that nothing was paid', () => {
    expect(question('retry', settlement('failed', { cause: 'AC04' }))).toContain('the bank has ruled it out');
    expect(question('retry', settlement('failed', { cause: 'reviewed' }))).toContain('decided by two people');
  });

  it('says of a cancel at the rail that the rail decides', () => {
    expect(question('cancel', settlement('queued'))).toBe(ACTIONS.cancel.asks);
    for (const state of ['sending', 'sent', 'in_doubt'] as const) expect(question('cancel', settlement(state))).toContain('may answer that it is too late');
  });

  it('asks of a reversal in review only what can be decided of it', () => {
    expect(decisions(settlement('in_review', { kind: 'reversal' })).map(({ value }) => value)).toEqual(['queued', 'failed']);
    expect(decisions(settlement('held', { kind: 'reversal' }))).toEqual(DECISIONS.held);
    expect(decisions(settlement('in_review'))).toEqual(DECISIONS.in_review);
  });

  it('offers decisions exactly where a person decides', () => {
    expect(STATES.filter((state) => DECISIONS[state])).toEqual(STATES.filter((state) => open(state).includes('review')));
  });
});
