import { CHECKPOINTS, type Settlement } from '../api';
import { Icon } from '../shell/icons';
import { Time } from '../time/Time';
import { CHECKPOINT, checkpointsPassed, STATE } from './states';

/** The five checkpoints as one line: what is durable, and where it stands or stopped. */
export function Progress({ settlement }: { settlement: Settlement }) {
  const passed = checkpointsPassed(settlement.log ?? []);
  const { tone, word } = STATE[settlement.state];
  return (
    <ol className="progress" aria-label="Checkpoints">
      {CHECKPOINTS.map((checkpoint, i) => {
        const at = passed.at[checkpoint];
        const done = i < passed.count;
        const here = i === passed.count;
        return (
          <li key={checkpoint} className={done ? 'passed' : here ? `here tone-${tone}` : 'ahead'}>
            <i aria-hidden="true">{done && <Icon name="tick" />}{here && settlement.state === 'failed' && <Icon name="cross" />}</i>
            <span>{CHECKPOINT[checkpoint]}</span>
            <small>{done ? at ? <Time at={at} /> : <span className="sr-only">passed</span> : here ? word : <span className="sr-only">not reached</span>}</small>
          </li>
        );
      })}
    </ol>
  );
}
