import { Link } from '@tanstack/react-router';
import { Time } from '../time/Time';
import { named, useSending } from './sending';

/** On every page while something does not send: what, since when, and why. Instructions are still taken and wait. */
export function PauseBanner() {
  const paused = useSending().data?.items.filter((item) => item.paused) ?? [];
  if (paused.length === 0) return null;
  return (
    <div className="banner" role="alert">
      {paused.slice(0, 3).map((item) => (
        <p key={`${item.scope} ${item.name}`}>
          <strong>{named(item)} {item.scope === 'all' ? 'is off' : 'is paused'}</strong>
          {item.since && <> since <Time at={item.since} /></>}{item.by && <> by {item.by}</>}{item.reason && <>: {item.reason}</>}
        </p>
      ))}
      {paused.length > 3 && <p>and {paused.length - 3} more</p>}
      <Link to="/sending">Sending</Link>
    </div>
  );
}
