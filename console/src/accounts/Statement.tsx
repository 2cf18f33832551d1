import { Button, Skeleton } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Account, StatementLine } from '../api';
import { api, ask } from '../client';
import { Amount } from '../money/Amount';
import { ProblemNote } from '../problem/ProblemNote';
import { Empty } from '../shell/Empty';
import { Time } from '../time/Time';
import { isOfSettlement, SPANS, spanStart, type Span } from './spans';

/** The transfers of a span in the order they were booked, between the balance before them and the one after. */
export function Statement({ account, span }: { account: Account; span: Span }) {
  const from = spanStart(span, new Date());
  const statement = useInfiniteQuery({
    queryKey: ['accounts', 'statement', account.id, from],
    queryFn: ({ pageParam }) =>
      ask(api.GET('/v1/accounts/{id}/statement', {
        params: { path: { id: account.id }, query: { limit: 200, ...(from ? { from } : {}), ...(pageParam ? { cursor: pageParam } : {}) } },
      })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    refetchInterval: (query) => 5000 * Math.max(1, query.state.data?.pages.length ?? 1),
  });
  const pages = statement.data?.pages ?? [];
  const lines = pages.flatMap((page) => page.items);
  return (
    <section>
      <div className="title">
        <h2>Transfers</h2>
        <nav className="tabs" aria-label="How far back">
          {SPANS.map(({ value, label }) => (
            <Link key={value} to="." search={value === 'day' ? {} : { span: value }} replace className={value === span ? 'chosen' : undefined} aria-current={value === span || undefined} activeProps={{}}>
              {label}
            </Link>
          ))}
        </nav>
      </div>
      {statement.isError && <ProblemNote thrown={statement.error} stale={statement.data !== undefined} retry={() => void statement.refetch()} />}
      {statement.isPending && <Skeleton height={240} aria-label="Loading the statement" />}
      {pages.length > 0 && lines.length === 0 && <Empty title={span === 'all' ? 'No transfers yet' : 'No transfers in this span'}>The first booking appears here.</Empty>}
      {lines.length > 0 && <Lines lines={lines} currency={account.currency} opening={pages[0]!.opening} closing={pages.at(-1)!.closing} whole={!statement.hasNextPage} />}
      {statement.hasNextPage && (
        <p className="more"><Button variant="default" loading={statement.isFetchingNextPage} onClick={() => void statement.fetchNextPage()}>Load more</Button></p>
      )}
    </section>
  );
}

interface LinesProps { lines: StatementLine[]; currency: string; opening: string; closing: string; whole: boolean }

function Lines({ lines, currency, opening, closing, whole }: LinesProps) {
  return (
    <div className="sheet-frame">
      <table className="sheet stacked">
        <thead>
          <tr>
            <th scope="col">Booked</th>
            <th scope="col">Kind</th>
            <th scope="col">Counter account</th>
            <th scope="col">Settlement</th>
            <th scope="col" className="right">Debit</th>
            <th scope="col" className="right">Credit</th>
            <th scope="col" className="right">Balance</th>
          </tr>
        </thead>
        <tbody>
          <tr className="edge"><th scope="row" colSpan={6}>Opening balance</th><td className="right" data-label=""><Amount value={opening} currency={currency} /></td></tr>
          {lines.map((line) => <Line key={line.position} line={line} currency={currency} />)}
          <tr className="edge"><th scope="row" colSpan={6}>{whole ? 'Closing balance' : 'Balance so far'}</th><td className="right" data-label=""><Amount value={closing} currency={currency} /></td></tr>
        </tbody>
      </table>
    </div>
  );
}

function Line({ line, currency }: { line: StatementLine; currency: string }) {
  const side = (which: StatementLine['side']) => line.side === which && <Amount value={line.amount} currency={currency} />;
  return (
    <tr>
      <th scope="row"><Time at={line.at} /></th>
      <td data-label="Kind">{line.kind.replaceAll('_', ' ')}</td>
      <td data-label="Counter account"><Link to="/accounts/$id" params={{ id: line.other }} search={{}}>{line.other_code}</Link></td>
      <td data-label="Settlement" className={isOfSettlement(line.kind) ? undefined : 'absent'}>
        {isOfSettlement(line.kind) && <Link to="/settlements/$id" params={{ id: line.event }} search={{}} title={line.event}>…{line.event.slice(-12)}</Link>}
      </td>
      <td data-label="Debit" className={`right${line.side === 'debit' ? '' : ' absent'}`}>{side('debit')}</td>
      <td data-label="Credit" className={`right${line.side === 'credit' ? '' : ' absent'}`}>{side('credit')}</td>
      <td data-label="Balance" className="right strong"><Amount value={line.balance} currency={currency} /></td>
    </tr>
  );
}
