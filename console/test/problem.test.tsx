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
      title: 'The payment was not accepted', detail: 'Two fields have to be changed.', code: 'invalid',
      errors: [{ field: 'amount', code: 'scale', message: 'JPY has 0 decimals' }, { field: 'creditor.account', code: 'invalid_iban', detail: 'Its check digits are wrong.', remedy: 'Compare it with the invoice.' }],
    }, 'r-17'));
    expect(text).toContain('The payment was not accepted');
    expect(text).toContain('amount JPY has 0 decimals.');
    expect(text).toContain('creditor.account Its check digits are wrong. Compare it with the invoice.');
    expect(text).toContain('status 422 · invalid · request r-17');
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

  it('find the field they name, in dots or as a pointer, once', () => {
    expect(new Problem(422, { errors: [{ field: '/creditor/account', message: 'first' }, { field: 'creditor.account', message: 'second' }] }).byField())
      .toEqual({ 'creditor.account': 'first.' });
    expect(new Problem(422, { field: 'amount', detail: 'Too many digits.', code: 'scale' }).byField()).toEqual({ amount: 'Too many digits.' });
  });
});
