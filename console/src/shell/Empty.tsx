import type { ReactNode } from 'react';

/** Nothing to show, and what that means. */
export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return <div className="empty"><strong>{title}</strong>{children && <p>{children}</p>}</div>;
}
