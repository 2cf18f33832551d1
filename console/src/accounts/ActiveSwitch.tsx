import { Button, Group, Modal, Stack, Switch, Tooltip } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Account } from '../api';
import { api, ask } from '../client';
import { ProblemNote } from '../problem/ProblemNote';
import { refusal } from '../session/rights';
import { useSession } from '../session/session';

/** Whether the account takes part in new payments; asks before it changes that. */
export function ActiveSwitch({ account }: { account: Account }) {
  const session = useSession();
  const house = account.code.startsWith(`${account.kind}:`);   // the engine opened it for itself; no other code begins so
  const refused = house ? 'The engine’s own account is never switched off' : refusal(session, 'treasury');
  const [asking, setAsking] = useState(false);
  const queries = useQueryClient();
  const change = useMutation({
    mutationFn: () => ask(api.PATCH('/v1/accounts/{id}', { params: { path: { id: account.id } }, body: { active: !account.active } })),
    onSuccess: () => {
      setAsking(false);
      void queries.invalidateQueries({ queryKey: ['accounts'] });
    },
  });
  const verb = account.active ? 'Deactivate' : 'Activate';
  return (
    <>
      <Tooltip label={refused} disabled={!refused} multiline maw={260} withArrow events={{ hover: true, focus: true, touch: true }}>
        <Switch
          size="xs" checked={account.active} aria-label={`${account.code} is active`} aria-disabled={refused ? true : undefined} aria-description={refused ?? undefined}
          className={refused ? 'refused' : undefined} onChange={() => { if (!refused) { change.reset(); setAsking(true); } }}
        />
      </Tooltip>
      <Modal opened={asking} onClose={() => setAsking(false)} title={`${verb} ${account.code}?`} centered>
        <Stack gap="sm">
          <p>{account.active ? 'New payments from or to it are refused. What is under way finishes, and what the bank reports is booked.' : 'It takes part in payments again.'}</p>
          {change.error && <ProblemNote thrown={change.error} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={() => setAsking(false)}>Leave it</Button>
            <Button loading={change.isPending} onClick={() => change.mutate()} data-autofocus>{verb}</Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
