import { useQuery } from '@tanstack/react-query';
import type { Pause } from '../api';
import { api, ask } from '../client';

export const SENDING = ['sending'];

/** What is paused; asked everywhere, because the banner stands on every page. */
export function useSending() {
  return useQuery({ queryKey: SENDING, queryFn: () => ask(api.GET('/v1/sending')), refetchInterval: 5000 });
}

/** What a pause stops, as the subject of a sentence. */
export function named({ scope, name }: Pick<Pause, 'scope' | 'name'>): string {
  switch (scope) {
    case 'all': return 'All sending';
    case 'tenant': return 'Sending of this tenant';
    default: return `${scope[0]!.toUpperCase()}${scope.slice(1)} ${name}`;
  }
}
