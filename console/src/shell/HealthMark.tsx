import { Popover, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Health } from '../api';
import { api } from '../client';
import { Problem, toProblem, UNREACHABLE } from '../problem/problem';
import { inAWord } from './health';

/** The engine's health in a word, its checks on a click. A 503 of `/health` is an answer here, not an error. */
export function HealthMark() {
  const health = useQuery({ queryKey: ['health'], queryFn: fetchHealth, refetchInterval: ({ state }) => (state.status === 'error' ? 1000 : 5000), retry: false });
  const { word, tone } = inAWord(health.data, health.isError);
  const checks = Object.entries(health.data?.checks ?? {});
  return (
    <Popover position="bottom-end" withArrow shadow="md">
      <Popover.Target>
        <UnstyledButton className="health" aria-label={`Engine: ${word}`}><span className={`state tone-${tone}`}><i aria-hidden="true" />{word}</span></UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        {health.isError ? <p>{toProblem(health.error).detail}</p> : checks.length === 0 ? <p className="quiet">No checks reported.</p> : (
          <dl className="figures-list checks">
            {checks.map(([name, check]) => <div key={name}><dt>{name.replaceAll('_', ' ')}</dt><dd className={`tone-${check.status === 'up' ? 'good' : 'bad'}`}>{check.problem ?? check.status}</dd></div>)}
          </dl>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}

async function fetchHealth(): Promise<Health> {
  let answered;
  try {
    answered = await api.GET('/health');
  } catch {
    throw new Problem(0, UNREACHABLE);
  }
  const body: unknown = answered.data ?? answered.error;
  if (typeof body === 'object' && body !== null && 'status' in body && 'ready' in body) return body as Health;
  throw new Problem(answered.response.status, {});
}
