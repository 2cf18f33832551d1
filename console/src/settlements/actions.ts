import type { Permission, Review, Session, Settlement, State } from '../api';
import { refusal } from '../session/rights';
import { STATE } from './states';

export type Action = 'lookup' | 'process' | 'retry' | 'cancel' | 'reverse' | 'review' | 'approve';

interface Rule {
  label: string;
  right: Permission;
  states: readonly State[];
  /** Said before it is done. */
  asks: string;
  danger?: boolean;
}

/** The lifecycle's table (what may be asked for in which state), read from the operator's side. */
export const ACTIONS: Record<Action, Rule> = {
  approve: { label: 'Approve', right: 'approve', states: [], asks: 'The proposed decision takes effect at once.' },
  review: {
    label: 'Decide', right: 'operate', states: ['held', 'in_review'],
    asks: 'You propose; it takes effect when another person approves.',
  },
  lookup: {
    label: 'Look up now', right: 'operate', states: ['sent', 'in_doubt'],
    asks: 'The rail is asked now what became of this payment. Nothing is sent again.',
  },
  process: {
    label: 'Process now', right: 'operate', states: ['pending', 'queued', 'locked'],
    asks: 'It becomes due now. This opens no window and adds no funds: it waits again where they are missing.',
  },
  retry: {
    label: 'Retry', right: 'operate', states: ['failed'],
    asks: 'A new attempt is made, under a new end-to-end id. The old one paid nothing: it never left, or the bank has ruled it out.',
  },
  cancel: {
    label: 'Cancel payment', right: 'operate', states: ['pending', 'held', 'queued', 'locked', 'sending', 'sent', 'in_doubt'], danger: true,
    asks: 'It is withdrawn, and what is held for it is released.',
  },
  reverse: {
    label: 'Reverse payment', right: 'operate', states: ['settled'], danger: true,
    asks: 'The bank is asked to return the whole amount. The debtor is credited when the return is evidenced, not before.',
  },
};

const AT_THE_RAIL: ReadonlySet<State> = new Set(['sending', 'sent', 'in_doubt']);

/** What is said before the action is taken on this settlement. */
export function question(action: Action, settlement: Settlement): string {
  if (action === 'cancel' && AT_THE_RAIL.has(settlement.state)) {
    return 'The rail already has it, or may have it: the rail is asked to cancel and may answer that it is too late. Until it answers, the money stays where it is.';
  }
  if (action === 'retry' && settlement.cause === 'reviewed') {
    return 'A new attempt is made, under a new end-to-end id. That the old one paid nothing was decided by two people: if it paid all the same, this pays a second time.';
  }
  return ACTIONS[action].asks;
}

/** The decisions open to a reviewer, each named by the state it leads to. */
export const DECISIONS: Partial<Record<State, { value: State; label: string }[]>> = {
  held: [
    { value: 'pending', label: 'Release: go on with the payment' },
    { value: 'failed', label: 'Refuse: it fails, nothing moves' },
    { value: 'cancelled', label: 'Cancel' },
  ],
  in_review: [
    { value: 'settled', label: 'It was executed: book it as settled' },
    { value: 'failed', label: 'It was never executed: fail it and release the funds' },
    { value: 'locked', label: 'It was never executed: try again' },
    { value: 'in_doubt', label: 'Not known yet: keep looking it up' },
  ],
};

const OF_A_REVERSAL: typeof DECISIONS = {
  ...DECISIONS,
  in_review: [
    { value: 'queued', label: 'Ask the bank again' },
    { value: 'failed', label: 'Give it up: the money stays where it is' },
  ],
};

export function decisions(settlement: Settlement): { value: State; label: string }[] {
  return (settlement.kind === 'reversal' ? OF_A_REVERSAL : DECISIONS)[settlement.state] ?? [];
}

/** What a proposal would do, in the words in which it was chosen. */
export function wordsOf(review: Review, settlement: Settlement): string {
  return decisions(settlement).find(({ value }) => value === review.decision)?.label ?? STATE[review.decision as State]?.word ?? review.decision;
}

export function labelOf(action: Action, settlement: Settlement): string {
  return action === 'cancel' && settlement.kind === 'reversal' ? 'Cancel reversal' : ACTIONS[action].label;
}

export interface Offer { action: Action; label: string; danger: boolean; refused: string | null }

/** What can be asked for in this state, and why this person may not where that is so. */
export function offers(settlement: Settlement, session: Session): Offer[] {
  const pending = settlement.review?.current ?? false;
  const open = (Object.keys(ACTIONS) as Action[]).filter((action) =>
    action === 'approve' ? pending : ACTIONS[action].states.includes(settlement.state));
  return open.map((action) => ({
    action,
    label: action === 'review' && pending ? 'Decide otherwise' : labelOf(action, settlement),
    danger: ACTIONS[action].danger ?? false,
    refused: refusal(session, ACTIONS[action].right) ?? ownProposal(action, settlement, session),
  }));
}

function ownProposal(action: Action, settlement: Settlement, session: Session): string | null {
  if (action !== 'approve' || settlement.review?.proposed_by !== session.person) return null;
  return 'You proposed this decision; a second person has to approve it.';
}
