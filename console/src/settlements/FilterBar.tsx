import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback, useMediaQuery } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { STATES, type State } from '../api';
import { clean, fromLocalField, isFiltered, toLocalField, type Filters } from './filters';
import { STATE } from './states';

/** The filters; folded away where there is little room. */
export function FilterBar({ filters }: { filters: Filters }) {
  const narrow = useMediaQuery('(max-width: 720px)', undefined, { getInitialValueInEffect: false });
  if (!narrow) return <Fields filters={filters} />;
  return (
    <details className="filters-fold no-print" open={isFiltered(filters) || undefined}>
      <summary>Filters</summary>
      <Fields filters={filters} />
    </details>
  );
}

/** The filters as fields. Every change goes to the address at once; the list follows the address. */
function Fields({ filters }: { filters: Filters }) {
  const navigate = useNavigate();
  const set = (change: Partial<Filters>) =>
    void navigate({ to: '.', search: (old: Record<string, unknown>) => clean({ ...old, ...change }), replace: true });
  return (
    <form className="filters" role="search" aria-label="Filter settlements" onSubmit={(event) => event.preventDefault()}>
      <NativeSelect
        label="State" value={filters.state ?? ''} onChange={(event) => set({ state: (event.currentTarget.value || undefined) as State | undefined })}
        data={[{ value: '', label: 'any' }, ...STATES.map((state) => ({ value: state, label: STATE[state].word }))]}
      />
      <FilterText label="Currency" value={filters.currency} onSettled={(currency) => set({ currency: currency?.toUpperCase() })} width={84} />
      <FilterText label="Rail" value={filters.rail} onSettled={(rail) => set({ rail: rail?.toLowerCase() })} width={104} />
      <FilterText label="Reference" value={filters.reference} onSettled={(reference) => set({ reference })} width={168} />
      <FilterText label="Id" value={filters.id} onSettled={(id) => set({ id: id?.toLowerCase() })} width={168} />
      <TextInput label="From" type="datetime-local" value={toLocalField(filters.from)} onChange={(event) => set({ from: fromLocalField(event.currentTarget.value) })} />
      <TextInput label="To" type="datetime-local" value={toLocalField(filters.to)} onChange={(event) => set({ to: fromLocalField(event.currentTarget.value) })} />
      {isFiltered(filters) && (
        <Button variant="subtle" onClick={() => void navigate({ to: '.', search: clean({ order: filters.order }), replace: true })}>Clear</Button>
      )}
    </form>
  );
}

interface FilterTextProps { label: string; value: string | undefined; onSettled: (value: string | undefined) => void; width: number }

/** Free text that becomes a filter when the typing pauses, and follows the address when that changes elsewhere. */
function FilterText({ label, value, onSettled, width }: FilterTextProps) {
  const [typed, setTyped] = useState(value ?? '');
  const sent = useRef(value ?? '');
  const settle = useDebouncedCallback((text: string) => {
    sent.current = text.trim();
    onSettled(text.trim() || undefined);
  }, 300);
  useEffect(() => {
    const outside = value ?? '';
    if (outside.toLowerCase() !== sent.current.toLowerCase()) {
      sent.current = outside;
      setTyped(outside);
    }
  }, [value]);
  return (
    <TextInput
      label={label} value={typed} w={width} spellCheck={false}
      onChange={(event) => { setTyped(event.currentTarget.value); settle(event.currentTarget.value); }}
    />
  );
}
