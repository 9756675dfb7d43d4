import type { PmsOperatory, PmsProvider } from '../domain/pms';
import type { AppointmentTypeEntity } from '../persistence/entities/appointment-type';

type NewType = Omit<AppointmentTypeEntity, 'id' | 'integration'>;
interface Staff {
  readonly accountId: string;
  readonly integrationId: string;
  readonly providers: readonly PmsProvider[];
  readonly operatories: readonly PmsOperatory[];
}

const isHygienist = ({ specialty }: PmsProvider): boolean => /hygien/i.test(specialty);

/** What a general practice lets callers book until somebody sets it otherwise: cleaning, exam, emergency visit. */
export function defaultAppointmentTypes({ accountId, integrationId, providers, operatories }: Staff): NewType[] {
  const bookable = providers.filter((provider) => provider.isActive && !provider.isHidden);
  const hygienists = bookable.filter(isHygienist).map((provider) => provider.providerId);
  const dentists = bookable.filter((provider) => !isHygienist(provider)).map((provider) => provider.providerId);
  const rooms = operatories.filter((room) => !room.isHidden).map((room) => room.operatory);
  const type = (code: string, name: string, synonyms: string[], durationMinutes: number, by: string[]): NewType => ({
    accountId,
    integrationId,
    code,
    name,
    synonyms,
    durationMinutes,
    pmsType: null,
    providerIds: by,
    operatories: rooms,
    isDefault: code === 'cleaning',
  });
  return [
    type(
      'cleaning',
      'Cleaning',
      ['hygiene', 'teeth cleaning', 'prophy', 'checkup and cleaning'],
      60,
      hygienists.length > 0 ? hygienists : dentists,
    ),
    type('exam', 'Exam', ['checkup', 'check up', 'consultation', 'new patient exam'], 30, dentists),
    type('emergency', 'Emergency visit', ['toothache', 'pain', 'broken tooth', 'urgent'], 30, dentists),
  ];
}
