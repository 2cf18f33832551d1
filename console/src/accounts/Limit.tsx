import { Button, Group, Modal, Stack, TextInput, Tooltip } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Account } from '../api';
import { api, ask } from '../client';
import { Amount } from '../money/Amount';
import { Problem } from '../problem/problem';
import { ProblemNote } from '../problem/ProblemNote';
import { refusal } from '../session/rights';
import { useSession } from '../session/session';
import { Time } from '../time/Time';

/** A new limit is proposed by one person and takes effect when another approves it. */
export function Limit({ account }: { account: Account }) {
  const session = useSession();
  const [asking, setAsking] = useState(false);
  const proposed = account.proposed_limit;
  const own = proposed?.proposed_by === session.person;
  const refused = proposed
    ? refusal(session, 'approve') ?? (own ? 'You proposed this limit; a second person has to approve it.' : null)
    : refusal(session, 'treasury');
  const approve = useChange(() => ask(api.POST('/v1/accounts/{id}/limit/approve', { params: { path: { id: account.id } }, body: { limit: proposed?.limit ?? '' } })));
  return (
    <div className="limit">
      {proposed && (
        <p><strong>{proposed.proposed_by}</strong> proposed a limit of <Amount value={proposed.limit} currency={account.currency} /> <Time at={proposed.proposed_at} /></p>
      )}
      <Tooltip label={refused} disabled={!refused} multiline maw={280} withArrow events={{ hover: true, focus: true, touch: true }}>
        <Button
          variant="default" className="no-print" data-disabled={refused ? true : undefined} aria-disabled={refused ? true : undefined} aria-description={refused ?? undefined}
          loading={approve.isPending} onClick={() => { if (!refused) { if (proposed) approve.mutate(); else setAsking(true); } }}
        >
          {proposed ? 'Approve limit' : 'Change limit'}
        </Button>
      </Tooltip>
      {approve.error && <ProblemNote thrown={approve.error} />}
      {asking && <LimitDialog account={account} close={() => setAsking(false)} />}
    </div>
  );
}

function LimitDialog({ account, close }: { account: Account; close: () => void }) {
  const [limit, setLimit] = useState(account.limit ?? '');
  const change = useChange(() => ask(api.PATCH('/v1/accounts/{id}', { params: { path: { id: account.id } }, body: { limit: limit.trim() } })), close);
  const fault = change.error instanceof Problem ? change.error.byField().limit : undefined;
  const complete = /^\d+(\.\d+)?$/.test(limit.trim());
  return (
    <Modal opened onClose={close} title={`Limit of ${account.code}`} centered>
      <form onSubmit={(event) => { event.preventDefault(); if (complete) change.mutate(); }}>
        <Stack gap="sm">
          <TextInput
            label={`New limit in ${account.currency}`} required data-autofocus inputMode="decimal" className="figures" value={limit}
            error={fault ?? (limit.trim() && !complete ? 'Write digits and at most one point, like 25000.00.' : undefined)}
            description="How far the account may go below zero. It takes effect when another person approves."
            onChange={(event) => { setLimit(event.currentTarget.value); change.reset(); }}
          />
          {change.error && !fault && <ProblemNote thrown={change.error} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={close}>Leave it</Button>
            <Button type="submit" loading={change.isPending} disabled={!complete}>Propose</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function useChange(change: () => Promise<Account>, done?: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['accounts'] });
      done?.();
    },
  });
}
