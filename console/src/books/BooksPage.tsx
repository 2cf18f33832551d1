import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { BooksAudit, Invariant } from '../api';
import { api, ask } from '../client';
import { grouped } from '../money/amount';
import { ProblemNote } from '../problem/ProblemNote';
import { Icon } from '../shell/icons';
import { lasting, Time } from '../time/Time';

/** The books proved now: what must always hold, with its figures, and every breach. It runs when asked, not by itself: it reads all the books. */
export function BooksPage() {
  const audit = useQuery({ queryKey: ['books'], queryFn: () => ask(api.GET('/v1/audit/books')), staleTime: Infinity, refetchOnWindowFocus: false, retry: false });
  return (
    <div>
      <div className="title">
        <h1>Books audit</h1>
        <Button className="no-print" variant="default" size="xs" loading={audit.isFetching} onClick={() => void audit.refetch()}>Run again</Button>
      </div>
      {audit.isError && <ProblemNote thrown={audit.error} stale={audit.data !== undefined} retry={() => void audit.refetch()} />}
      {audit.data ? <Finding audit={audit.data} /> : audit.isPending && <Skeleton height={320} aria-label="Auditing the books" />}
    </div>
  );
}

function Finding({ audit }: { audit: BooksAudit }) {
  const broken = audit.invariants.filter((invariant) => !invariant.holds);
  return (
    <>
      <div className={`verdict ${audit.sound ? 'tone-good' : 'tone-bad'}`} role="status">
        <i aria-hidden="true"><Icon name={audit.sound ? 'tick' : 'cross'} /></i>
        <div>
          <strong>{audit.sound ? 'The books are sound' : `The books are not sound: ${broken.length} of ${audit.invariants.length} rules broken`}</strong>
          <p className="quiet">
            {audit.sound && `All ${audit.invariants.length} rules hold. `}Checked <Time at={audit.checked_at} /> in {lasting(audit.took_ms / 1000)}
          </p>
        </div>
      </div>
      <div className="invariants">
        {[...broken, ...audit.invariants.filter((invariant) => invariant.holds)].map((invariant) => <Rule key={invariant.name} invariant={invariant} />)}
      </div>
    </>
  );
}

function Rule({ invariant }: { invariant: Invariant }) {
  const { name, holds, what, figures, breaches } = invariant;
  return (
    <article className={`invariant ${holds ? 'tone-good' : 'tone-bad'}`}>
      <h2><i aria-hidden="true"><Icon name={holds ? 'tick' : 'cross'} /></i>{sentence(name)} <span className="word">{holds ? 'holds' : 'broken'}</span></h2>
      <p className="quiet">{what}</p>
      <Figures figures={figures} />
      {breaches.length > 0 && <Breaches breaches={breaches} />}
    </article>
  );
}

const ASSET = /^[A-Z][A-Z0-9]{2,11}$/;

/** Figures as they came: names and values. A value that is itself a list of figures, by asset for instance, becomes a row for each. */
function Figures({ figures }: { figures: Record<string, unknown> }) {
  const rows = Object.entries(figures).flatMap(([name, value]): [string, string][] =>
    isRecord(value)
      ? Object.entries(value).map(([inner, figure]) => (ASSET.test(inner) ? [name, `${grouped(String(figure))} ${inner}`] : [`${name} ${inner}`, cell(figure)]))
      : [[name, cell(value)]]);
  if (rows.length === 0) return null;
  return (
    <dl className="figures-list">
      {rows.map(([name, value], i) => <div key={i}><dt>{name.replaceAll('_', ' ')}</dt><dd className="figures">{value}</dd></div>)}
    </dl>
  );
}

function Breaches({ breaches }: { breaches: string[] }) {
  return <ul className="breaches">{breaches.map((breach, i) => <li key={i}>{breach}</li>)}</ul>;
}

function sentence(name: string): string {
  const words = name.replaceAll('_', ' ');
  return words[0]!.toUpperCase() + words.slice(1);
}

function cell(value: unknown): string {
  if (value == null) return '–';
  if (Array.isArray(value)) return value.map(cell).join(', ');
  if (isRecord(value)) return Object.entries(value).map(([name, inner]) => `${name} ${cell(inner)}`).join(', ');
  if (typeof value === 'number') return grouped(String(value));
  // whole digits in text may be an account number or an id: those are left alone
  return String(value).replace(/^-?\d+\.\d+(?=$| )/, grouped);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
