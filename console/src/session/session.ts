import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import type { Session } from '../api';
import { api, ask } from '../client';
import { Problem } from '../problem/problem';

export const SESSION = ['session'];

/** Who is signed in; null when nobody is. */
export function useSessionQuery() {
  return useQuery<Session | null>({
    queryKey: SESSION,
    queryFn: async () => {
      try {
        return await ask(api.GET('/v1/session'));
      } catch (thrown) {
        if (thrown instanceof Problem && (thrown.status === 401 || thrown.status === 404)) return null;
        throw thrown;
      }
    },
    staleTime: 60_000,
    refetchOnWindowFocus: true,
  });
}

export const SignedIn = createContext<Session | null>(null);

export function useSession(): Session {
  const session = useContext(SignedIn);
  if (!session) throw new Error('outside a session');
  return session;
}

export function useSignOut() {
  const queries = useQueryClient();
  return async () => {
    try {
      await ask(api.DELETE('/v1/session'));
    } finally {
      queries.setQueryData(SESSION, null);
      // nothing of this tenant stays in memory for whoever signs in next
      queries.removeQueries({ predicate: (query) => query.queryKey[0] !== SESSION[0] });
    }
  };
}
