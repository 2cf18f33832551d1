import { Alert, Button, Group, Modal, Radio, Stack, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Settlement } from '../api';
import { answer, api } from '../client';
import { Amount } from '../money/Amount';
import { ProblemNote } from '../problem/ProblemNote';
import { ACTIONS, decisions as decisionsOn, labelOf, question, wordsOf, type Action } from './actions';
import { StateMark } from './StateMark';
import { creditorOf } from './states';

export interface Outcome { words: string; created?: string }

interface Props { action: Action; settlement: Settlement; close: () => void; done: (outcome: Outcome) => void }

/** Asks once more before something is done, with what it is done to. One key per question: asking again repeats, never doubles. */
export function ActionDialog({ action, settlement, close, done }: Props) {
  const label = labelOf(action, settlement);
  const decisions = action === 'review' ? decisionsOn(settlement) : [];
  // What is approved is what was read when this was opened: a proposal that takes its place meanwhile is another question.
  const [read] = useState(() => settlement.review);
  const replaced = action === 'approve' && settlement.review?.proposed_at !== read?.proposed_at;
  const [decision, setDecision] = useState('');
  const [reason, setReason] = useState('');
  const [key, setKey] = useState(() => crypto.randomUUID());
  const queries = useQueryClient();
  const act = useMutation({
    mutationFn: () => send(action, settlement.id, key, { decision: action === 'approve' ? read?.decision ?? '' : decision, reason: reason.trim() }),
    onSuccess: (outcome) => done(outcome),
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: ['settlement', settlement.id] });
      void queries.invalidateQueries({ queryKey: ['settlements'] });
    },
  });
  const renew = () => { act.reset(); setKey(crypto.randomUUID()); }; // another body is another question
  const complete = action === 'review' ? decision !== '' && reason.trim() !== '' : !replaced;
  return (
    <Modal opened onClose={close} title={action === 'review' ? 'What became of it?' : `${label}?`} centered>
      <form onSubmit={(event) => { event.preventDefault(); if (complete) act.mutate(); }}>
        <Stack gap="sm">
          <p className="about"><Amount value={settlement.amount} currency={settlement.currency} /> {settlement.kind === 'reversal' ? 'back from' : 'to'} {creditorOf(settlement)} <StateMark state={settlement.state} /></p>
          <p>{question(action, settlement)}</p>
          {action === 'approve' && read && <><p><strong>{wordsOf(read, settlement)}</strong></p><blockquote>{read.proposed_by}: {read.reason}</blockquote></>}
          {replaced && !act.isPending && <Alert color="orange" role="alert" title="This proposal is no longer the present one">Close this and look at what is proposed now.</Alert>}
          {action === 'review' && (
            <>
              <Radio.Group size="xs" label="Decision" value={decision} onChange={(value) => { setDecision(value); renew(); }} required>
                <Stack gap={6} mt={4}>{decisions.map(({ value, label }) => <Radio key={value} size="xs" value={value} label={label} />)}</Stack>
              </Radio.Group>
              <Textarea
                label="Reason" description="Kept with the settlement, for the second person and the audit." required autosize minRows={2}
                value={reason} onChange={(event) => { setReason(event.currentTarget.value); renew(); }}
              />
            </>
          )}
          {act.error && <ProblemNote thrown={act.error} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={close}>Leave it</Button>
            <Button type="submit" loading={act.isPending} disabled={!complete} color={ACTIONS[action].danger ? 'red' : undefined} data-autofocus={action !== 'review' || undefined}>
              {action === 'review' ? 'Propose' : label}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

async function send(action: Action, id: string, key: string, review: { decision: string; reason: string }): Promise<Outcome> {
  const call = { params: { path: { id } }, headers: { 'Idempotency-Key': key } };
  switch (action) {
    case 'review':
      await answer(api.POST('/v1/settlements/{id}/review', { ...call, body: review }));
      return { words: 'Proposed. A second person has to approve it.' };
    case 'lookup':
      await answer(api.POST('/v1/settlements/{id}/lookup', call));
      return { words: 'The rail is being asked; the timeline shows its answer.' };
    case 'process':
      await answer(api.POST('/v1/settlements/{id}/process', call));
      return { words: 'It is due now.' };
    case 'retry':
      await answer(api.POST('/v1/settlements/{id}/retry', call));
      return { words: 'A new attempt is on its way.' };
    case 'approve':
      await answer(api.POST('/v1/settlements/{id}/approve', { ...call, body: { decision: review.decision } }));
      return { words: 'Approved; the decision is in force.' };
    case 'cancel': {
      const { status } = await answer(api.POST('/v1/settlements/{id}/cancel', call));
      return { words: status === 202 ? 'The rail is being asked to cancel; the timeline shows its answer.' : 'Cancelled.' };
    }
    case 'reverse': {
      const { data, status } = await answer(api.POST('/v1/settlements/{id}/reverse', call));
      if (data?.id && data.id !== id) return { words: 'The reversal is an instruction of its own.', created: data.id };
      return { words: status === 202 ? 'Asked for. A second person has to approve it.' : 'The reversal is under way.' };
    }
  }
}
