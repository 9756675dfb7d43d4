import { normaliseName } from '../../../../domain/names/normalise-name';
import type { PmsProvider } from '../../../../domain/pms';
import type { AppointmentTypeEntity } from '../../../../persistence/entities/appointment-type';

const wordsOf = (text: string): string[] => text.toLowerCase().split(/[^\p{L}\p{N}]+/u);

const allNamesOf = ({ code, name, synonyms }: AppointmentTypeEntity): string[] => [code, name, ...synonyms];

/** The kind of visit that the words mean: by code, name or synonym. Without words, the practice's default one. */
export function findAppointmentType(
  types: readonly AppointmentTypeEntity[],
  words: string | undefined,
): AppointmentTypeEntity | null {
  if (words === undefined) return types.find((type) => type.isDefault) ?? types[0] ?? null;
  const wanted = normaliseName(words);
  const sentence = ` ${wordsOf(words).join(' ')} `;
  return (
    types.find((type) => allNamesOf(type).map(normaliseName).includes(wanted)) ??
    types.find((type) => allNamesOf(type).some((name) => sentence.includes(` ${wordsOf(name).join(' ')} `))) ??
    null
  );
}

const TITLE = /^(?:(?:el|la)\s+)?(?:dra?|doctora?|doc|mr|mrs|ms|miss|sra?|señora?)\b\.?\s*/i;

/** The providers whom "Dr. Lee", "la doctora Lee" or "Anna Lee" can mean, among those who do this kind of visit. */
export function findProviders(
  providers: readonly PmsProvider[],
  type: AppointmentTypeEntity,
  words: string | undefined,
): string[] {
  const able = type.providerIds;
  if (words === undefined) return able;
  const wanted = normaliseName(words.replace(TITLE, ''));
  const isMeant = ({ firstName, lastName }: PmsProvider): boolean =>
    [lastName, firstName, `${firstName} ${lastName}`].map(normaliseName).includes(wanted);
  return providers
    .filter((provider) => able.includes(provider.providerId) && isMeant(provider))
    .map((p) => p.providerId);
}
