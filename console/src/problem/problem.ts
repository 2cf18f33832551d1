import type { FieldError, ProblemBody } from '../api';

/** A refusal of the API, or its silence (`status` 0), in words that can be shown. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string | null;
  readonly errors: FieldError[];
  readonly requestId: string | null;

  constructor(status: number, body: ProblemBody, requestId: string | null = null) {
    super(body.detail ?? TITLES[status] ?? `The engine answered ${status}`);
    this.status = status;
    this.code = body.code ?? '';
    this.title = TITLES[status] ?? (status >= 500 ? 'The engine could not answer' : `The engine refused (${status})`);
    this.detail = body.detail ?? null;
    this.errors = body.errors ?? (body.field ? [{ field: body.field, code: body.code ?? '', message: body.detail ?? '' }] : []);
    this.requestId = requestId;
  }

  /** Whether the call may have taken effect although no answer says so. */
  get unanswered(): boolean {
    return this.status === 0 || this.status >= 500;
  }

  /** The words for each field at fault; a nested field is found by its full name, `creditor.account`. */
  byField(): Record<string, string> {
    const words: Record<string, string> = {};
    for (const error of this.errors) words[error.field] ??= wordsOf(error);
    return words;
  }
}

/** What is wrong with a field as a sentence that can stand beside it: without the field's name, which the API puts in front. */
export function wordsOf(error: FieldError): string {
  const said = error.message.startsWith(`${error.field}: `) ? error.message.slice(error.field.length + 2) : error.message;
  const words = said.trim() || error.code.replaceAll('_', ' ') || 'not accepted';
  return words[0]!.toUpperCase() + words.slice(1) + (/[.!?]$/.test(words) ? '' : '.');
}

const TITLES: Record<number, string> = {
  0: 'The engine did not answer',
  400: 'The request was not understood',
  401: 'Not signed in',
  403: 'Not allowed for this role',
  404: 'There is no such thing',
  409: 'It is not possible in its present state',
  413: 'Too much was sent at once',
  422: 'Not accepted',
  429: 'Too many requests',
  503: 'The engine is not ready',
};

export const UNREACHABLE: ProblemBody = {
  code: 'unreachable',
  detail: 'Nothing came back: the engine is stopped, restarting, or the network is cut.',
};

/** Anything that was thrown, as a problem. */
export function toProblem(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown;
  return new Problem(0, UNREACHABLE);
}
