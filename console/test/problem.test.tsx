import { MantineProvider } from '@mantine/core';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { Problem, toProblem } from '../src/problem/problem';
import { ProblemNote } from '../src/problem/ProblemNote';

const shown = (thrown: unknown) =>
  renderToStaticMarkup(<MantineProvider><ProblemNote thrown={thrown} /></MantineProvider>).replace(/<style[\s\S]*?<\/style>/g, '').replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

describe('problems', () => {
  it('are shown with their words, every field at fault, code and request', () => {
    const text = shown(new Problem(422, {
      title: 'Unprocessable Content', detail: 'amount: JPY has 0 decimals (and 1 more, see errors)', code: 'scale', field: 'amount',
      errors: [{ field: 'amount', code: 'scale', message: 'amount: JPY has 0 decimals' }, { field: 'creditor.account', code: 'invalid_iban', message: 'creditor.account: its check digits are wrong' }],
    }, 'r-17'));
    expect(text).toContain('Not accepted');
    expect(text).toContain('amount JPY has 0 decimals.');
    expect(text).toContain('creditor.account Its check digits are wrong.');
    expect(text).toContain('status 422 · scale · request r-17');
  });

  it('without a body still say what happened', () => {
    expect(shown(new Problem(403, {}))).toContain('Not allowed for this role');
    expect(shown(new Problem(502, {}))).toContain('The engine could not answer');
  });

  it('say of silence that it is silence', () => {
    expect(shown(new TypeError('Failed to fetch'))).toContain('The engine did not answer');
    expect(toProblem(new TypeError()).unanswered).toBe(true);
    expect(new Problem(503, {}).unanswered).toBe(true);
    expect(new Problem(409, {}).unanswered).toBe(false);
  });

  it('find the fields they name, with the first fault of each', () => {
    const errors = [{ field: 'creditor.account', code: 'a', message: 'creditor.account: first' }, { field: 'creditor.account', code: 'b', message: 'second' }];
    expect(new Problem(422, { errors }).byField()).toEqual({ 'creditor.account': 'First.' });
    expect(new Problem(422, { field: 'amount', detail: 'amount: too many digits', code: 'scale' }).byField()).toEqual({ amount: 'Too many digits.' });
  });
});
