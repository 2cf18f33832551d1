import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import type { Account } from '../api';
import { api, ask } from '../client';
import { Amount } from '../money/Amount';
import { ProblemNote } from '../problem/ProblemNote';
import { Icon } from '../shell/icons';
import { ActiveSwitch } from './ActiveSwitch';
import { Limit } from './Limit';
import { Statement } from './Statement';

/** One account: its balances, its limit, and its transfers with the running balance. */
export function AccountPage() {
  const { id } = useParams({ from: '/accounts/$id' });
  const { span = 'day' } = useSearch({ from: '/accounts/$id' });
  const account = useQuery({
    queryKey: ['accounts', 'one', id],
    queryFn: () => ask(api.GET('/v1/accounts/{id}', { params: { path: { id } } })),
    refetchInterval: 5000,
  });
  return (
    <div>
      <p className="no-print"><Link to="/accounts" search={{}} className="back"><Icon name="back" /> Accounts</Link></p>
      {account.data ? <><Balances account={account.data} /><Statement account={account.data} span={span} /></>
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
        <span className="quiet">{[account.kind.replaceAll('_', ' '), account.bank, account.number, account.owner, account.currency].filter(Boolean).join(' · ')}</span>
        <span className="active-switch">{account.active ? 'active' : 'inactive'} <ActiveSwitch account={account} /></span>
      </div>
      <dl className="figures-line">
        {figures.map(([name, value]) => (
          <div key={name}><dt>{name}</dt><dd><Amount value={value} currency={account.currency} quietZero={name !== 'Available'} /></dd></div>
        ))}
        <Limit account={account} />
      </dl>
    </header>
  );
}
