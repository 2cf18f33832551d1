import createClient, { type Middleware } from 'openapi-fetch';
import type { paths, ProblemBody } from './api';
import { Problem, UNREACHABLE } from './problem/problem';

/** Calls that change something say that they come from these pages (a foreign page cannot set the header) and carry a key. */
const marks: Middleware = {
  onRequest({ request }) {
    if (request.method === 'GET') return;
    request.headers.set('X-Finality-Console', '1');
    if (!request.headers.has('Idempotency-Key')) request.headers.set('Idempotency-Key', crypto.randomUUID());
  },
};

export const api = createClient<paths>({ baseUrl: location.origin, credentials: 'same-origin' });
api.use(marks);

interface Answer<T> { data?: T; error?: unknown; response: Response }

/** The document that the call answered with; anything else is thrown as a {@link Problem}. */
export async function ask<T>(call: Promise<Answer<T>>): Promise<T> {
  return (await answer(call)).data as T;
}

/** Like {@link ask}, with the status, for calls whose 202 means something else than their 200. */
export async function answer<T>(call: Promise<Answer<T>>): Promise<{ data: T; status: number }> {
  let result: Answer<T>;
  try {
    result = await call;
  } catch {
    throw new Problem(0, UNREACHABLE); // also when a success could not be read: then nobody knows what it said
  }
  const { data, error, response } = result;
  if (!response.ok) {
    throw new Problem(response.status, isObject(error) ? (error as ProblemBody) : {}, response.headers.get('X-Request-Id'));
  }
  return { data: data as T, status: response.status };
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}
