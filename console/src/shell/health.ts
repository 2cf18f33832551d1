import type { Health } from '../api';

/**
 * The engine's health in a word. Ready is not well: an engine whose clock is wrong takes payments and sends none, so what is down is named,
 * whether or not it decides readiness.
 */
export function inAWord(health: Health | undefined, failed: boolean): { word: string; tone: string } {
  if (failed) return { word: 'no answer', tone: 'bad' };
  if (!health) return { word: '…', tone: 'waiting' };
  const up = health.ready && health.status === 'up';
  const down = Object.entries(health.checks).filter(([name, check]) => check.status !== 'up' && name !== 'start').map(([name]) => name.replaceAll('_', ' '));
  if (down.length > 0) return { word: `${down.join(', ')} down`, tone: up ? 'doubt' : 'bad' };
  return up ? { word: 'ready', tone: 'good' } : { word: 'not ready', tone: 'bad' };
}
