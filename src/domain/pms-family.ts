import type { PmsSoftware } from './pms';

/** Practice management systems that want different things of a write. `other`: nothing special is known of it. */
export const PmsFamily = {
  openDental: 'open-dental',
  dentrix: 'dentrix',
  eaglesoft: 'eaglesoft',
  orthoTrac: 'orthotrac',
  dolphin: 'dolphin',
  clearDent: 'cleardent',
  planetDds: 'planet-dds',
  cornerstone: 'cornerstone',
  other: 'other',
} as const;
export type PmsFamily = (typeof PmsFamily)[keyof typeof PmsFamily];

/** In this order: a name is that of the first family whose words it holds. */
const WORDS: readonly (readonly [PmsFamily, RegExp])[] = [
  [PmsFamily.openDental, /open\s*dental/],
  [PmsFamily.dentrix, /dentrix/],
  [PmsFamily.eaglesoft, /eagle\s*soft/],
  [PmsFamily.orthoTrac, /ortho\s*trac/],
  [PmsFamily.dolphin, /dolphin/],
  [PmsFamily.clearDent, /clear\s*dent/],
  [PmsFamily.planetDds, /planet\s*dds|denticon/],
  [PmsFamily.cornerstone, /cornerstone/],
];

/** The family of a practice management system by the name that Sikka gives it. */
export function pmsFamilyOf({ name }: PmsSoftware): PmsFamily {
  const lower = name.toLowerCase();
  return WORDS.find(([, words]) => words.test(lower))?.[0] ?? PmsFamily.other;
}
