import type { PmsBusyVisit } from '../pms';
import { isSlotFree, type Slot } from './conflicts';

const ZONE = 'America/New_York';
/** Ten to eleven in New York. */
const SLOT: Slot = {
  providerId: 'PRV1',
  operatory: 'OP1',
  startsAt: new Date('2031-03-10T14:00:00Z'),
  endsAt: new Date('2031-03-10T15:00:00Z'),
};
const visit = (fields: Partial<PmsBusyVisit>): PmsBusyVisit => ({
  appointmentSrNo: '81001',
  providerId: 'PRV1',
  hygienistId: '',
  operatory: 'OP1',
  date: '2031-03-10',
  startTime: '10:30',
  lengthMinutes: 60,
  status: 'Open',
  isCancelled: false,
  ...fields,
});

describe('isSlotFree', () => {
  it.each([
    ['nothing is there', []],
    ['the visit before ends as it begins', [visit({ startTime: '09:00' })]],
    ['the next visit begins as it ends', [visit({ startTime: '11:00' })]],
    ['the visit is cancelled', [visit({ isCancelled: true })]],
    ['the visit is another provider’s in another operatory', [visit({ providerId: 'PRV2', operatory: 'OP2' })]],
  ])('is free when %s', (_, busy) => {
    expect(isSlotFree(ZONE, SLOT, busy, [])).toBe(true);
  });

  it.each([
    ['its provider is taken in another operatory', visit({ operatory: 'OP2' })],
    ['its provider assists as hygienist', visit({ providerId: 'PRV2', hygienistId: 'PRV1', operatory: 'OP2' })],
    ['its operatory is taken by another provider', visit({ providerId: 'PRV2' })],
    ['a visit before runs into it by a minute', visit({ startTime: '09:00', lengthMinutes: 61 })],
    ['a visit without a length begins within it', visit({ lengthMinutes: 0 })],
    ['a visit of that day has no time', visit({ startTime: '' })],
  ])('is taken when %s', (_, busy) => {
    expect(isSlotFree(ZONE, SLOT, [visit({ startTime: '07:00' }), busy], [])).toBe(false);
  });

  it.each([
    ['PRV1', 'OP2', false],
    ['PRV2', 'OP1', false],
    ['PRV2', 'OP2', true],
  ])('judges a hold of %s in %s at that time', (providerId, operatory, isFree) => {
    expect(isSlotFree(ZONE, SLOT, [], [{ ...SLOT, providerId, operatory }])).toBe(isFree);
  });

  it('lets a hold that ends as the slot begins be', () => {
    const before = { ...SLOT, startsAt: new Date('2031-03-10T13:00:00Z'), endsAt: SLOT.startsAt };
    expect(isSlotFree(ZONE, SLOT, [], [before])).toBe(true);
  });

  it('never calls a slot free that has no length', () => {
    expect(isSlotFree(ZONE, { ...SLOT, endsAt: SLOT.startsAt }, [], [])).toBe(false);
    expect(isSlotFree(ZONE, { ...SLOT, startsAt: new Date(Number.NaN) }, [], [])).toBe(false);
  });
});
