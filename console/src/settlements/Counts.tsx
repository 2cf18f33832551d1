import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { STATES, type State } from '../api';
import { api, ask } from '../client';
import { ProblemNote } from '../problem/ProblemNote';
import { lasting, Time } from '../time/Time';
import { clean, type Filters } from './filters';
import { STATE } from './states';

const COUNT = new Intl.NumberFormat('en-GB');

/** How many instructions are in each state, each count a filter; unfinished ones all, ended ones of the last day. */
export function Counts({ filters }: { filters: Filters }) {
  const stats = useQuery({
    queryKey: ['settlements', 'stats'],
    queryFn: () => ask(api.GET('/v1/settlements/stats')),
    refetchInterval: 2000,
  });
  if (stats.isError && !stats.data) return <ProblemNote thrown={stats.error} retry={() => void stats.refetch()} />;
  const counts = stats.data?.states;
  return (
    <section className="counts" aria-label="Settlements by state" aria-busy={!counts}>
      <ul>
        {STATES.map((state) => <Count key={state} state={state} n={counts && (counts[state] ?? 0)} filters={filters} />)}
      </ul>
      <p className="day">
        {stats.data ? (
          <>
            {stats.isError ? <strong className="tone-doubt">as it was at <Time at={stats.data.at} />, no answer since</strong> : stats.data.stuck > 0
              ? <strong className="tone-doubt">{COUNT.format(stats.data.stuck)} stuck for more than 10 minutes</strong>
              : <span className="quiet">none stuck</span>}
            <span><b className="quiet">Ended: of those created since</b> <Time at={stats.data.since} /></span>
            {stats.data.average_settlement_seconds != null && <span><b className="quiet">Settled in</b> {lasting(stats.data.average_settlement_seconds)} on average</span>}
          </>
        ) : <span className="quiet">Counting…</span>}
      </p>
    </section>
  );
}

function Count({ state, n, filters }: { state: State; n: number | undefined; filters: Filters }) {
  const chosen = filters.state === state;
  return (
    <li className={`tone-${STATE[state].tone}${n ? '' : ' none'}`}>
      <Link
        to="/settlements" search={clean({ ...filters, state: chosen ? undefined : state })} replace title={STATE[state].means} aria-current={chosen || undefined}
        activeProps={{}} className={chosen ? 'chosen' : undefined}
      >
        <b>{n === undefined ? '·' : COUNT.format(n)}</b>
        <span>{STATE[state].word}</span>
      </Link>
    </li>
  );
}
