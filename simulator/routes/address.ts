import type { SeedOffice } from '../seed/types';

/** The invented town where everything of an office is. */
export const townOf = ({ state }: SeedOffice) => ({ city: 'Exampleton', state, zipcode: '00000' });
