import fc from 'fast-check';
import { english as shared } from '../../src/api/vapi/tools/common/say';
import { english as booking } from '../../src/api/vapi/tools/book-appointment/say';
import { english as availability } from '../../src/api/vapi/tools/check-availability/say';
import { bookWords } from '../../src/api/vapi/tools/book-appointment/words';
import { availabilityWords } from '../../src/api/vapi/tools/check-availability/words';
import { english as search } from '../../src/api/vapi/tools/search-patients/say';
import { LANGUAGES } from '../../src/domain/language';
import { phi } from '../../src/domain/phi';
import { addDays, timeOfMinutes } from '../../src/domain/time/practice-time';
import { OfferEntity } from '../../src/persistence/entities/offer';
import { hear, heardNothing, offeredSlots, statusOf, type ToolAnswer } from './heard';

const TODAY = '2031-03-04';
const offerAt = (localDate: string, localTime: string, code: string) =>
  Object.assign(new OfferEntity(), { localDate, localTime, code });
const answer = (text: string, from: ToolAnswer['from'] = 'caller'): ToolAnswer => ({
  tool: 'search-patients',
  toolCallId: 'call_sample01',
  from,
  status: statusOf(text),
  text,
  durationMs: 1,
});
const VERIFIED = search.verified({
  code: 'P2',
  patient: phi({ patientId: '1', firstName: 'Maya' }),
}).text;
const OFFERS = availability.offers([offerAt('2031-03-05', '09:00', 'S1'), offerAt('2032-01-06', '15:30', 'S2')], {
  typeName: 'Cleaning',
  today: TODAY,
  missedDate: '2031-03-04',
}).text;
const VISIT = { code: 'A1', typeName: 'Cleaning', date: '2031-03-05', time: '09:00', today: TODAY };

describe('what the assistant hears', () => {
  it.each(LANGUAGES)('reads every offered time and its code, in the order of the answer: %s', (language) => {
    const { offerWords } = availabilityWords(language);
    const slot = fc.tuple(fc.nat(400), fc.nat(1_439), fc.integer({ min: 1, max: 99 }));
    fc.assert(
      fc.property(fc.array(slot, { maxLength: 5 }), (slots) => {
        const offers = slots.map(([days, minutes, n]) =>
          offerAt(addDays(TODAY, days), timeOfMinutes(minutes), `S${n}`),
        );
        const read = offeredSlots(bookWords(language).taken(offerWords(offers, TODAY)).text);
        expect(read.map(({ code }) => code)).toEqual(offers.map(({ code }) => code));
        expect(read.map(({ words, code }) => `${words} (${code})`).join('; ')).toBe(offerWords(offers, TODAY));
      }),
    );
  });

  it('finds the times behind a remark about another day', () => {
    expect(offeredSlots(OFFERS)).toEqual([
      { code: 'S1', words: 'tomorrow, Wednesday, March 5 at 9:00 AM' },
      { code: 'S2', words: 'Tuesday, January 6, 2032 at 3:30 PM' },
    ]);
  });

  it('keeps the codes of patient, times and visit through later answers without any', () => {
    const heard = [VERIFIED, OFFERS, booking.sent(VISIT).text, shared.locked().text].map((text) => answer(text));
    expect(heard.reduce(hear, heardNothing(TODAY))).toMatchObject({
      patient: 'P2',
      visit: 'A1',
      slots: [{ code: 'S1' }, { code: 'S2' }],
    });
  });

  it('replaces the offered times by newer ones', () => {
    const newer = booking.taken('Thursday, March 6 at 1:00 PM (S6)').text;
    const heard = [answer(OFFERS), answer(newer)].reduce(hear, heardNothing(TODAY));
    expect(heard.slots.map(({ code }) => code)).toEqual(['S6']);
  });

  it("takes no code from another caller's answers", () => {
    expect(hear(heardNothing(TODAY), answer(VERIFIED, 'other-caller')).patient).toBeNull();
  });

  it('knows a status of one word and of two', () => {
    expect([booking.sent(VISIT).text, OFFERS, booking.taken('').text, 'no status'].map(statusOf)).toEqual([
      'SENT',
      'OK',
      'NOT DONE',
      '',
    ]);
  });
});
