import { Menu, UnstyledButton, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { Link, Outlet } from '@tanstack/react-router';
import { PauseBanner } from '../sending/PauseBanner';
import { useSession, useSignOut } from '../session/session';
import { HealthMark } from './HealthMark';
import { Icon, Mark } from './icons';

const PAGES = [
  { to: '/settlements', name: 'Settlements' },
  { to: '/accounts', name: 'Accounts' },
  { to: '/books', name: 'Books' },
  { to: '/sending', name: 'Sending' },
] as const;

/** What stands on every page: where one is, who one is, how the engine is, and what does not send. */
export function Shell() {
  return (
    <>
      <a href="#page" className="skip">Skip to the page</a>
      <header className="bar">
        <Link to="/settlements" search={{}} className="brand" aria-label="Finality"><Mark /><span>Finality</span></Link>
        <nav aria-label="Pages">
          {PAGES.map((page) => <Link key={page.to} to={page.to} search={{}} activeProps={{ className: 'chosen' }} activeOptions={{ includeSearch: false }}>{page.name}</Link>)}
          <Link to="/new-payment" className="pay" activeProps={{ className: 'pay chosen' }} aria-label="New payment">New<span className="long">&nbsp;payment</span></Link>
        </nav>
        <div className="right-side">
          <HealthMark />
          <SchemeSwitch />
          <Person />
        </div>
      </header>
      <PauseBanner />
      <main id="page" tabIndex={-1}><Outlet /></main>
    </>
  );
}

function SchemeSwitch() {
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme('light', { getInitialValueInEffect: false }) === 'dark';
  return (
    <UnstyledButton className="round" onClick={() => setColorScheme(dark ? 'light' : 'dark')} aria-label={dark ? 'Light colours' : 'Dark colours'}>
      <Icon name={dark ? 'sun' : 'moon'} />
    </UnstyledButton>
  );
}

function Person() {
  const session = useSession();
  const signOut = useSignOut();
  return (
    <Menu position="bottom-end" shadow="md" withArrow>
      <Menu.Target>
        <UnstyledButton className="person">
          <Icon name="person" />
          <span><b>{session.person}</b><small>{session.role} · tenant {session.tenant}</small></span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{session.person}, {session.role} of tenant {session.tenant}</Menu.Label>
        <Menu.Item onClick={() => void signOut()}>Sign out</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
