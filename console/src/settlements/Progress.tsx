import { CHECKPOINTS, type Settlement } from '../api';
import { Icon } from '../shell/icons';
import { Time } from '../time/Time';
import { CHECKPOINT, checkpointsPassed, STATE } from './states';

/** The five checkpoints as one line: what is durable, and where it stands or stopped. */
export function Progress({ settlement }: { settlement: Settlement }) {
  const passed = checkpointsPassed(settlement.log ?? []);
  const next = CHECKPOINTS.findIndex((checkpoint) => !passed[checkpoint]);
  const { tone, word } = STATE[settlement.state];
  return (
    <ol className="progress" aria-label="Checkpoints">
      {CHECKPOINTS.map((checkpoint, i) => {
        const at = passed[checkpoint];
        return (
          <li key={checkpoint} className={at ? 'passed' : i === next ? `here tone-${tone}` : 'ahead'}>
            <i aria-hidden="true">{at && <Icon name="tick" />}{i === next && settlement.state === 'failed' && <Icon name="cross" />}</i>
            <span>{CHECKPOINT[checkpoint]}</span>
            <small>{at ? <Time at={at} /> : i === next ? word : <span className="sr-only">not reached</span>}</small>
          </li>
        );
      })}
    </ol>
  );
}
