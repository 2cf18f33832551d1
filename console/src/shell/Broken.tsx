import { Button } from '@mantine/core';
import { Link, type ErrorComponentProps } from '@tanstack/react-router';
import { Empty } from './Empty';

/** A page that could not be drawn; most often a file of an older build after the engine was replaced. */
export function Broken({ error }: ErrorComponentProps) {
  return (
    <Empty title="This page could not be drawn">
      {error instanceof Error ? error.message : String(error)}
      <br /><Button variant="default" size="xs" mt="sm" onClick={() => location.reload()}>Load it afresh</Button>
    </Empty>
  );
}

export function NotFound() {
  return <Empty title="There is no such page"><Link to="/settlements" search={{}}>Settlements</Link></Empty>;
}
