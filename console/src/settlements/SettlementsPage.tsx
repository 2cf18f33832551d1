import { Button, Skeleton } from '@mantine/core';
import { Link, Outlet, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { KeyboardEvent } from 'react';
import type { Settlement } from '../api';
import { Amount } from '../money/Amount';
import { ProblemNote } from '../problem/ProblemNote';
import { Icon } from '../shell/icons';
import { Empty } from '../shell/Empty';
import { Time } from '../time/Time';
import { Counts } from './Counts';
import { FilterBar } from './FilterBar';
import { clean, isFiltered, isId, type Filters } from './filters';
import { useSettlements } from './list';
import { StateMark } from './StateMark';
import { creditorOf, rowId } from './states';

/** The live list, with the chosen instruction beside it (instead of it where there is no room). */
export function SettlementsPage() {
  const filters = useSearch({ from: '/settlements' });
  const { id: chosen } = useParams({ strict: false });
  return (
    <div className={`settlements${chosen ? ' with-panel' : ''}`}>
      <div className="list">
        <h1 className="sr-only">Settlements</h1>
        <Counts filters={filters} />
        <FilterBar filters={filters} />
        <List filters={filters} chosen={chosen} />
      </div>
      <Outlet />
    </div>
  );
}

function List({ filters, chosen }: { filters: Filters; chosen: string | undefined }) {
  const list = useSettlements(filters);
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  const oldestFirst = filters.order === 'asc';
  // older ones are always what comes next: below the newest first, above the oldest first
  const more = <p className="more"><Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>Load older</Button></p>;
  if (list.isPending) return <Skeleton height={320} aria-label="Loading settlements" />;
  if (list.isError && rows.length === 0) return <ProblemNote thrown={list.error} retry={() => void list.refetch()} />;
  return (
    <>
      {list.isError && <ProblemNote thrown={list.error} stale />}
      {oldestFirst && list.hasNextPage && more}
      {rows.length === 0 ? <Nothing filters={filters} /> : <Rows rows={oldestFirst ? rows.toReversed() : rows} chosen={chosen} filters={filters} />}
      {!oldestFirst && list.hasNextPage && more}
      {rows.length > 0 && !list.hasNextPage && <p className="more quiet">{total(rows.length, isFiltered(filters))}</p>}
    </>
  );
}

function total(n: number, filtered: boolean): string {
  if (n === 1) return filtered ? 'One settlement matches' : 'One settlement';
  return filtered ? `All ${n} that match` : `All ${n} settlements`;
}

function Nothing({ filters }: { filters: Filters }) {
  if (filters.id && !isId(filters.id)) return <Empty title="That is not a whole id">An id has 36 characters, like 019a9f3c-5e0b-7c1d-9a77-3f2b8c1d4e5f.</Empty>;
  return isFiltered(filters)
    ? <Empty title="No settlement matches these filters">Clear them to see all.</Empty>
    : <Empty title="No settlements yet">The first one appears here as soon as it is stored. <Link to="/new-payment">Make a payment</Link></Empty>;
}

function Rows({ rows, chosen, filters }: { rows: Settlement[]; chosen: string | undefined; filters: Filters }) {
  const oldestFirst = filters.order === 'asc';
  const navigate = useNavigate();
  return (
    <div className="sheet-frame">
      <table className="sheet lines">
        <thead>
          <tr>
            <th scope="col" aria-sort={oldestFirst ? 'ascending' : 'descending'}>
              <Link to="." search={clean({ ...filters, order: oldestFirst ? undefined : ('asc' as const) })} replace className="sort">
                Created <Icon name={oldestFirst ? 'up' : 'down'} />
              </Link>
            </th>
            <th scope="col">Reference</th>
            <th scope="col">Creditor</th>
            <th scope="col" className="right">Amount</th>
            <th scope="col">State</th>
            <th scope="col" className="wide-only">Rail</th>
            <th scope="col" className="wide-only right">Attempts</th>
            <th scope="col" className="wide-only">Updated</th>
          </tr>
        </thead>
        <tbody onKeyDown={walk}>
          {rows.map((row) => (
            <tr
              key={row.id} className={row.id === chosen ? 'chosen' : undefined}
              onClick={(event) => {
                if ((event.target as HTMLElement).closest('a') || getSelection()?.toString()) return;
                void navigate({ to: '/settlements/$id', params: { id: row.id }, search: filters });
              }}
            >
              <td><Time at={row.created_at} /></td>
              <td className="reference">
                <Link id={rowId(row.id)} to="/settlements/$id" params={{ id: row.id }} search={filters} aria-current={row.id === chosen || undefined} title={row.id}>
                  {row.reference || `…${row.id.slice(-12)}`}
                </Link>
              </td>
              <td className="cut">{row.kind === 'reversal' && <span className="quiet">back from </span>}{creditorOf(row)}</td>
              <td className="right"><Amount value={row.amount} currency={row.currency} /></td>
              <td><StateMark state={row.state} /></td>
              <td className="wide-only">{row.rail?.toLowerCase() ?? <span className="quiet">–</span>}</td>
              <td className="wide-only right">{row.attempts || <span className="quiet">0</span>}</td>
              <td className="wide-only"><Time at={row.updated_at} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Arrow keys walk through the rows' links, Home and End to the first and last. */
function walk(event: KeyboardEvent<HTMLTableSectionElement>) {
  const links = [...event.currentTarget.querySelectorAll<HTMLAnchorElement>('td.reference a')];
  const here = links.indexOf(document.activeElement as HTMLAnchorElement);
  const to = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: links.length - 1 }[event.key];
  if (to === undefined || here < 0) return;
  event.preventDefault();
  links[Math.min(Math.max(to, 0), links.length - 1)]?.focus();
}
