import '@mantine/core/styles.css';
import './look.css';
import { MantineProvider } from '@mantine/core';
import { QueryCache, QueryClient, QueryClientProvider, useQueryClient } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Problem } from './problem/problem';
import { ProblemNote } from './problem/ProblemNote';
import { router } from './routes';
import { SESSION, SignedIn, useSessionQuery } from './session/session';
import { SignIn } from './session/SignIn';
import { theme } from './theme';

const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    // the session ended while a page was open: back to the sign-in, and back to the same page after it
    onError: (thrown, query) => {
      if (thrown instanceof Problem && thrown.status === 401 && query.queryKey[0] !== SESSION[0]) queries.setQueryData(SESSION, null);
    },
  }),
  defaultOptions: {
    // 'always': the browser's word about the network says nothing about an engine on this machine, and a page that asks nothing would show old figures as live
    queries: { networkMode: 'always', retry: (failures, thrown) => failures < 1 && thrown instanceof Problem && thrown.unanswered, staleTime: 1000 },
    mutations: { networkMode: 'always', retry: false }, // whether to repeat something is for the person to decide
  },
});

function Gate() {
  const session = useSessionQuery();
  const client = useQueryClient();
  if (session.data) return <SignedIn value={session.data}><RouterProvider router={router} /></SignedIn>;
  if (session.data === null) return <SignIn />;
  if (session.isError) {
    return <main className="sign-in"><ProblemNote thrown={session.error} retry={() => void client.resetQueries({ queryKey: SESSION })} /></main>;
  }
  return null;
}

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <QueryClientProvider client={queries}><Gate /></QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
