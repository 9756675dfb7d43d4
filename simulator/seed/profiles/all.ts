import type { ProfileId } from '../types';
import { DENTRIX } from './dentrix';
import { DOLPHIN } from './dolphin';
import { EAGLESOFT } from './eaglesoft';
import { OPEN_DENTAL } from './open-dental';
import { PLANET_DDS } from './planet-dds';
import type { PmsProfile } from './profile';

export const PROFILES: Readonly<Record<ProfileId, PmsProfile>> = {
  'open-dental': OPEN_DENTAL,
  dentrix: DENTRIX,
  eaglesoft: EAGLESOFT,
  dolphin: DOLPHIN,
  'planet-dds': PLANET_DDS,
};
