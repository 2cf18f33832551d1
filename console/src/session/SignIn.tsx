import { Button, PasswordInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ask } from '../client';
import { Problem } from '../problem/problem';
import { ProblemNote } from '../problem/ProblemNote';
import { Mark } from '../shell/icons';
import { SESSION } from './session';

/** Trades an API key for a session cookie. The key is sent once and kept nowhere in the browser. */
export function SignIn() {
  const [key, setKey] = useState('');
  const queries = useQueryClient();
  const signIn = useMutation({
    mutationFn: () => ask(api.POST('/v1/session', { body: { key: key.trim() } })),
    onSuccess: (session) => queries.setQueryData(SESSION, session),
  });
  const wrong = signIn.error instanceof Problem && (signIn.error.status === 401 || signIn.error.status === 403);
  return (
    <main className="sign-in">
      <form onSubmit={(event) => { event.preventDefault(); if (key.trim()) signIn.mutate(); }}>
        <h1><Mark /> Finality</h1>
        <p className="quiet">Sign in with an API key. It is exchanged for a session of this browser and not kept.</p>
        <PasswordInput
          label="API key" value={key} onChange={(event) => setKey(event.currentTarget.value)} autoFocus required autoComplete="off" spellCheck={false}
          error={wrong ? 'This key is not known, or has been withdrawn.' : undefined}
          description="The first start wrote one to operator.key in the data directory."
        />
        {signIn.error && !wrong && <ProblemNote thrown={signIn.error} />}
        <Button type="submit" loading={signIn.isPending} disabled={!key.trim()} fullWidth>Sign in</Button>
      </form>
    </main>
  );
}
