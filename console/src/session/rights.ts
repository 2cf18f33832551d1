import type { Role } from '../api';

/** What a role may do. The engine decides; this only spares people buttons that would be refused, and tells them why. */
const HOLDERS = {
  pay: ['operator', 'treasurer', 'approver', 'admin'],
  operate: ['operator', 'treasurer', 'approver', 'admin'],
  approve: ['approver', 'admin'],
  accounts: ['treasurer', 'admin'],
} as const satisfies Record<string, readonly Role[]>;

export type Right = keyof typeof HOLDERS;

const DEED: Record<Right, string> = {
  pay: 'Making payments',
  operate: 'This',
  approve: 'Approving',
  accounts: 'Changing accounts',
};

/** Why this role may not, in a sentence; null when it may. */
export function refusal(role: string, right: Right): string | null {
  const holders: readonly string[] = HOLDERS[right];
  if (holders.includes(role)) return null;
  return `${DEED[right]} takes the role ${holders.slice(0, -1).join(', ')} or ${holders.at(-1)}; you are signed in as ${role}.`;
}
