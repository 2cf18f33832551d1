import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { Page, Settlement } from '../api';
import { api, ask } from '../client';
import { Problem } from '../problem/problem';
import { isId, toQuery, type Filters } from './filters';

const PAGE = 50;

/**
 * The pages of the list under these filters. Each refresh fetches every page that is open, so the pause between refreshes
 * grows with them: 2 s for the first, never a storm for somebody who scrolled far.
 */
export function useSettlements(filters: Filters) {
  return useInfiniteQuery({
    queryKey: ['settlements', 'list', filters.id, toQuery(filters)],
    queryFn: ({ pageParam }) => (filters.id ? one(filters.id) : page(filters, pageParam)),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
    refetchInterval: (query) => 2000 * Math.max(1, query.state.data?.pages.length ?? 1),
  });
}

function page(filters: Filters, cursor: string | undefined): Promise<Page<Settlement>> {
  return ask(api.GET('/v1/settlements', { params: { query: { ...toQuery(filters), limit: PAGE, ...(cursor ? { cursor } : {}) } } }));
}

/** The list of the one with this id: there or not. */
async function one(id: string): Promise<Page<Settlement>> {
  if (!isId(id)) return { items: [], next_cursor: null };
  try {
    return { items: [await ask(api.GET('/v1/settlements/{id}', { params: { path: { id } } }))], next_cursor: null };
  } catch (thrown) {
    if (thrown instanceof Problem && thrown.status === 404) return { items: [], next_cursor: null };
    throw thrown;
  }
}
