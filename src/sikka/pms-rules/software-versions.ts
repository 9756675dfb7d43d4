import type { PmsSoftware } from '../../domain/pms';
import { PmsFamily, pmsFamilyOf } from '../../domain/pms-family';

const spelling = ({ name, version }: PmsSoftware): string => `${name} ${version}`;

/** Dentrix G6, whose visits take more fields in a reschedule than any other. */
export const isDentrixG6 = (pms: PmsSoftware): boolean =>
  pmsFamilyOf(pms) === PmsFamily.dentrix && /(?<![A-Z0-9])G6(?![0-9])/i.test(spelling(pms));

/** Planet DDS WebV3.0, not WebV2.0. */
export const isPlanetWeb3 = (pms: PmsSoftware): boolean =>
  pmsFamilyOf(pms) === PmsFamily.planetDds && /web\s*v?\s*3(?:\.|\b)/i.test(spelling(pms));
