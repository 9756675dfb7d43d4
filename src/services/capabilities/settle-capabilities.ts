import { chooseCancelWord } from '../../domain/cancel-word';
import type { PmsOperatory, PmsProvider, PmsSoftware } from '../../domain/pms';
import { CapabilityPart, type PmsCapabilities } from '../../domain/pms-capabilities';
import { pmsFamilyOf, tellsFreeSlots } from '../../domain/pms-family';
import { decideWrites } from './decide-writes';
import type { ReadParts } from './read-parts';

const toProvider = (provider: PmsProvider): PmsCapabilities['providers'][number] => ({
  providerId: provider.providerId,
  name: `${provider.firstName} ${provider.lastName}`.trim(),
  isBookable: provider.isActive && !provider.isHidden,
});

const toOperatory = ({ operatory, abbreviation, isHidden }: PmsOperatory): PmsCapabilities['operatories'][number] => ({
  operatory,
  abbreviation,
  isHidden,
});

/** Nothing that was learned of another software holds for this one; a new version of the same is taken to be like it. */
function ofSameSoftware(earlier: PmsCapabilities | null, { name }: PmsSoftware): PmsCapabilities | null {
  const before = earlier?.software?.name ?? name;
  return before.toLowerCase() === name.toLowerCase() ? earlier : null;
}

/** Names of the parts that were not read. */
export function unreadParts(parts: ReadParts): readonly CapabilityPart[] {
  const names = Object.keys(CapabilityPart) as (keyof typeof CapabilityPart)[];
  return names.filter((name) => !parts[name].ok).map((name) => CapabilityPart[name]);
}

/**
 * What is to be stored: what was read, and for the rest what was stored. Null when there is nothing better than before:
 * nothing was read, or who works where, or what may be written, was never known yet. Words and types that were never
 * read are none: then cancelling is the staff's, and a visit goes without a type.
 */
export function settleCapabilities(
  software: PmsSoftware,
  parts: ReadParts,
  stored: PmsCapabilities | null,
): PmsCapabilities | null {
  const staleParts = unreadParts(parts).filter((part) => part !== CapabilityPart.freshness);
  if (staleParts.length === Object.keys(CapabilityPart).length - 1) return null;
  const earlier = ofSameSoftware(stored, software);
  const provenWrites = earlier?.provenWrites ?? [];
  const writes = parts.writes.ok ? decideWrites(software, parts.writes.value, provenWrites) : earlier?.writes;
  const providers = parts.providers.ok ? parts.providers.value.map(toProvider) : earlier?.providers;
  const operatories = parts.operatories.ok ? parts.operatories.value.map(toOperatory) : earlier?.operatories;
  if (writes === undefined || providers === undefined || operatories === undefined) return null;
  const statusWords = parts.statusWords.ok ? [...parts.statusWords.value] : (earlier?.statusWords ?? []);
  const appointmentTypes = parts.appointmentTypes.ok
    ? [...parts.appointmentTypes.value]
    : (earlier?.appointmentTypes ?? []);
  return {
    software,
    writes,
    provenWrites,
    statusWords,
    cancelWord: chooseCancelWord(statusWords, pmsFamilyOf(software)),
    providers,
    operatories,
    appointmentTypes,
    hasSlots: tellsFreeSlots(software),
    staleParts,
  };
}
