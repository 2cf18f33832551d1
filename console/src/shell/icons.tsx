/** The few signs the pages use, drawn here so that nothing is fetched for them. */
export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="7" fill="var(--brand)" />
      <path d="M9 8h14M9 16h10M9 24h4" stroke="#fff" strokeWidth="3.4" strokeLinecap="round" />
      <circle cx="22" cy="24" r="3" fill="#7fe0b0" />
    </svg>
  );
}

const PATHS = {
  tick: 'M3 8.5l3.2 3.2L13 5',
  cross: 'M4 4l8 8M12 4l-8 8',
  sun: 'M8 5a3 3 0 100 6 3 3 0 000-6zM8 1v1.6M8 13.4V15M1 8h1.6M13.4 8H15M3 3l1.1 1.1M11.9 11.9L13 13M13 3l-1.1 1.1M4.1 11.9L3 13',
  moon: 'M13 9.6A5.6 5.6 0 016.4 3 5.6 5.6 0 1013 9.6z',
  down: 'M4 6l4 4 4-4',
  up: 'M4 10l4-4 4 4',
  back: 'M10 3L5 8l5 5',
  person: 'M8 8a2.7 2.7 0 100-5.4A2.7 2.7 0 008 8zM2.8 14c.5-2.7 2.5-4.2 5.2-4.2s4.7 1.500 5.2 4.2',
} as const;

export function Icon({ name }: { name: keyof typeof PATHS }) {
  return (
    <svg className="icon" viewBox="0 0 16 16" aria-hidden="true" fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" strokeLinejoin="round">
      <path d={PATHS[name]} />
    </svg>
  );
}
