import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { TABS, type Tab } from './accounts/accounts';
import { SPANS, type Span } from './accounts/spans';
import { filtersIn, parseSearch, stringifySearch, type Filters } from './settlements/filters';
import { Broken, NotFound } from './shell/Broken';
import { Shell } from './shell/Shell';

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });

const start = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => { throw redirect({ to: '/settlements', search: {}, replace: true }); },
});

const settlements = createRoute({
  getParentRoute: () => root,
  path: '/settlements',
  validateSearch: (search: Record<string, unknown>): Filters => filtersIn(search),
  component: lazyRouteComponent(() => import('./settlements/SettlementsPage'), 'SettlementsPage'),
});

const settlement = createRoute({
  getParentRoute: () => settlements,
  path: '$id',
  component: lazyRouteComponent(() => import('./settlements/SettlementPanel'), 'SettlementPanel'),
});

const newPayment = createRoute({
  getParentRoute: () => root,
  path: '/new-payment',
  component: lazyRouteComponent(() => import('./settlements/NewPaymentPage'), 'NewPaymentPage'),
});

const accounts = createRoute({
  getParentRoute: () => root,
  path: '/accounts',
  validateSearch: (search: Record<string, unknown>): { tab?: Tab } => {
    const tab = TABS.find((known) => known === search.tab && known !== 'all');
    return tab ? { tab } : {};
  },
  component: lazyRouteComponent(() => import('./accounts/AccountsPage'), 'AccountsPage'),
});

const account = createRoute({
  getParentRoute: () => root,
  path: '/accounts/$id',
  validateSearch: (search: Record<string, unknown>): { span?: Span } => {
    const span = SPANS.find(({ value }) => value === search.span && value !== 'day')?.value;
    return span ? { span } : {};
  },
  component: lazyRouteComponent(() => import('./accounts/AccountPage'), 'AccountPage'),
});

const books = createRoute({
  getParentRoute: () => root,
  path: '/books',
  component: lazyRouteComponent(() => import('./books/BooksPage'), 'BooksPage'),
});

const sending = createRoute({
  getParentRoute: () => root,
  path: '/sending',
  component: lazyRouteComponent(() => import('./sending/SendingPage'), 'SendingPage'),
});

export const router = createRouter({
  routeTree: root.addChildren([start, settlements.addChildren([settlement]), newPayment, accounts, account, books, sending]),
  parseSearch,
  stringifySearch,
  defaultPreload: 'intent',
  defaultErrorComponent: Broken,
  defaultNotFoundComponent: NotFound,
});

declare module '@tanstack/react-router' {
  interface Register { router: typeof router }
}
