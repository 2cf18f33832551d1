import type { LogEntry } from '../api';
import { Time } from '../time/Time';
import { StateMark } from './StateMark';
import { CHECKPOINT } from './states';

/** The instruction's log, newest first: every step with its time, cause, who, and the evidence it rests on. */
export function Timeline({ log }: { log: LogEntry[] }) {
  if (log.length === 0) return <p className="quiet">No steps recorded.</p>;
  return (
    <ol className="timeline" reversed>
      {log.toReversed().map((entry) => (
        <li key={`${entry.seq} ${entry.to} ${entry.at}`}>
          <header>
            <StateMark state={entry.to} />
            {entry.checkpoints.map((checkpoint) => <span key={checkpoint} className="checkpoint">{CHECKPOINT[checkpoint] ?? checkpoint}</span>)}
            <Time at={entry.at} />
          </header>
          <p>
            {entry.cause?.replaceAll('_', ' ') ?? ''}
            <span className="quiet"> {entry.by && <>by {entry.by} · </>}step {entry.seq}</span>
          </p>
          <Evidence of={entry.evidence} />
        </li>
      ))}
    </ol>
  );
}

export function Evidence({ of, label = 'Evidence' }: { of: unknown; label?: string }) {
  if (of == null || (typeof of === 'object' && Object.keys(of).length === 0)) return null;
  return (
    <details className="evidence">
      <summary>{label}</summary>
      <pre tabIndex={0}>{typeof of === 'string' ? of : JSON.stringify(of, null, 2)}</pre>
    </details>
  );
}
