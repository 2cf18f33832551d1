import { Button, Tooltip } from '@mantine/core';
import { useState } from 'react';
import { Link } from '@tanstack/react-router';
import type { Review, Settlement } from '../api';
import { refusal } from '../session/rights';
import { useSession } from '../session/session';
import { Time } from '../time/Time';
import { ActionDialog, type Outcome } from './ActionDialog';
import { offers, wordsOf, type Action } from './actions';

/** What can be done now; a deed that this person may not do is shown with the reason. */
export function ActionBar({ settlement }: { settlement: Settlement }) {
  const session = useSession();
  const [open, setOpen] = useState<Action | null>(null);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const offered = offers(settlement, session);
  return (
    <section className="actions" aria-label="Actions">
      {settlement.review && <Proposal review={settlement.review} settlement={settlement} mayApprove={settlement.review.proposed_by !== session.person && refusal(session, 'approve') === null} />}
      {offered.length > 0 && (
        <div className="buttons no-print">
          {offered.map(({ action, label, danger, refused }) => (
            <Tooltip key={action} label={refused} disabled={!refused} multiline maw={280} withArrow events={{ hover: true, focus: true, touch: true }}>
              <Button
                size="xs" variant={action === 'approve' || (action === 'review' && !settlement.review?.current) ? 'filled' : 'default'} className={danger ? 'danger' : undefined}
                data-disabled={refused ? true : undefined} aria-disabled={refused ? true : undefined} aria-description={refused ?? undefined}
                onClick={() => { if (!refused) setOpen(action); }}
              >
                {label}
              </Button>
            </Tooltip>
          ))}
        </div>
      )}
      {outcome && (
        <p className="outcome" role="status">
          {outcome.words} {outcome.created && <Link to="/settlements/$id" params={{ id: outcome.created }} search={{}}>Open it</Link>}
        </p>
      )}
      {open && <ActionDialog action={open} settlement={settlement} close={() => setOpen(null)} done={(result) => { setOpen(null); setOutcome(result); }} />}
    </section>
  );
}

function Proposal({ review, settlement, mayApprove }: { review: Review; settlement: Settlement; mayApprove: boolean }) {
  return (
    <div className="proposal">
      <p><strong>{review.proposed_by}</strong> proposed <Time at={review.proposed_at} />: <strong>{wordsOf(review, settlement)}</strong></p>
      <blockquote>{review.reason}</blockquote>
      <p className="quiet">{!review.current ? 'Something became known since: the proposal is void, decide anew.' : mayApprove ? 'It takes effect when you, or another second person, approve it.' : 'A second person has to approve it before it takes effect.'}</p>
    </div>
  );
}
