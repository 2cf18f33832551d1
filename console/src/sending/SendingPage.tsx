import { Button, Skeleton, Tooltip } from '@mantine/core';
import { useState } from 'react';
import type { Pause } from '../api';
import { ProblemNote } from '../problem/ProblemNote';
import { refusal } from '../session/rights';
import { useSession } from '../session/session';
import { Time } from '../time/Time';
import { PauseDialog } from './PauseDialog';
import { named, useSending } from './sending';

/** Stops and starts what leaves the house: altogether, by rail, by connection, by tenant. */
export function SendingPage() {
  const sending = useSending();
  const [asking, setAsking] = useState<{ resume?: Pause } | null>(null);
  return (
    <div>
      <div className="title">
        <h1>Sending</h1>
        <Guarded label="Pause…" act={() => setAsking({})} />
      </div>
      <p className="lead quiet">While something is paused its instructions are taken, validated and wait; what is at the rail goes on there, and look-ups go on. A pause survives restarts.</p>
      {sending.isError && <ProblemNote thrown={sending.error} stale={sending.data !== undefined} retry={() => void sending.refetch()} />}
      {sending.data ? <Pauses pauses={sending.data.pauses} resume={(pause) => setAsking({ resume: pause })} /> : sending.isPending && <Skeleton height={160} aria-label="Loading" />}
      {asking && <PauseDialog resume={asking.resume} close={() => setAsking(null)} />}
    </div>
  );
}

function Pauses({ pauses, resume }: { pauses: Pause[]; resume: (pause: Pause) => void }) {
  if (pauses.length === 0) return <p className="verdict tone-good"><strong>Everything sends</strong></p>;
  return (
    <div className="sheet-frame">
      <table className="sheet stacked">
        <thead>
          <tr>
            <th scope="col">Paused</th><th scope="col">Since</th><th scope="col">By</th><th scope="col">Reason</th>
            <th scope="col" className="no-print"><span className="sr-only">Change</span></th>
          </tr>
        </thead>
        <tbody>
          {pauses.map((pause) => (
            <tr key={`${pause.scope} ${pause.name}`}>
              <th scope="row"><span className="state tone-doubt"><i aria-hidden="true" />{named(pause)}</span></th>
              <td data-label="Since"><Time at={pause.since} full /></td>
              <td data-label="By">{pause.by}</td>
              <td data-label="Reason">{pause.reason}</td>
              <td className="no-print right"><Guarded label="Resume" about={named(pause)} act={() => resume(pause)} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A button that says why it is not for this person, when it is not. */
function Guarded({ label, about, act }: { label: string; about?: string; act: () => void }) {
  const refused = refusal(useSession(), 'operate');
  return (
    <Tooltip label={refused} disabled={!refused} multiline maw={260} withArrow events={{ hover: true, focus: true, touch: true }}>
      <Button
        variant="default" className="no-print" data-disabled={refused ? true : undefined} aria-disabled={refused ? true : undefined}
        aria-description={refused ?? undefined} aria-label={about && `${label}: ${about}`} onClick={() => { if (!refused) act(); }}
      >
        {label}
      </Button>
    </Tooltip>
  );
}
