import { describe, expect, it } from 'vitest';
import type { Checkpoint, LogEntry, State } from '../src/api';
import { checkpointsPassed, meaning, STATE } from '../src/settlements/states';
import { inUtc, lasting, spoken } from '../src/time/Time';

const step = (seq: number, from: State | null, to: State, ...checkpoints: Checkpoint[]): LogEntry =>
  ({ seq, from, to, at: `2026-11-21T09:00:0${seq}Z`, by: null, cause: null, checkpoints });

describe('the line of checkpoints', () => {
  const failed = [step(1, null, 'pending', 'validation_complete'), step(2, 'pending', 'locked', 'funds_locked'), step(3, 'locked', 'failed')];

  it('ends at the last one passed', () => expect(checkpointsPassed(failed)).toEqual({ count: 2, at: { validation_complete: failed[0]!.at, funds_locked: failed[1]!.at } }));

  it('begins anew with a retry', () => {
    expect(checkpointsPassed([...failed, step(4, 'failed', 'pending', 'validation_complete')])).toEqual({ count: 1, at: { validation_complete: '2026-11-21T09:00:04Z' } });
  });

  it('takes earlier ones as passed when a booking inside the house is final at once', () => {
    expect(checkpointsPassed([step(1, null, 'settled', 'settlement_finalized')]).count).toBe(5);
    expect(checkpointsPassed([]).count).toBe(0);
  });
});

describe('times', () => {
  it('say the day only when it is not today', () => {
    const now = new Date(2026, 10, 21, 12, 0, 0);
    expect(spoken(new Date(2026, 10, 21, 9, 5, 7), now)).toBe('09:05:07');
    expect(spoken(new Date(2026, 10, 20, 9, 5, 7), now)).toBe('20 Nov 09:05:07');
    expect(spoken(new Date(2025, 10, 20, 9, 5, 7), now)).toBe('20 Nov 2025 09:05:07');
  });

  it('are exact in UTC', () => expect(inUtc(new Date('2026-11-21T09:22:32.123Z'))).toBe('2026-11-21 09:22:32.123 UTC'));

  it('last as long as people say it', () => {
    expect([0.0314, 1.84, 12.3, 200, 7500].map(lasting)).toEqual(['31 ms', '1.8 s', '12 s', '3 min 20 s', '2 h 5 min']);
  });
});

it('says of a reversal that its money comes the other way', () => {
  expect(meaning({ kind: 'reversal', state: 'queued' })).toContain('asked to give it back');
  expect(meaning({ kind: 'reversal', state: 'held' })).toBe(STATE.held.means);
  expect(meaning({ kind: 'payout', state: 'queued' })).toBe(STATE.queued.means);
});
