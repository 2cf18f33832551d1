import { useInfiniteQuery } from '@tanstack/react-query';
import type { Kind } from '../api';
import { api, ask } from '../client';

export const TABS = ['all', 'nostro', 'vostro', 'participant', 'other'] as const;
export type Tab = (typeof TABS)[number];
const OWN_TAB: ReadonlySet<Kind> = new Set(['nostro', 'vostro', 'participant']);

/** Which accounts a tab shows. `payable` are those a payment can be made from. */
export function belongs(kind: Kind, tab: Tab | 'payable'): boolean {
  switch (tab) {
    case 'all': return true;
    case 'other': return !OWN_TAB.has(kind);
    case 'payable': return kind === 'participant' || kind === 'vostro';
    default: return kind === tab;
  }
}

/** The accounts in the books, of one sort. `more` loads the next page when there is one. */
export function useAccounts(tab: Tab | 'payable') {
  const kind = tab === 'nostro' || tab === 'vostro' || tab === 'participant' ? tab : undefined;
  const query = useInfiniteQuery({
    queryKey: ['accounts', 'list', kind ?? 'all'],
    queryFn: ({ pageParam }) =>
      ask(api.GET('/v1/accounts', { params: { query: { ...(kind ? { kind } : {}), limit: 200, ...(pageParam ? { cursor: pageParam } : {}) } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    refetchInterval: (running) => 5000 * Math.max(1, running.state.data?.pages.length ?? 1),
  });
  const rows = (query.data?.pages.flatMap((page) => page.items) ?? []).filter((account) => belongs(account.kind, tab));
  return {
    rows,
    loading: query.isPending,
    error: query.error,
    again: () => void query.refetch(),
    more: query.hasNextPage ? () => void query.fetchNextPage() : undefined,
    loadingMore: query.isFetchingNextPage,
  };
}
