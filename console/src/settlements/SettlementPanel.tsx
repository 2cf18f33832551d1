import { Button, CopyButton, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, type ReactNode } from 'react';
import type { Settlement } from '../api';
import { api, ask } from '../client';
import { Amount } from '../money/Amount';
import { isZero } from '../money/amount';
import { ProblemNote } from '../problem/ProblemNote';
import { Icon } from '../shell/icons';
import { Time } from '../time/Time';
import { ActionBar } from './ActionBar';
import { Progress } from './Progress';
import { StateMark } from './StateMark';
import { ENDED, meaning, rowId } from './states';
import { Evidence, Timeline } from './Timeline';

/** One instruction: where it stands, what can be done, every field, and how it came here. */
export function SettlementPanel() {
  const { id } = useParams({ from: '/settlements/$id' });
  const filters = useSearch({ from: '/settlements' });
  const navigate = useNavigate();
  const panel = useRef<HTMLElement>(null);
  const settlement = useQuery({
    queryKey: ['settlement', id],
    queryFn: () => ask(api.GET('/v1/settlements/{id}', { params: { path: { id } } })),
    refetchInterval: (query) => (query.state.data && ENDED.has(query.state.data.state) ? 10_000 : 2000),
  });
  useEffect(() => {
    panel.current?.scrollTo(0, 0);
    panel.current?.focus({ preventScroll: true });
  }, [id]);
  const close = async () => {
    await navigate({ to: '/settlements', search: filters });
    document.getElementById(rowId(id))?.focus(); // back where the reader came from
  };
  return (
    <aside
      className="panel" ref={panel} tabIndex={-1} aria-label="Settlement"
      onKeyDown={(event) => { if (event.key === 'Escape' && !event.defaultPrevented) void close(); }}
    >
      <Link to="/settlements" search={filters} className="close" aria-label="Close and return to the list"><Icon name="cross" /></Link>
      {settlement.data ? <Content key={id} settlement={settlement.data} stale={settlement.error} />
        : settlement.isError ? <ProblemNote thrown={settlement.error} retry={() => void settlement.refetch()} />
        : <Skeleton height={420} aria-label="Loading the settlement" />}
    </aside>
  );
}

function Content({ settlement, stale }: { settlement: Settlement; stale: unknown }) {
  return (
    <>
      {stale != null && <ProblemNote thrown={stale} stale />}
      <header className="headline">
        <p className="sum"><Amount value={settlement.amount} currency={settlement.currency} /> {settlement.kind === 'reversal' && <span className="kind">reversal</span>}</p>
        <StateMark state={settlement.state} />
        <p className="quiet">{meaning(settlement)} {settlement.cause && <strong className="cause">{settlement.cause.replaceAll('_', ' ')}</strong>}</p>
      </header>
      <Progress settlement={settlement} />
      <ActionBar settlement={settlement} />
      <Fields settlement={settlement} />
      <h2>Timeline</h2>
      <Timeline log={settlement.log ?? []} />
    </>
  );
}

function Fields({ settlement: s }: { settlement: Settlement }) {
  return (
    <dl className="fields">
      <Field name="Id"><Copied text={s.id} /></Field>
      <Field name="Reference">{s.reference}</Field>
      <Field name="Kind">{s.kind}</Field>
      <Field name="Debtor account">{s.debtor_account}</Field>
      <Field name="Creditor">{s.creditor?.name}</Field>
      <Field name="Creditor account">{s.creditor_account ?? (s.creditor?.account && <Copied text={s.creditor.account} />)}</Field>
      <Field name="Creditor's bank">{[s.creditor?.bank, s.creditor?.country].filter(Boolean).join(', ')}</Field>
      <Field name="From bank">{s.from_bank}</Field>
      <Field name="To bank">{s.to_bank}</Field>
      <Field name="Obligation">{s.obligation_id}</Field>
      <Field name="Rail">{[s.rail?.toLowerCase(), s.connection].filter(Boolean).join(' over ')}</Field>
      <Field name="End-to-end id">{s.end_to_end_id && <Copied text={s.end_to_end_id} />}</Field>
      <Field name="Attempts">{String(s.attempts)}</Field>
      <Field name="Priority">{s.priority}</Field>
      <Field name="Purpose">{s.purpose}</Field>
      <Field name="Requested for">{s.requested_date}</Field>
      <Field name="Due">{s.due_at && !ENDED.has(s.state) && <Time at={s.due_at} full />}</Field>
      <Field name="Returned">{s.returned_amount && !isZero(s.returned_amount) && <Amount value={s.returned_amount} currency={s.currency} />}</Field>
      <Field name="Reverses">{s.reverses && <Link to="/settlements/$id" params={{ id: s.reverses }} search={{}}>{s.reverses}</Link>}</Field>
      <Field name="Created"><><Time at={s.created_at} full /> {s.created_by && <span className="quiet">by {s.created_by}</span>}</></Field>
      <Field name="Updated"><><Time at={s.updated_at} full /> <span className="quiet">version {s.version}</span></></Field>
      <Field name="Metadata">{s.metadata && Object.keys(s.metadata).length > 0 && <Evidence of={s.metadata} label={Object.keys(s.metadata).join(', ')} />}</Field>
    </dl>
  );
}

function Field({ name, children }: { name: string; children: ReactNode }) {
  if (children == null || children === '' || children === false) return null;
  return <><dt>{name}</dt><dd>{children}</dd></>;
}

function Copied({ text }: { text: string }) {
  return (
    <span className="copied">
      <code>{text}</code>
      <CopyButton value={text}>
        {({ copied, copy }) => <Button size="compact-xs" variant="subtle" onClick={copy} className="no-print">{copied ? 'copied' : 'copy'}</Button>}
      </CopyButton>
    </span>
  );
}
