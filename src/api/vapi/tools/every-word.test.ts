import { BookingReason } from '../../../domain/booking/operation';
import { LANGUAGES, type Language } from '../../../domain/language';
import { phi } from '../../../domain/phi';
import { statusWordOf, type ToolText } from '../../../domain/status-words';
import type { ToldVisit } from '../../../services/patient-visits-told';
import { guardWords } from '../guards/words';
import { bookAppointmentArguments } from './book-appointment/schema';
import { bookWords } from './book-appointment/words';
import { cancelAppointmentArguments } from './cancel-appointment/schema';
import { cancelWords } from './cancel-appointment/words';
import { checkAvailabilityArguments } from './check-availability/schema';
import { availabilityWords } from './check-availability/words';
import { commonWords } from './common/words';
import { createPatientArguments } from './create-patient/schema';
import { createWords } from './create-patient/words';
import { getPatientInfoArguments } from './get-patient-info/schema';
import { patientInfoWords } from './get-patient-info/words';
import { rescheduleAppointmentArguments } from './reschedule-appointment/schema';
import { moveWords } from './reschedule-appointment/words';
import { searchPatientsArguments } from './search-patients/schema';
import { searchWords } from './search-patients/words';
import { transferToHumanArguments } from './transfer-to-human/schema';
import { transferWords } from './transfer-to-human/words';
import { updatePatientArguments } from './update-patient/schema';
import { updateWords } from './update-patient/words';

const MAX_CHARS = 500;
const VISIT = { code: 'A1', typeName: 'Limpieza', date: '2031-09-24', time: '14:30' };
const MOVED = { ...VISIT, code: 'A2', awaitsChart: false, isMoved: true };
const ON_FILE = {
  ...{ appointmentSrNo: '81', patientId: '4001', date: '2031-09-24', time: '14:30', lengthMinutes: 60 },
  ...{ providerId: 'PRV1', operatory: 'OP1', status: '', type: '' },
};
const visit = phi(ON_FILE);
const OLD = { code: 'A1', visit };
const UNTIMED = { code: 'A1', visit: phi({ ...ON_FILE, time: '00:00', lengthMinutes: 1440 }) };
const PERSON = { code: 'P1', patient: phi({ patientId: '4001', firstName: 'Maya' }) };
const NEW_PERSON = { code: 'A1', person: { ...PERSON, id: '1', level: 'L2', patientIndex: 'x' } } as const;
const CHANGES = [
  { code: 'A1', fields: ['phone'] },
  { code: 'A1', fields: ['phone', 'email', 'address', 'insurance', 'firstName'] },
  { code: 'A1', fields: ['middleName', 'lastName', 'preferredName', 'language'] },
];
const SCHEMAS = [
  ...[bookAppointmentArguments, cancelAppointmentArguments, checkAvailabilityArguments, createPatientArguments],
  ...[getPatientInfoArguments, rescheduleAppointmentArguments, searchPatientsArguments, transferToHumanArguments],
  updatePatientArguments,
];
const FIELDS = [
  ...['patient', 'slot', 'appointment', 'appointmentType', 'reason', 'textConsent', 'date', 'startDate', 'endDate'],
  ...['timeOfDay', 'provider', 'durationMinutes', 'query', 'firstName', 'middleName', 'lastName', 'preferredName'],
  ...['dateOfBirth', 'phone', 'email', 'address', 'insurance', 'language', 'summary'],
];
const UNFIT: readonly unknown[] = [undefined, {}, 'x'.repeat(2_000), '{{customer.number}}', '7 of 9?', 7.5, 900];
/** Everything that the schemas say of arguments that do not fit. */
const COMPLAINTS = SCHEMAS.flatMap((schema) =>
  UNFIT.flatMap((value) => {
    const { error } = schema.safeParse(Object.fromEntries(FIELDS.map((field) => [field, value])));
    return error?.issues.map(({ message }) => message) ?? [];
  }),
).filter((complaint, n, all) => all.indexOf(complaint) === n);
const TIMES: Readonly<Record<Language, string>> = {
  en: 'Tuesday, March 11 at 2:00 PM (S6)',
  es: 'martes 11 de marzo a las 2:00 de la tarde (S6)',
};
const TODAY = '2031-09-23';
const OFFERS = [
  { code: 'S1', localDate: '2031-09-24', localTime: '13:00' },
  { code: 'S2', localDate: '2032-01-01', localTime: '12:00' },
];
const reasons = Object.values(BookingReason);
const told = (stand: ToldVisit['stand'], code: string | null = 'A1'): ToldVisit => ({
  ...{ code, visit, providerName: 'Alexandria Featherstone', stand },
});
const STANDS = ['on-file', 'requested', 'requested-earlier', 'moving', 'cancelling'] as const;

interface Said {
  readonly what: string;
  readonly said: Readonly<Record<Language, ToolText>>;
}

/**
 * Every sentence of a tool in every language.
 * @param speak says each of them with invented facts: one that is added without any does not compile
 */
function allOf<W>(
  tool: string,
  words: (language: Language) => W,
  speak: (say: W, language: Language) => Readonly<Record<keyof W & string, readonly ToolText[]>>,
): Said[] {
  const [en, es] = [speak(words('en'), 'en'), speak(words('es'), 'es')];
  return (Object.keys(en) as (keyof W & string)[]).flatMap((key) =>
    en[key].map((text, n) => ({
      what: `${tool}, ${key} ${String(n)}`,
      said: { en: text, es: es[key][n] ?? { channel: 'error', text: 'nothing' } },
    })),
  );
}

const sentencesOfAvailability = (language: Language) => {
  const { offerWords: _offerWords, ...sentences } = availabilityWords(language);
  return sentences;
};

const ABOUT = { typeName: 'Limpieza', today: TODAY, missedDate: null };

const ALL: readonly Said[] = [
  ...allOf('guards', guardWords, (say) => ({ stopRepeating: [say.stopRepeating()], tooMuch: [say.tooMuch()] })),
  ...allOf('common', commonWords, (say) => ({
    ...{ unknownTool: [say.unknownTool()], wrongPath: [say.wrongPath()], unknownLine: [say.unknownLine()] },
    ...{ notConnected: [say.notConnected()], notAllowed: [say.notAllowed()], noCallId: [say.noCallId()] },
    ...{ unreadableArguments: [say.unreadableArguments()], differentArguments: [say.differentArguments()] },
    ...{ readFailed: [say.readFailed()], outOfReach: [say.outOfReach()], writeUnknown: [say.writeUnknown()] },
    ...{ locked: [say.locked()], verifyFirst: [say.verifyFirst()], unknownVisit: [say.unknownVisit()] },
    ...{ codeOfRequest: [say.codeOfRequest()], visitHasBegun: [say.visitHasBegun()] },
    noSuchVisitAnyMore: [say.noSuchVisitAnyMore()],
    wrongArguments: COMPLAINTS.map((complaint) => say.wrongArguments([complaint])),
  })),
  ...allOf('book', bookWords, (say, language) => ({
    ...{ sent: [say.sent(VISIT)], confirmed: [say.confirmed(VISIT)], notedForStaff: [say.notedForStaff(VISIT)] },
    ...{ kept: [say.kept(VISIT)], taken: [say.taken(''), say.taken(TIMES[language])], notTaken: [say.notTaken()] },
    ...{ unknownSlot: [say.unknownSlot()], pastSlot: [say.pastSlot()], notBooked: reasons.map(say.notBooked) },
    otherType: [say.otherType({ offered: 'Limpieza', asked: 'Examen' })],
  })),
  ...allOf('cancel', cancelWords, (say) => ({
    ...{ sent: [say.sent(OLD), say.sent(UNTIMED)], confirmed: [say.confirmed(OLD)], task: [say.task(OLD)] },
    ...{ working: [say.working(OLD)], notCancelled: reasons.map(say.notCancelled), notTaken: [say.notTaken()] },
  })),
  ...allOf('availability', sentencesOfAvailability, (say) => ({
    offers: [say.offers(OFFERS, ABOUT), say.offers(OFFERS, { ...ABOUT, missedDate: '2031-09-25' })],
    ...{ noOpenings: [say.noOpenings('Limpieza')], unknownType: [say.unknownType(['Limpieza', 'Examen'])] },
    ...{ unknownProvider: [say.unknownProvider()], unclearTimeOfDay: [say.unclearTimeOfDay()] },
    wrongDates: [
      say.wrongDates({ field: 'date', error: { code: 'past', date: '2031-09-01' } }),
      say.wrongDates({ field: 'date', error: { code: 'ambiguous', candidates: ['2031-09-23', '2031-09-30'] } }),
      say.wrongDates({ field: 'startDate', error: { code: 'impossible' } }),
      say.wrongDates({ field: 'endDate', error: { code: 'unreadable' } }),
      say.wrongDates({ field: 'endDate', error: { code: 'before-start' } }),
      say.wrongDates({ field: 'endDate', error: { code: 'too-far' } }),
    ],
  })),
  ...allOf('create', createWords, (say) => ({
    ...{ sent: [say.sent(NEW_PERSON)], confirmed: [say.confirmed(NEW_PERSON)], working: [say.working(NEW_PERSON)] },
    ...{ task: [say.task('A1', true), say.task('A1', false)], notTaken: [say.notTaken()] },
    notDone: reasons.map(say.notDone),
  })),
  ...allOf('visits', patientInfoWords, (say) => ({
    visits: [
      say.visits({ told: [], moreCount: 0 }, TODAY),
      say.visits({ told: STANDS.slice(0, 3).map((stand) => told(stand)), moreCount: 2 }, TODAY),
      say.visits({ told: STANDS.slice(3).map((stand) => told(stand, null)), moreCount: 0 }, TODAY),
    ],
  })),
  ...allOf('move', moveWords, (say, language) => ({
    sent: [say.sent(OLD, MOVED)],
    confirmed: [say.confirmed(OLD, MOVED), say.confirmed(OLD, { ...MOVED, isMoved: false })],
    ...{ task: [say.task(OLD, MOVED)], working: [say.working(OLD)], notTaken: [say.notTaken()] },
    ...{ taken: [say.taken(''), say.taken(TIMES[language])], unknownSlot: [say.unknownSlot()] },
    ...{ pastSlot: [say.pastSlot()], itsOwnTime: [say.itsOwnTime()], beingCancelled: [say.beingCancelled()] },
    notMoved: reasons.map(say.notMoved),
  })),
  ...allOf('search', searchWords, (say) => ({
    ...{ needNameAndBirthDate: [say.needNameAndBirthDate()], verified: [say.verified(PERSON)] },
    wrongBirthDate: (['unreadable', 'impossible', 'future'] as const).map((error) =>
      say.wrongBirthDate(error, 'search-patients'),
    ),
    notFound: [say.notFound()],
  })),
  ...allOf('transfer', transferWords, (say) => ({
    puttingThrough: [say.puttingThrough()],
    task: [true, false].flatMap((isEmergency) => [say.task(true, isEmergency), say.task(false, isEmergency)]),
  })),
  ...allOf('update', updateWords, (say) => ({
    ...{ nothingToChange: [say.nothingToChange()], notTaken: [say.notTaken()], notDone: reasons.map(say.notDone) },
    ...{ sent: CHANGES.map(say.sent), confirmed: CHANGES.map(say.confirmed), working: CHANGES.map(say.working) },
    task: [true, false].flatMap((willOfficeAct) => CHANGES.map((change) => say.task(change, willOfficeAct))),
  })),
];

/** Names of tools and of their arguments are the same in every language. */
const withoutToolNames = (text: string): string => text.replace(/\b[a-z]+(?:-[a-z]+)+\b/g, '');
const codesIn = (text: string): string[] => [...text.matchAll(/\b[PSA]\d+\b/g)].map(([code]) => code).sort();

const OTHER_LANGUAGE: Readonly<Record<Language, RegExp>> = {
  en: /[áéíóúñ¿¡]|\b(?:el|la|los|las|para|que|una?)\b/i,
  es: /\b(?:the|and|or|is|was|be|not|of|to|it|at|on|for|with|office|caller|call|say|ask|today|tomorrow|[AP]M)\b/,
};
/** Said of nothing but what the office has confirmed. */
const DONE: Readonly<Record<Language, RegExp>> = {
  en: /is in the office's (?:book|system)|is entered as|(?<!nothing was |not |being |be |until its new time is )\b(?:booked|cancelled|moved|confirmed)\b(?! yet)/,
  es: /ya está en|ya se cambió|se cambió para|(?<!no está |se )\b(?:reservad|confirmad|cancelad|agendad|programad|cambiad)[ao]s?\b|\b(?:confirmó|reservó|canceló)\b(?! nada)/,
};

describe.each(LANGUAGES)('every sentence in %s', (language) => {
  it.each(ALL)('$what: one short line that begins with its status and is easily spoken', ({ said }) => {
    const { text } = said[language];
    expect(text).toMatch(/^(?:OK|SENT|CONFIRMED|WORKING|TASK|NEED|NOT FOUND|NOT DONE|UNAVAILABLE): \S[^\r\n]+\.$/);
    expect(text.length).toBeLessThanOrEqual(MAX_CHARS);
    expect(text).not.toMatch(/ {2}|undefined|\[object/);
    expect(text).not.toMatch(/\d{4}-\d\d-\d\d|\b(?:1[3-9]|2\d):\d\d|\b0\d:\d\d/);
    expect(text).not.toMatch(/PRV1|OP1|4001|\b81\b/);
    expect(withoutToolNames(text)).not.toMatch(OTHER_LANGUAGE[language]);
  });

  it.each(ALL.filter(({ what }) => !what.includes('confirmed')))(
    '$what: says of nothing that it is done',
    ({ said }) => {
      expect(said[language].text).not.toMatch(DONE[language]);
    },
  );

  it.each(ALL.filter(({ what }) => what.includes('confirmed')))('$what: says that it is done', ({ said }) => {
    expect(said[language].text).toMatch(DONE[language]);
  });
});

it.each(ALL)('$what: the same status and the same codes in every language', ({ said: { en, es } }) => {
  expect(statusWordOf(es)).toBe(statusWordOf(en));
  expect(es.channel).toBe(en.channel);
  expect(codesIn(es.text)).toEqual(codesIn(en.text));
});

it('says days and times in Spanish as people do', () => {
  const { text } = bookWords('es').sent({ ...VISIT, typeName: 'Limpieza' });
  expect(text).toContain('cita de limpieza para el miércoles 24 de septiembre a las 2:30 de la tarde ya se envió');
  expect(
    sentencesOfAvailability('es').offers(OFFERS, { typeName: 'Examen', today: TODAY, missedDate: null }).text,
  ).toContain(
    'mañana, miércoles 24 de septiembre a la 1:00 de la tarde (S1); jueves primero de enero de 2032 al mediodía (S2)',
  );
});

it('has met many kinds of complaints about arguments', () => {
  expect(COMPLAINTS.length).toBeGreaterThan(40);
});
