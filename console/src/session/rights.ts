import type { Permission, Session } from '../api';

// The engine's table of roles, only to say whom to ask: whether somebody may, their session says.
const HOLDERS: Partial<Record<Permission, string>> = {
  pay: 'operator, treasurer, approver or admin',
  operate: 'operator, treasurer, approver or admin',
  treasury: 'treasurer or admin',
  approve: 'approver or admin',
};

const DEED: Partial<Record<Permission, string>> = { pay: 'Making payments', treasury: 'Changing accounts', approve: 'Approving' };

/** Why this person may not, in a sentence; null when they may. The engine decides; this spares people buttons that would be refused. */
export function refusal(session: Session, permission: Permission): string | null {
  if (session.permissions.includes(permission)) return null;
  return `${DEED[permission] ?? 'This'} takes the role ${HOLDERS[permission] ?? 'admin'}; you are signed in as ${session.role}.`;
}
