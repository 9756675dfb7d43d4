/** Names of offices that only the front knows. */
export const FRONT_OFFICE = {
  prefix: 'bench-',
  /** The one that stands for the simulator's other office. */
  flooding: 'bench-00',
  name: (index: number): string => `bench-${String(index).padStart(2, '0')}`,
} as const;
