import { Alert, Button } from '@mantine/core';
import { toProblem, wordsOf } from './problem';

/** A refusal in words: what, why, what to do, and the request's id for whoever is asked. */
export function ProblemNote({ thrown, retry, fieldsShown }: { thrown: unknown; retry?: () => void; fieldsShown?: boolean }) {
  const problem = toProblem(thrown);
  const listed = fieldsShown ? [] : problem.errors.filter((error) => wordsOf(error) !== problem.detail);
  return (
    <Alert color={problem.status === 0 || problem.status >= 500 ? 'orange' : 'red'} title={problem.title} role="alert" className="problem">
      {problem.detail && problem.detail !== problem.title && <p>{problem.detail}</p>}
      {problem.remedy && <p>{problem.remedy}</p>}
      {listed.length > 0 && (
        <ul>
          {listed.map((error, i) => (
            <li key={i}>{error.field && <code>{error.field}</code>} {wordsOf(error)}</li>
          ))}
        </ul>
      )}
      {(problem.code || problem.requestId) && (
        <p className="fine">
          {[problem.status > 0 && `status ${problem.status}`, problem.code, problem.requestId && `request ${problem.requestId}`].filter(Boolean).join(' · ')}
        </p>
      )}
      {retry && <Button size="xs" variant="default" mt="xs" onClick={retry}>Try again</Button>}
    </Alert>
  );
}
