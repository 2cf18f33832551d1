import { Alert, Button } from '@mantine/core';
import { toProblem, wordsOf } from './problem';

/** A refusal in words: what, why, what to do, and the request's id for whoever is asked. `stale`: what was known before still stands below. */
export function ProblemNote({ thrown, retry, fieldsShown, stale }: { thrown: unknown; retry?: () => void; fieldsShown?: boolean; stale?: boolean }) {
  const problem = toProblem(thrown);
  const listed = fieldsShown || problem.errors.length < 2 ? [] : problem.errors; // one alone is the detail
  return (
    <Alert color={problem.unanswered ? 'orange' : 'red'} title={problem.title} role="alert" className="problem">
      {problem.detail && listed.length === 0 && <p>{problem.detail}</p>}
      {stale && <p>What is shown here is as it was before.</p>}
      {listed.length > 0 && <ul>{listed.map((error, i) => <li key={i}><code>{error.field}</code> {wordsOf(error)}</li>)}</ul>}
      {(problem.code || problem.requestId) && (
        <p className="fine">
          {[problem.status > 0 && `status ${problem.status}`, problem.code, problem.requestId && `request ${problem.requestId}`].filter(Boolean).join(' · ')}
        </p>
      )}
      {retry && <Button size="xs" variant="default" mt="xs" onClick={retry}>Try again</Button>}
    </Alert>
  );
}
