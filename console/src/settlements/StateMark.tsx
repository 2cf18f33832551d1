import type { State } from '../api';
import { STATE } from './states';

/** A state: its word, and a dot in its colour that says nothing the word does not. */
export function StateMark({ state }: { state: State }) {
  const known = STATE[state] ?? { word: state, means: '', tone: 'waiting' };
  return <span className={`state tone-${known.tone}`} title={known.means}><i aria-hidden="true" />{known.word}</span>;
}
