import {
  copiedAtMs,
  mayWrite,
  pmsCapabilitiesSchema,
  PmsWrite,
  UNKNOWN_FRESHNESS,
  type PmsCapabilities,
  type WriteSupport,
} from './pms-capabilities';

const all = (support: WriteSupport): Pick<PmsCapabilities, 'writes'> => ({
  writes: Object.fromEntries(Object.values(PmsWrite).map((write) => [write, support])) as PmsCapabilities['writes'],
});
const BUT_BOOKING = Object.values(PmsWrite).filter((write) => write !== PmsWrite.bookAppointment);

describe('mayWrite', () => {
  it.each(Object.values(PmsWrite))('allows %s where it is supported, and not where it is unsupported', (write) => {
    expect(mayWrite(all('supported'), write)).toBe(true);
    expect(mayWrite(all('unsupported'), write)).toBe(false);
  });

  it.each(BUT_BOOKING)('tries no %s without proof', (write) => {
    expect(mayWrite(all('unproven'), write)).toBe(false);
    expect(mayWrite(null, write)).toBe(false);
  });

  it('tries a booking that nothing speaks against', () => {
    expect(mayWrite(all('unproven'), PmsWrite.bookAppointment)).toBe(true);
    expect(mayWrite(null, PmsWrite.bookAppointment)).toBe(true);
  });
});

it('reads a row that was stored before the fields of later times', () => {
  const early = {
    ...all('supported'),
    statusWords: [],
    cancelWord: null,
    providers: [],
    operatories: [],
    appointmentTypes: [],
    hasSlots: false,
  };
  expect(pmsCapabilitiesSchema.parse(early)).toMatchObject({ software: null, provenWrites: [], staleParts: [] });
});

describe('copiedAtMs', () => {
  const [early, late] = ['2031-03-04T08:00:00.000Z', '2031-03-04T09:00:00.000Z'];
  it.each([
    [early, late, early],
    [late, early, early],
    [null, late, late],
    [early, null, early],
  ])('of %s and %s is %s', (pmsRefreshedAt, insertedAt, expected) => {
    expect(copiedAtMs({ ...UNKNOWN_FRESHNESS, pmsRefreshedAt, insertedAt })).toBe(Date.parse(expected));
  });
  it('is unknown when Sikka says neither', () => {
    expect(copiedAtMs(UNKNOWN_FRESHNESS)).toBeNull();
  });
});
