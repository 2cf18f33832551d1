import { Button, Group, Modal, NativeSelect, Stack, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Pause, Scope } from '../api';
import { api, ask } from '../client';
import { Problem } from '../problem/problem';
import { ProblemNote } from '../problem/ProblemNote';
import { named, SENDING } from './sending';

const SCOPES = [
  { value: 'all', label: 'everything' },
  { value: 'tenant', label: 'this tenant' },
  { value: 'rail', label: 'a rail' },
  { value: 'connection', label: 'a connection' },
];

/** Pauses what is chosen, or resumes the given pause; both want a reason, which everyone sees. */
export function PauseDialog({ resume, close }: { resume?: Pause; close: () => void }) {
  const [scope, setScope] = useState<Scope>(resume?.scope ?? 'all');
  const [name, setName] = useState(resume?.name ?? '');
  const [reason, setReason] = useState('');
  const queries = useQueryClient();
  const byName = scope === 'rail' || scope === 'connection';
  const complete = reason.trim() !== '' && (!byName || name.trim() !== '');
  const change = useMutation({
    mutationFn: () => ask(api.PUT('/v1/sending', { body: { scope, ...(byName ? { name: name.trim() } : {}), paused: !resume, reason: reason.trim() } })),
    onSuccess: (sending) => {
      queries.setQueryData(SENDING, sending);
      close();
    },
  });
  const faults = change.error instanceof Problem ? change.error.byField() : {};
  return (
    <Modal opened onClose={close} title={resume ? `Resume: ${named(resume)}` : 'Pause sending'} centered>
      <form onSubmit={(event) => { event.preventDefault(); if (complete) change.mutate(); }}>
        <Stack gap="sm">
          {resume ? <><blockquote>{resume.by}: {resume.reason}</blockquote><p>What waits is sent from now on.</p></> : (
            <>
              <NativeSelect label="What" data={SCOPES} value={scope} onChange={(event) => { setScope(event.currentTarget.value as Scope); change.reset(); }} />
              {byName && <TextInput label="Name" required value={name} error={faults.name} onChange={(event) => { setName(event.currentTarget.value); change.reset(); }} placeholder={scope === 'rail' ? 'bankapi' : 'sandbox-eur'} />}
              <p>Nothing more of it is sent. What is already at the rail goes on there and is followed up.</p>
            </>
          )}
          <Textarea label="Reason" required data-autofocus autosize minRows={2} value={reason} onChange={(event) => setReason(event.currentTarget.value)} description="Shown to everyone and kept." />
          {change.error && !faults.name && <ProblemNote thrown={change.error} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={close}>Leave it</Button>
            <Button type="submit" loading={change.isPending} disabled={!complete}>{resume ? 'Resume' : 'Pause'}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
