import { Button, Skeleton } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { Account, StatementLine } from '../api';
import { api, ask } from '../client';
import { Amount } from '../money/Amount';
import { ProblemNote } from '../problem/ProblemNote';
import { Empty } from '../shell/Empty';
import { Icon } from '../shell/icons';
import { Time } from '../time/Time';
import { ActiveSwitch } from './ActiveSwitch';

/** One account: its balances and its transfers with the running balance. */
export function AccountPage() {
  const { id } = useParams({ from: '/accounts/$id' });
  const account = useQuery({
    queryKey: ['accounts', 'one', id],
    queryFn: () => ask(api.GET('/v1/accounts/{id}', { params: { path: { id } } })),
    refetchInterval: 5000,
  });
  return (
    <div>
      <p className="no-print"><Link to="/accounts" className="back"><Icon name="back" /> Accounts</Link></p>
      {account.data ? <><Balances account={account.data} /><Statement account={account.data} /></>
        : account.isError ? <ProblemNote thrown={account.error} retry={() => void account.refetch()} />
        : <Skeleton height={280} aria-label="Loading the account" />}
    </div>
  );
}

function Balances({ account }: { account: Account }) {
  const figures = [['Posted', account.posted], ['Held', account.held], ['Limit', account.limit], ['Available', account.available]] as const;
  return (
    <header>
      <div className="title">
        <h1>{account.code}</h1>
        <span className="quiet">{[account.kind.replaceAll('_', ' '), account.bank, account.currency].filter(Boolean).join(' · ')}</span>
        <span className="active-switch">{account.active ? 'active' : 'inactive'} <ActiveSwitch account={account} /></span>
      </div>
      <dl className="figures-line">
        {figures.map(([name, value]) => (
          <div key={name}><dt>{name}</dt><dd><Amount value={value} currency={account.currency} quietZero={name !== 'Available'} /></dd></div>
        ))}
      </dl>
    </header>
  );
}

function Statement({ account }: { account: Account }) {
  const statement = useInfiniteQuery({
    queryKey: ['accounts', 'statement', account.id],
    queryFn: ({ pageParam }) =>
      ask(api.GET('/v1/accounts/{id}/statement', { params: { path: { id: account.id }, query: { limit: 100, ...(pageParam ? { cursor: pageParam } : {}) } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    refetchInterval: (query) => 5000 * Math.max(1, query.state.data?.pages.length ?? 1),
  });
  const lines = statement.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section>
      <h2>Transfers</h2>
      {statement.isError && <ProblemNote thrown={statement.error} retry={() => void statement.refetch()} />}
      {statement.isPending ? <Skeleton height={240} aria-label="Loading the statement" />
        : lines.length > 0 ? <Lines lines={lines} currency={account.currency} />
        : !statement.isError && <Empty title="No transfers yet">The first booking on this account appears here.</Empty>}
      {statement.hasNextPage && (
        <p className="more"><Button variant="default" loading={statement.isFetchingNextPage} onClick={() => void statement.fetchNextPage()}>Load more</Button></p>
      )}
    </section>
  );
}

function Lines({ lines, currency }: { lines: StatementLine[]; currency: string }) {
  return (
    <div className="sheet-frame">
      <table className="sheet stacked">
        <thead>
          <tr>
            <th scope="col">Booked</th>
            <th scope="col">Counter account</th>
            <th scope="col">Purpose</th>
            <th scope="col" className="right">Debit</th>
            <th scope="col" className="right">Credit</th>
            <th scope="col" className="right">Balance</th>
            <th scope="col">Settlement</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.transfer}>
              <th scope="row"><Time at={line.at} /></th>
              <td data-label="Counter account">{line.counter_account}</td>
              <td data-label="Purpose" className="cut">{line.purpose?.replaceAll('_', ' ')}</td>
              <td data-label="Debit" className={`right${line.debit ? '' : ' absent'}`}>{line.debit && <Amount value={line.debit} currency={currency} />}</td>
              <td data-label="Credit" className={`right${line.credit ? '' : ' absent'}`}>{line.credit && <Amount value={line.credit} currency={currency} />}</td>
              <td data-label="Balance" className="right strong"><Amount value={line.balance} currency={currency} /></td>
              <td data-label="Settlement" className={line.settlement ? undefined : 'absent'}>
                {line.settlement && <Link to="/settlements/$id" params={{ id: line.settlement }} search={{}} title={line.settlement}>…{line.settlement.slice(-12)}</Link>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
