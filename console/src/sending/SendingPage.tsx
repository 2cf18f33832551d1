import { Button, Group, Modal, Skeleton, Stack, Textarea, Tooltip } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Sending } from '../api';
import { api, ask } from '../client';
import { ProblemNote } from '../problem/ProblemNote';
import { refusal } from '../session/rights';
import { useSession } from '../session/session';
import { Empty } from '../shell/Empty';
import { Time } from '../time/Time';
import { named, SENDING, useSending } from './sending';

/** Stops and starts what leaves the house: altogether, by rail, by connection, by tenant. */
export function SendingPage() {
  const sending = useSending();
  const [asking, setAsking] = useState<Sending | null>(null);
  return (
    <div>
      <h1>Sending</h1>
      <p className="lead quiet">
        While something is paused its instructions are taken, validated and wait; look-ups go on. A pause survives restarts.
      </p>
      {sending.isError && <ProblemNote thrown={sending.error} retry={() => void sending.refetch()} />}
      {sending.data ? <Rows items={sending.data.items} ask={setAsking} /> : sending.isPending && <Skeleton height={240} aria-label="Loading" />}
      {asking && <PauseDialog item={asking} close={() => setAsking(null)} />}
    </div>
  );
}

function Rows({ items, ask }: { items: Sending[]; ask: (item: Sending) => void }) {
  const refused = refusal(useSession().role, 'operate');
  if (items.length === 0) return <Empty title="Nothing to pause">There is no rail, connection or tenant yet.</Empty>;
  return (
    <div className="sheet-frame">
      <table className="sheet stacked">
        <thead>
          <tr><th scope="col">What</th><th scope="col">Sends</th><th scope="col">Since</th><th scope="col">By</th><th scope="col">Reason</th><th scope="col" className="no-print"><span className="sr-only">Change</span></th></tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={`${item.scope} ${item.name}`}>
              <th scope="row">{named(item)}</th>
              <td data-label="Sends"><span className={`state ${item.paused ? 'tone-doubt' : 'tone-good'}`}><i aria-hidden="true" />{item.paused ? 'paused' : 'sending'}</span></td>
              <td data-label="Since" className={absent(item.since)}><Time at={item.since} /></td>
              <td data-label="By" className={absent(item.by)}>{item.by ?? <span className="quiet">–</span>}</td>
              <td data-label="Reason" className={absent(item.reason)}>{item.reason ?? <span className="quiet">–</span>}</td>
              <td className="no-print right">
                <Tooltip label={refused} disabled={!refused} multiline maw={260} withArrow events={{ hover: true, focus: true, touch: true }}>
                  <Button
                    size="compact-xs" variant={item.paused ? 'filled' : 'default'} data-disabled={refused ? true : undefined} aria-disabled={refused ? true : undefined}
                    aria-description={refused ?? undefined} aria-label={`${item.paused ? 'Resume' : 'Pause'} ${named(item)}`} onClick={() => { if (!refused) ask(item); }}
                  >
                    {item.paused ? 'Resume' : 'Pause'}
                  </Button>
                </Tooltip>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Left out where a row is drawn as a card. */
function absent(value: string | null): string | undefined {
  return value ? undefined : 'absent';
}

function PauseDialog({ item, close }: { item: Sending; close: () => void }) {
  const [reason, setReason] = useState('');
  const queries = useQueryClient();
  const verb = item.paused ? 'Resume' : 'Pause';
  const change = useMutation({
    mutationFn: () =>
      ask(api.PUT('/v1/sending', { body: { scope: item.scope, ...(item.name ? { name: item.name } : {}), paused: !item.paused, reason: reason.trim() } })),
    onSuccess: () => {
      close();
      void queries.invalidateQueries({ queryKey: SENDING });
    },
  });
  return (
    <Modal opened onClose={close} title={`${verb} ${named(item).replace(/^All sending/, 'all sending')}?`} centered>
      <form onSubmit={(event) => { event.preventDefault(); if (reason.trim()) change.mutate(); }}>
        <Stack gap="sm">
          <p>{item.paused ? 'What waits is sent from now on.' : 'Nothing more is sent. What is already at the rail goes on there and is followed up.'}</p>
          {item.paused && item.reason && <blockquote>{item.reason}</blockquote>}
          <Textarea label="Reason" required data-autofocus autosize minRows={2} value={reason} onChange={(event) => setReason(event.currentTarget.value)} description="Shown to everyone, kept in the audit." />
          {change.error && <ProblemNote thrown={change.error} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={close}>Leave it</Button>
            <Button type="submit" loading={change.isPending} disabled={!reason.trim()}>{verb}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
