import { describe, expect, it } from 'vitest';
import { inAWord } from '../src/shell/health';

const up = { status: 'up' as const, problem: null };
const down = { status: 'down' as const, problem: 'why' };

describe('the engine in a word', () => {
  it('is ready when nothing is down', () => {
    expect(inAWord({ status: 'up', ready: true, checks: { start: up, database: up, clock: up } }, false)).toEqual({ word: 'ready', tone: 'good' });
  });

  it('names what is down although the engine is ready', () => {
    expect(inAWord({ status: 'up', ready: true, checks: { start: up, database: up, clock: down } }, false)).toEqual({ word: 'clock down', tone: 'doubt' });
  });

  it('names what keeps the engine from being ready', () => {
    expect(inAWord({ status: 'down', ready: false, checks: { start: up, database: down, clock: down } }, false)).toEqual({ word: 'database, clock down', tone: 'bad' });
    expect(inAWord({ status: 'down', ready: false, checks: { start: down, database: up } }, false)).toEqual({ word: 'not ready', tone: 'bad' });
  });

  it('is silent when the engine is', () => {
    expect(inAWord({ status: 'up', ready: true, checks: {} }, true).word).toBe('no answer');
  });
});
