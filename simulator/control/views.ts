import type { SeedPractice, Visit } from '../seed/types';
import { isHoliday } from '../seed/hours';
import { isOff } from '../state/overlap';
import type { Writeback } from '../state/store';
import { clockOfMinutes, datesBetween, localDateAt } from '../time';
import type { OfficeWorld } from '../state/office-world';

const clocks = (hours: SeedPractice['hours']): string[][] =>
  hours.map((day) => day.map((span) => `${clockOfMinutes(span.startMinutes)}-${clockOfMinutes(span.endMinutes)}`));

export const visitView = (visit: Visit) => ({
  appointmentSrNo: visit.appointmentSrNo,
  practiceId: visit.practiceId,
  patientId: visit.patientId,
  providerId: visit.providerId,
  operatory: visit.operatory,
  date: visit.date,
  time: clockOfMinutes(visit.startMinutes),
  lengthMinutes: visit.lengthMinutes,
  type: visit.type,
  description: visit.description,
  isCancelled: isOff(visit),
  source: visit.source,
});

const instant = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

export const writebackView = (write: Writeback) => ({
  id: write.id,
  officeId: write.officeId,
  practiceId: write.practiceId,
  kind: write.kind,
  method: write.method,
  targetId: write.targetId,
  state: write.state,
  requestedAt: instant(write.requestedAtMs),
  completedAt: instant(write.completedAtMs),
  createdId: write.createdId,
  result: write.result,
  body: write.body,
});

/** Ids, zone, people, rooms, hours (Sunday first, `HH:mm-HH:mm`) and closed days of the coming weeks. */
export function officeView(at: OfficeWorld, now: Date) {
  const { office, book } = at;
  const [profile, zone] = [at.profile(), at.zone()];
  const { firstDate, lastDate } = book.window();
  return {
    officeId: office.officeId,
    secretKey: at.secretKey(),
    pms: profile.pms,
    profile: profile.id,
    windowsZone: zone.windows,
    ianaZone: zone.iana,
    today: localDateAt(now, zone.iana),
    firstDate,
    lastDate,
    holidays: datesBetween(firstDate, lastDate).filter((date) => isHoliday(office.seed, date)),
    practices: office.practices.map((practice) => ({
      practiceId: practice.practiceId,
      custId: practice.custId,
      name: practice.name,
      hours: clocks(practice.hours),
      providers: practice.providers.map((provider) => ({ ...provider, hours: clocks(provider.hours) })),
      operatories: practice.operatories,
      patientCount: practice.patients.length,
    })),
  };
}
