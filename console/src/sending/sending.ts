import { useQuery } from '@tanstack/react-query';
import type { Sending } from '../api';
import { api, ask } from '../client';

export const SENDING = ['sending'];

/** What is allowed to send and what is paused; asked everywhere, because the banner stands on every page. */
export function useSending() {
  return useQuery({ queryKey: SENDING, queryFn: () => ask(api.GET('/v1/sending')), refetchInterval: 5000 });
}

export function named(item: Sending): string {
  return item.scope === 'all' ? 'All sending' : `${item.scope[0]!.toUpperCase()}${item.scope.slice(1)} ${item.name}`;
}
