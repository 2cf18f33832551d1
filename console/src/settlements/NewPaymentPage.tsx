import { Alert, Button, Group, NativeSelect, Select, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Account, NewSettlement } from '../api';
import { useAccounts } from '../accounts/accounts';
import { api, ask } from '../client';
import { Amount } from '../money/Amount';
import { grouped } from '../money/amount';
import { Problem } from '../problem/problem';
import { ProblemNote } from '../problem/ProblemNote';
import { refusal } from '../session/rights';
import { useSession } from '../session/session';
import { BLANK, bodyOf, faultsIn, type Draft } from './draft';

/**
 * A new payment: checked by a dry run that names every fault at its field, then sent under one idempotency key.
 * When the answer to the sending is lost, nobody may guess: the fields stay as they are and only the same request under the same key can be sent.
 */
export function NewPaymentPage() {
  const refused = refusal(useSession(), 'pay');
  const [draft, setDraft] = useState<Draft>(BLANK);
  const [faults, setFaults] = useState<Record<string, string>>({});
  const [checked, setChecked] = useState<{ body: NewSettlement; key: string } | null>(null);
  const navigate = useNavigate();
  const queries = useQueryClient();

  const check = useMutation({
    mutationFn: (body: NewSettlement) => dryRun(body),
    onSuccess: (verdict, body) => {
      setFaults(verdict.faults);
      if (verdict.valid) setChecked({ body, key: crypto.randomUUID() });
    },
  });
  const send = useMutation({
    mutationFn: ({ body, key }: { body: NewSettlement; key: string }) => ask(api.POST('/v1/settlements', { body, headers: { 'Idempotency-Key': key } })),
    onSuccess: (settlement) => {
      void queries.invalidateQueries({ queryKey: ['settlements'] });
      void navigate({ to: '/settlements/$id', params: { id: settlement.id }, search: {} });
    },
    onError: (thrown) => { if (thrown instanceof Problem && !thrown.unanswered) { setFaults(thrown.byField()); setChecked(null); } },
  });
  const lost = send.error instanceof Problem && send.error.unanswered;

  const set = (change: Partial<Draft>) => {
    setDraft({ ...draft, ...change });
    setFaults(without(faults, Object.keys(change)));
    check.reset();
    send.reset();
  };
  const submit = () => {
    if (checked) return send.mutate(checked);
    const found = faultsIn(draft);
    setFaults(found);
    if (Object.keys(found).length === 0) check.mutate(bodyOf(draft));
  };

  return (
    <div className="narrow">
      <h1>New payment</h1>
      {refused && <Alert color="orange" mb="md">{refused}</Alert>}
      <form noValidate onSubmit={(event) => { event.preventDefault(); submit(); }} aria-label="New payment">
        <fieldset disabled={refused !== null || checked !== null || check.isPending} className="bare">
          <Fields draft={draft} set={set} faults={faults} />
        </fieldset>
        <Stack gap="sm" mt="md">
          {check.error && <ProblemNote thrown={check.error} />}
          <Unplaced faults={faults} />
          {checked && <Confirmation body={checked.body} />}
          {send.error && <ProblemNote thrown={send.error} fieldsShown />}
          {lost && (
            <Alert ref={(note) => note?.scrollIntoView({ block: 'center' })} color="orange" title="Nobody knows yet whether it was stored">
              Send it again: it goes under the same key, so it is stored once however often it is sent. Do not enter it a second time.
            </Alert>
          )}
          <Group gap="xs">
            <Button type="submit" loading={check.isPending || send.isPending} disabled={refused !== null} key={checked ? 'send' : 'check'} autoFocus={checked !== null}>
              {checked ? (lost ? 'Send the same again' : 'Send payment') : 'Check'}
            </Button>
            {checked && !lost && <Button variant="default" disabled={send.isPending} onClick={() => { setChecked(null); send.reset(); }}>Change it</Button>}
          </Group>
        </Stack>
      </form>
    </div>
  );
}

/** The dry run's verdict; a refusal that names fields is one as well. */
async function dryRun(body: NewSettlement): Promise<{ valid: boolean; faults: Record<string, string> }> {
  try {
    const verdict = await ask(api.POST('/v1/settlements/validate', { body }));
    return { valid: verdict.valid, faults: new Problem(422, { errors: verdict.errors }).byField() };
  } catch (thrown) {
    if (!(thrown instanceof Problem) || thrown.errors.length === 0) throw thrown;
    return { valid: false, faults: thrown.byField() };
  }
}

interface FieldsProps { draft: Draft; set: (change: Partial<Draft>) => void; faults: Record<string, string> }

function Fields({ draft, set, faults }: FieldsProps) {
  const accounts = useAccounts('payable');
  const payable = accounts.rows.filter((account) => account.active);
  const debtor = payable.find((account) => account.code === draft.debtor_account);
  const text = (name: keyof Draft, label: string, more?: object) => (
    <TextInput label={label} value={draft[name]} error={faults[name]} onChange={(event) => set({ [name]: event.currentTarget.value })} autoComplete="off" {...more} />
  );
  return (
    <Stack gap="sm">
      {accounts.error && <ProblemNote thrown={accounts.error} />}
      <Select
        label="Debtor account" required searchable placeholder={accounts.loading ? 'Loading accounts…' : 'Choose an account'} nothingFoundMessage="No active account by that name"
        data={payable.map((account) => ({ value: account.code, label: `${account.code} · ${grouped(account.available)} ${account.currency}` }))}
        value={draft.debtor_account || null} error={faults.debtor_account}
        description={debtor && <>Available: <Amount value={debtor.available} currency={debtor.currency} /></>}
        onChange={(code) => set({ debtor_account: code ?? '', ...currencyOf(payable, code) })}
      />
      <div className="pair">
        {text('amount', 'Amount', { required: true, inputMode: 'decimal', placeholder: '1000.00', className: 'figures' })}
        {text('currency', 'Currency', { required: true, maxLength: 12, placeholder: 'EUR' })}
      </div>
      <NativeSelect
        label="To" value={draft.to} onChange={(event) => set({ to: event.currentTarget.value as Draft['to'] })}
        data={[{ value: 'bank', label: 'an account at another bank' }, { value: 'book', label: 'an account in these books' }]}
      />
      {draft.to === 'bank' ? (
        <>
          {text('creditor.name', "Creditor's name", { required: true })}
          {text('creditor.account', "Creditor's account", { required: true, description: 'IBAN, CLABE, account number or address' })}
          <div className="pair">
            {text('creditor.bank', "Creditor's bank", { placeholder: 'BIC' })}
            {text('creditor.country', 'Country', { maxLength: 2, placeholder: 'DE' })}
          </div>
          {text('rail', 'Rail', { placeholder: 'chosen by routing', description: 'Leave empty to have it routed' })}
        </>
      ) : text('creditor_account', 'Creditor account', { required: true, description: 'Its id or code' })}
      <div className="pair">
        <NativeSelect label="Priority" value={draft.priority} error={faults.priority} onChange={(event) => set({ priority: event.currentTarget.value })} data={['normal', 'high', 'urgent']} />
        {text('requested_date', 'Not before', { type: 'date' })}
      </div>
      {text('reference', 'Reference')}
      {text('purpose', 'Purpose')}
    </Stack>
  );
}

function currencyOf(accounts: Account[], code: string | null): Partial<Draft> {
  const account = accounts.find((one) => one.code === code);
  return account ? { currency: account.currency } : {};
}

const PLACED = new Set<string>(Object.keys(BLANK));

/** Faults of fields that the form does not have. */
function Unplaced({ faults }: { faults: Record<string, string> }) {
  const rest = Object.entries(faults).filter(([field]) => !PLACED.has(field));
  if (rest.length === 0) return null;
  return <Alert color="red" role="alert">{rest.map(([field, words]) => <p key={field}>{field && <code>{field}</code>} {words}</p>)}</Alert>;
}

function Confirmation({ body }: { body: NewSettlement }) {
  return (
    <div className="confirmation" role="status">
      <p className="sum"><Amount value={body.amount} currency={body.currency} /></p>
      <p>from <strong>{body.debtor_account}</strong> to <strong>{body.creditor?.name ?? body.creditor_account}</strong> {body.creditor && <code>{body.creditor.account}</code>}</p>
      <p className="quiet">{[body.rail ? `by ${body.rail.toLowerCase()}` : 'routed', `${body.priority ?? 'normal'} priority`, body.requested_date && `not before ${body.requested_date}`, body.reference].filter(Boolean).join(' · ')}</p>
      <p>Checked: nothing stands against it. Not sent yet.</p>
    </div>
  );
}

function without(faults: Record<string, string>, names: string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(faults).filter(([name]) => !names.includes(name)));
}
