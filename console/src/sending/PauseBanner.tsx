import { Link } from '@tanstack/react-router';
import { Time } from '../time/Time';
import { named, useSending } from './sending';

/** On every page while something does not send: what, since when, and why. Instructions are still taken and wait. */
export function PauseBanner() {
  const pauses = useSending().data?.pauses ?? [];
  if (pauses.length === 0) return null;
  return (
    <div className="banner" role="alert">
      {pauses.slice(0, 3).map((pause) => (
        <p key={`${pause.scope} ${pause.name}`}>
          <strong>{named(pause)} {pause.scope === 'all' ? 'is off' : 'is paused'}</strong> since <Time at={pause.since} /> by {pause.by}: {pause.reason}
        </p>
      ))}
      {pauses.length > 3 && <p>and {pauses.length - 3} more</p>}
      <Link to="/sending">Sending</Link>
    </div>
  );
}
