import type { ToolName } from '../../../src/domain/tools';
import { addDays } from '../../../src/domain/time/practice-time';
import { inventPerson } from './people';
import { codesIn, type PhoneCall } from './phone-call';

export type Kind = 'book' | 'cancel' | 'move' | 'create' | 'update';

/** What callers ask for. */
export interface CallKind {
  readonly kind: Kind;
  /** The tools that it cannot do without. */
  readonly needs: readonly ToolName[];
  /** Its share, against the others'. */
  readonly weight: number;
  /** Whether the caller rings from the number on their chart. */
  readonly isKnownNumber: boolean;
  play(call: PhoneCall): Promise<void>;
}

const FIRST_DAY = 2;
const LAST_DAY = 48;

export const KINDS: readonly CallKind[] = [
  {
    kind: 'book',
    needs: ['book-appointment'],
    weight: 5,
    isKnownNumber: false,
    async play(call) {
      await bookSomething(call);
    },
  },
  {
    kind: 'cancel',
    needs: ['book-appointment', 'cancel-appointment'],
    weight: 2,
    isKnownNumber: false,
    async play(call) {
      const booked = await bookSomething(call);
      if (booked === null) return;
      if (call.random.chance(0.5)) await call.pause();
      const { patient, visit } = booked;
      await call.write({ tool: 'cancel-appointment', visit }, { patient, appointment: visit });
    },
  },
  {
    kind: 'move',
    needs: ['book-appointment', 'reschedule-appointment'],
    weight: 2,
    isKnownNumber: false,
    async play(call) {
      const booked = await bookSomething(call);
      if (booked === null) return;
      if (call.random.chance(0.7)) await call.pause();
      const slot = await hearTimes(call);
      if (slot === null) return;
      const { patient, visit } = booked;
      await call.write({ tool: 'reschedule-appointment', visit, slot }, { patient, appointment: visit, slot });
    },
  },
  {
    kind: 'create',
    needs: ['create-patient', 'book-appointment'],
    weight: 1,
    isKnownNumber: false,
    async play(call) {
      const person = inventPerson('newcomer', call.number);
      const { number, ...said } = person;
      const text = await call.write(
        { tool: 'create-patient', person, patientId: null },
        { ...said, phone: number.slice(2) },
      );
      const [patient] = codesIn(text ?? '', 'P');
      const slot = patient === undefined || call.random.chance(0.4) ? null : await hearTimes(call);
      if (patient === undefined || slot === null) return;
      await call.write({ tool: 'book-appointment', slot, person, patientId: null }, { patient, slot });
    },
  },
  {
    kind: 'update',
    needs: ['update-patient'],
    weight: 1,
    isKnownNumber: true,
    async play(call) {
      const patient = await verify(call);
      if (patient === null) return;
      await call.write({ tool: 'update-patient' }, { patient, email: `storm.${call.person.patientId}@example.com` });
    },
  },
];

async function verify(call: PhoneCall): Promise<string | null> {
  const { firstName, lastName, dateOfBirth } = call.person;
  const text = await call.read('search-patients', { firstName, lastName, dateOfBirth }, 'OK');
  return codesIn(text ?? '', 'P')[0] ?? null;
}

/** One of the times that are offered from some day on. */
async function hearTimes(call: PhoneCall): Promise<string | null> {
  const startDate = addDays(new Date().toISOString().slice(0, 10), call.random.integer(FIRST_DAY, LAST_DAY));
  const args = { appointmentType: 'cleaning', startDate, endDate: addDays(startDate, 6) };
  const [slot, ...others] = codesIn((await call.read('check-availability', args, 'OK')) ?? '', 'S');
  return slot === undefined ? null : call.random.pick([slot, ...others]);
}

/** Verified, offered, booked; null where no visit came of it that could be spoken of. */
async function bookSomething(call: PhoneCall): Promise<{ readonly patient: string; readonly visit: string } | null> {
  const patient = await verify(call);
  const slot = patient === null ? null : await hearTimes(call);
  if (patient === null || slot === null) return null;
  const text = await call.write({ tool: 'book-appointment', slot }, { patient, slot });
  const [visit] = codesIn(text ?? '', 'A');
  return visit === undefined ? null : { patient, visit };
}
