import { Button, Skeleton } from '@mantine/core';
import { Link, useSearch } from '@tanstack/react-router';
import type { Account } from '../api';
import { Amount } from '../money/Amount';
import { ProblemNote } from '../problem/ProblemNote';
import { Empty } from '../shell/Empty';
import { ActiveSwitch } from './ActiveSwitch';
import { TABS, useAccounts, type Tab } from './accounts';

/** All accounts with their balances, by kind. */
export function AccountsPage() {
  const { tab = 'all' } = useSearch({ from: '/accounts' });
  return (
    <div>
      <h1>Accounts</h1>
      <nav className="tabs" aria-label="Kinds of accounts">
        {TABS.map((one) => (
          <Link key={one} to="/accounts" search={one === 'all' ? {} : { tab: one }} className={one === tab ? 'chosen' : undefined} aria-current={one === tab ? 'page' : undefined} activeProps={{}}>
            {one}
          </Link>
        ))}
      </nav>
      <List tab={tab} />
    </div>
  );
}

function List({ tab }: { tab: Tab }) {
  const accounts = useAccounts(tab);
  if (accounts.loading) return <Skeleton height={280} aria-label="Loading accounts" />;
  if (accounts.error && accounts.rows.length === 0) return <ProblemNote thrown={accounts.error} retry={accounts.again} />;
  return (
    <>
      {accounts.error && <ProblemNote thrown={accounts.error} stale />}
      {accounts.rows.length === 0
        ? <Empty title={tab === 'all' ? 'No accounts yet' : `No ${tab} accounts`}>Accounts are opened with POST /v1/accounts.</Empty>
        : <Rows rows={accounts.rows} />}
      {accounts.more && <p className="more"><Button variant="default" loading={accounts.loadingMore} onClick={accounts.more}>Load more</Button></p>}
    </>
  );
}

function Rows({ rows }: { rows: Account[] }) {
  return (
    <div className="sheet-frame">
      <table className="sheet stacked">
        <thead>
          <tr>
            <th scope="col">Account</th>
            <th scope="col">Kind</th>
            <th scope="col">Bank</th>
            <th scope="col" className="right">Available</th>
            <th scope="col" className="right">Posted</th>
            <th scope="col" className="right">Held</th>
            <th scope="col" className="right">Limit</th>
            <th scope="col">Active</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((account) => (
            <tr key={account.id} className={account.active ? undefined : 'inactive'}>
              <th scope="row"><Link to="/accounts/$id" params={{ id: account.id }} search={{}}>{account.code}</Link></th>
              <td data-label="Kind" className="whole">{account.kind.replaceAll('_', ' ')}</td>
              <td data-label="Bank">{account.bank ?? <span className="quiet">–</span>}</td>
              <td data-label="Available" className="right strong"><Amount value={account.available} currency={account.currency} /></td>
              <td data-label="Posted" className="right"><Amount value={account.posted} currency={account.currency} /></td>
              <td data-label="Held" className="right"><Amount value={account.held} currency={account.currency} quietZero /></td>
              <td data-label="Limit" className="right"><Amount value={account.limit} currency={account.currency} quietZero /></td>
              <td data-label="Active" className="switch"><ActiveSwitch account={account} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
