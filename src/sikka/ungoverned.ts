import type { SikkaGovernor } from './governor/port';

/** Lets every request out at once: for commands that make a handful of them. */
export const ungoverned: SikkaGovernor = { run: (_office, _priority, _signal, send) => send() };
