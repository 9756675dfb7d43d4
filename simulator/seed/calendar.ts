import { addDays, dateOfDayNumber, dayNumber } from '../time';
import { FIXED_PEOPLE } from './fixed-people';
import { hoursOn, isHoliday } from './hours';
import { createRandom, type Random } from './prng';
import type { SeedPractice, SeedProvider, Visit, VisitState } from './types';

interface VisitKind {
  readonly type: string;
  readonly lengthMinutes: number;
}
const CLEANING: VisitKind = { type: 'Cleaning', lengthMinutes: 60 };
const EXAM: VisitKind = { type: 'Exam', lengthMinutes: 30 };
const FILLING: VisitKind = { type: 'Filling', lengthMinutes: 60 };
const CROWN: VisitKind = { type: 'Crown', lengthMinutes: 90 };

/** Chances that make a provider's day 60 to 75 % full on average; gaps are as long as that provider's common visit. */
const HYGIENIST_DAY = { kinds: [CLEANING], visitChance: 0.68, gapMinutes: 60 } as const;
const DENTIST_DAY = { kinds: [EXAM, EXAM, EXAM, FILLING, FILLING, CROWN], visitChance: 0.58, gapMinutes: 30 } as const;
/** Generated visits come into sight so long before their day; they were made earlier. */
export const DAYS_AHEAD = 56;
const CANCELLED_SHARE = 0.07;
/** More visits than this a provider never has in a day; sizes each day's share of the patients. */
const MOST_VISITS_A_DAY = 8;

/** Visits are numbered by practice, day and place in the day. */
const SR_NOS_A_PRACTICE = 10_000_000;
const SR_NOS_A_DAY = 100;

/** Each patient has visits on every n-th day at most, so that nobody comes twice a week. */
function patientsOf(practice: SeedPractice, date: string, random: Random): string[] {
  const fixed = practice.isMainOffice ? FIXED_PEOPLE.length : 0;
  const active = practice.patients.slice(fixed).filter((patient) => patient.status === 'Active');
  const clinicians = practice.providers.filter((provider) => provider.isActive && provider.role !== 'staff').length;
  const rotationDays = Math.max(1, Math.floor(active.length / (clinicians * MOST_VISITS_A_DAY)));
  const turn = dayNumber(date) % rotationDays;
  const share = active.filter((_, index) => index % rotationDays === turn);
  return random.shuffle(share.map((patient) => patient.patientId));
}

/** Every clinician works in one room that day: nobody shares, so nothing can overlap. */
function roomsOf(practice: SeedPractice, random: Random): Map<string, string> {
  const rooms = new Map<string, string>();
  for (const role of ['dentist', 'hygienist'] as const) {
    const free = random.shuffle(practice.operatories.filter((room) => room.usedBy === role && !room.isHidden));
    for (const provider of practice.providers.filter((one) => one.role === role && one.isActive)) {
      const room = free.pop();
      if (room !== undefined) rooms.set(provider.providerId, room.operatory);
    }
  }
  return rooms;
}

/** Provider to room on that date, as the generated visits have it. */
export function roomsOn(seed: number, practice: SeedPractice, date: string): Map<string, string> {
  const random = createRandom(seed, 'visits', practice.practiceId, date);
  // Drawn first for the visits too: the rooms come out of the same sequence.
  patientsOf(practice, date, random);
  return roomsOf(practice, random);
}

const stateOf = (random: Random): VisitState => (random.chance(0.4) ? 'confirmed' : 'scheduled');

type DayPlan = Omit<Visit, 'appointmentSrNo' | 'practiceId' | 'patientId' | 'date' | 'madeDate'>;

function* dayOf(provider: SeedProvider, operatory: string, date: string, random: Random): Generator<DayPlan> {
  const style = provider.role === 'hygienist' ? HYGIENIST_DAY : DENTIST_DAY;
  for (const { startMinutes, endMinutes } of hoursOn(provider.hours, date)) {
    let at = startMinutes;
    while (at < endMinutes) {
      const kind = random.pick<VisitKind>(style.kinds);
      if (!random.chance(style.visitChance) || at + kind.lengthMinutes > endMinutes) {
        at += style.gapMinutes;
        continue;
      }
      const isCancelled = random.chance(CANCELLED_SHARE);
      yield {
        providerId: provider.providerId,
        operatory,
        startMinutes: at,
        lengthMinutes: kind.lengthMinutes,
        type: kind.type,
        description: kind.type,
        note: '',
        state: isCancelled ? random.pick(['broken', 'cancelled']) : stateOf(random),
        statusWord: '',
        cancelledDate: '',
        source: 'seed',
        changedAtMs: null,
      };
      // A cancelled visit leaves its time to the next one.
      if (!isCancelled) at += kind.lengthMinutes;
    }
  }
}

/** The date of a generated visit, told by its number; the caller checks that the visit is there. */
export const dateOfSrNo = (appointmentSrNo: string): string =>
  dateOfDayNumber(Math.floor((Number(appointmentSrNo) % SR_NOS_A_PRACTICE) / SR_NOS_A_DAY));

/**
 * The visits of one practice on one date, decided by seed, practice and date alone: whenever the simulator starts, a
 * date looks the same. Within hours, never two at once for a provider or an operatory (cancelled ones aside).
 */
export function seedVisits(seed: number, practice: SeedPractice, date: string): Visit[] {
  if (isHoliday(seed, date)) return [];
  const random = createRandom(seed, 'visits', practice.practiceId, date);
  const patientIds = patientsOf(practice, date, random);
  const rooms = roomsOf(practice, random);
  const visits: Visit[] = [];
  const firstSrNo = Number(practice.custId) * SR_NOS_A_PRACTICE + dayNumber(date) * SR_NOS_A_DAY;
  for (const provider of practice.providers) {
    const operatory = rooms.get(provider.providerId);
    if (operatory === undefined) continue;
    for (const plan of dayOf(provider, operatory, date, random)) {
      const patientId = patientIds.pop();
      if (patientId === undefined) return visits;
      visits.push({
        ...plan,
        appointmentSrNo: String(firstSrNo + visits.length),
        practiceId: practice.practiceId,
        patientId,
        date,
        madeDate: addDays(date, -DAYS_AHEAD - random.integer(4, 74)),
      });
    }
  }
  return visits;
}
