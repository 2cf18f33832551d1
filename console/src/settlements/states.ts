import { CHECKPOINTS, type Checkpoint, type LogEntry, type Settlement, type State } from '../api';

export type Tone = 'waiting' | 'moving' | 'doubt' | 'person' | 'good' | 'bad' | 'ended';

/** Each state in a word, what it means to whoever watches it, and how it is coloured. */
export const STATE: Record<State, { word: string; means: string; tone: Tone }> = {
  pending: { word: 'pending', means: 'Stored, not yet funded.', tone: 'waiting' },
  held: { word: 'held', means: 'Waits for a person: an approval, or a suspected duplicate.', tone: 'person' },
  queued: { word: 'queued', means: 'Waits for a window, for liquidity on the nostro, or for its date.', tone: 'waiting' },
  locked: { word: 'locked', means: 'Funds are held; the next attempt is due.', tone: 'moving' },
  sending: { word: 'sending', means: 'The intent is durable and the call may be under way.', tone: 'moving' },
  sent: { word: 'sent', means: 'The rail has it and has not finished.', tone: 'moving' },
  in_doubt: { word: 'in doubt', means: 'The answer was lost, late or contradictory. It is being looked up; the money stays where it is.', tone: 'doubt' },
  in_review: { word: 'in review', means: 'A person must decide, with the evidence below; two people are needed.', tone: 'person' },
  settled: { word: 'settled', means: 'Final at its rail and posted.', tone: 'good' },
  failed: { word: 'failed', means: 'Nothing moved; everything is released.', tone: 'bad' },
  cancelled: { word: 'cancelled', means: 'Withdrawn before sending, or the rail confirmed the cancel.', tone: 'ended' },
  reversed: { word: 'reversed', means: 'The whole amount came back.', tone: 'ended' },
};

/** What a state means of a reversal, where that is something else: its money comes the other way. */
const OF_A_REVERSAL: Partial<Record<State, string>> = {
  queued: 'The bank is asked to give it back. Nothing is booked before the money has come.',
  settled: 'The money came back and is booked.',
  failed: 'Nothing came back; the payment stands as it was.',
};

export function meaning({ kind, state }: Pick<Settlement, 'kind' | 'state'>): string {
  return (kind === 'reversal' ? OF_A_REVERSAL[state] : undefined) ?? STATE[state]?.means ?? '';
}

export const ENDED: ReadonlySet<State> = new Set(['settled', 'failed', 'cancelled', 'reversed']);

export const CHECKPOINT: Record<Checkpoint, string> = {
  validation_complete: 'Validated',
  funds_locked: 'Funds locked',
  transfer_initiated: 'Initiated',
  transfer_confirmed: 'Confirmed',
  settlement_finalized: 'Finalised',
};

/** How far the checkpoints were passed since the latest fresh start (a retry begins the line anew), and when each was where the log says so. */
export function checkpointsPassed(log: LogEntry[]): { count: number; at: Partial<Record<Checkpoint, string>> } {
  const start = log.findLastIndex((entry) => entry.to === 'pending' && entry.from === 'failed');
  const at: Partial<Record<Checkpoint, string>> = {};
  for (const entry of log.slice(Math.max(start, 0))) for (const checkpoint of entry.checkpoints) at[checkpoint] = entry.at;
  // a booking inside the house may finish without having passed each
  return { count: CHECKPOINTS.findLastIndex((checkpoint) => at[checkpoint]) + 1, at };
}

/** The document's name for a settlement's row in the list. */
export function rowId(id: string): string {
  return `row-${id}`;
}

export function creditorOf(settlement: Settlement): string {
  return settlement.creditor?.name ?? settlement.creditor_account ?? settlement.creditor?.account ?? settlement.to_bank ?? '–';
}
