import { phi, reveal } from '../../src/domain/phi';
import type { SikkaClient } from '../../src/sikka/client';
import { OPEN_DENTAL, valueOf } from './calls';
import { OFFICE } from './linked-client';

const RANGE = { startDate: '2031-03-02', endDate: '2031-03-15' };

/**
 * What the product reads of an office, in one value: whatever form Sikka's answers have, it has to come out the same.
 * Nothing in it depends on how often or how fast was asked.
 */
export async function readTruth(client: SikkaClient) {
  const context = { office: OFFICE, timeoutMs: 10_000 };
  const { officeId } = OFFICE;
  const [practice, providers, rooms, weeks, visits, ofMaya, household] = await Promise.all([
    client.practices.findPractice(context),
    client.providers.listProviders(context),
    client.operatories.listOperatories(context, { custId: '1' }),
    client.practiceSchedule.listWeekSchedules(context, RANGE),
    client.appointments.listBusyVisits(context, RANGE),
    client.patients.findPatients(context, { lastName: 'Brightwater' }),
    client.patients.findPatients(context, { lastName: 'Castellano' }),
  ]);
  const [words, variables, types, noteTypes, users, insurers, none] = await Promise.all([
    client.appointmentStatuses.listAppointmentStatuses(context),
    client.practiceVariables.listPracticeVariables(context, { serviceName: 'Appointment Status' }),
    client.writebackDetails.listWritebackDetails(context, { writebackType: 'new_appointment', category: 'ApptType' }),
    client.noteTypes.listNoteTypes(context),
    client.pmsUsers.listPmsUsers(context),
    client.insuranceCompanies.listInsuranceCompanies(context),
    client.appointments.findAppointments(context, { patientId: phi('4001'), ...RANGE }),
  ]);
  const [locations, writes, syncs, health, events, key] = await Promise.all([
    client.practiceLocations.listPracticeLocations({}, officeId),
    client.supportedPmses.findSupportedWrites({}, OPEN_DENTAL),
    client.dataSyncStatus.listDataSyncStatuses({}, { officeId }),
    client.healthCheck.listUtilityHealth({}, { officeId }),
    client.practiceEvents.listVisitEvents(context, { intervalMinutes: 60 }),
    client.requestKeys.getRequestKeyInfo(context),
  ]);
  return {
    practice: valueOf(practice),
    providers: valueOf(providers),
    rooms: valueOf(rooms),
    weeks: valueOf(weeks),
    visits: valueOf(visits),
    patients: [...valueOf(ofMaya), ...valueOf(household)].map((patient) => reveal(patient)),
    words: valueOf(words),
    variables: valueOf(variables),
    types: valueOf(types),
    noteTypes: valueOf(noteTypes),
    users: valueOf(users),
    insurers: valueOf(insurers),
    mayasVisits: valueOf(none),
    locations: valueOf(locations),
    writes: valueOf(writes),
    syncs: valueOf(syncs),
    health: valueOf(health),
    events: valueOf(events),
    keyIsFor: valueOf(key).officeId,
  };
}
export type Truth = Awaited<ReturnType<typeof readTruth>>;
