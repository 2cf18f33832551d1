const DAY = new Intl.DateTimeFormat('en-GB', { day: '2-digit', month: 'short' });
const YEAR = new Intl.DateTimeFormat('en-GB', { day: '2-digit', month: 'short', year: 'numeric' });
const CLOCK = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });

/** A moment in the reader's zone: today's by its clock time, this year's with the day. */
export function spoken(at: Date, now: Date): string {
  if (Number.isNaN(at.getTime())) return '';
  if (at.toDateString() === now.toDateString()) return CLOCK.format(at);
  return `${(at.getFullYear() === now.getFullYear() ? DAY : YEAR).format(at)} ${CLOCK.format(at)}`;
}

/** `2026-11-21 09:22:32.123 UTC`. */
export function inUtc(at: Date): string {
  return Number.isNaN(at.getTime()) ? '' : `${at.toISOString().replace('T', ' ').replace('Z', '')} UTC`;
}

/** The time in the reader's zone, in UTC on hover. `full` always says the day. */
export function Time({ at, full }: { at: string | null | undefined; full?: boolean }) {
  if (!at) return <span className="quiet">–</span>;
  const moment = new Date(at);
  if (Number.isNaN(moment.getTime())) return <span>{at}</span>;
  return (
    <time dateTime={at} title={inUtc(moment)}>
      {full ? `${YEAR.format(moment)} ${CLOCK.format(moment)}` : spoken(moment, new Date())}
    </time>
  );
}

/** `30 ms`, `1.8 s`, `12 s`, `3 min 20 s`, `2 h 5 min`: a length of time, given in seconds. */
export function lasting(seconds: number): string {
  if (seconds < 0.9995) return `${Math.round(seconds * 1000)} ms`;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const whole = Math.round(seconds);
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}
