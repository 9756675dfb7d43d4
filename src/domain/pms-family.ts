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

/** Families whose free slots can be read. Elsewhere `appointments_available_slots` answers 204: no rows, not no room. */
const SLOT_FAMILIES: ReadonlySet<PmsFamily> = new Set([PmsFamily.orthoTrac, PmsFamily.dolphin]);
const WEB_3 = /web\s*v?\s*3(?:\.|\b)/i;

/** Whether the software tells free slots by itself: OrthoTrac, Dolphin, and Planet DDS WebV3.0. */
export function tellsFreeSlots(software: PmsSoftware): boolean {
  const family = pmsFamilyOf(software);
  if (family === PmsFamily.planetDds) return WEB_3.test(`${software.name} ${software.version}`);
  return SLOT_FAMILIES.has(family);
}
