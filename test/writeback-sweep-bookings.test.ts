import { phi } from '../src/domain/phi';
import type { PmsOffice, PmsSoftware } from '../src/domain/pms';
import { newVisitKey } from '../src/domain/writeback-match/match-keys';
import { OLD_VISIT } from '../src/persistence/old-visit';
import { findSeenWriteback } from '../src/persistence/writeback-sweeps';
import type { SharedParts } from '../src/process/shared-parts';
import { hashesOf } from '../src/services/writeback-sweep/match-hashes';
import { bookingsOf, waitForState, type BookingRow } from './support/bookings';
import { OPEN_DENTAL_OFFICE, openLink, type TestLink } from './support/link';
import { startBareProcess } from './support/link-processes';
import { startStack, type TestStack } from './support/stack';
import { waitFor } from './support/wait';

/** Its visits have no description, so no code of ours goes out with them. */
const DOLPHIN: PmsSoftware = { name: 'Dolphin Management', version: 'V6' };
const OPEN_DENTAL: PmsSoftware = { name: 'Open Dental', version: 'V24' };
const MAYAS_ID = '4001';

describe('a booking whose answer was lost, and that no code tells from others', () => {
  let stack: TestStack;
  let link: TestLink;
  let parts: SharedParts;
  beforeAll(async () => {
    stack = await startStack();
    link = await openLink(stack);
    parts = await startBareProcess(link);
  });
  afterEach(async () => {
    await putKnobs({ 'office.profile': 'seed', 'api.faults': [], 'write.lostAnswer': 'none' });
    await becomeSoftware(OPEN_DENTAL);
  });
  afterAll(async () => {
    await parts.close();
    await link.close();
    await stack.stop();
  });

  const putKnobs = (knobs: object): Promise<unknown> =>
    stack.simulator.put(`/knobs?officeId=${OPEN_DENTAL_OFFICE}`, knobs);
  const becomeSoftware = ({ name, version }: PmsSoftware): Promise<unknown> =>
    stack.database.query('UPDATE pms_integrations SET pms_type = $1, pms_version = $2 WHERE office_id = $3', [
      name,
      version,
      OPEN_DENTAL_OFFICE,
    ]);
  const office = (): PmsOffice => ({ accountId: link.accountId, officeId: OPEN_DENTAL_OFFICE, practiceId: '1-1' });

  /** A booking of which nobody knows whether it was taken, and which never came. */
  async function loseBooking(): Promise<{ callId: string; booking: BookingRow }> {
    const call = stack.call();
    const { patient, slots } = await call.verifyAndAsk();
    await putKnobs({ 'write.lostAnswer': 'lost-reset' });
    expect((await call.tool('book-appointment', { patient, slot: slots[0] })).status).toBe('WORKING');
    await putKnobs({ 'write.lostAnswer': 'none' });
    const [booking] = await bookingsOf(stack.database, call.id);
    return { callId: call.id, booking: booking! };
  }

  /** What the lost request would have been in software without descriptions. */
  async function postBare({ local_date, local_time, provider_id, operatory }: BookingRow): Promise<string> {
    await putKnobs({ 'office.profile': 'dolphin' });
    const reply = await parts.sikka.appointments.postAppointment(
      { office: office(), pms: DOLPHIN },
      phi({
        patientId: MAYAS_ID,
        date: local_date,
        time: local_time,
        lengthMinutes: 60,
        providerId: provider_id,
        operatory,
        description: 'left out',
        type: '12',
        user: 'STF1',
      }),
    );
    if (!reply.ok) throw new Error(`Sikka refused: ${JSON.stringify(reply.error)}`);
    return reply.value.writebackId;
  }
  const writebackOf = async ({ id }: BookingRow): Promise<string | null> =>
    (
      await stack.database.query<{ id: string | null }>('SELECT writeback_id AS id FROM bookings WHERE id = $1', [id])
    )[0]?.id ?? null;

  it('is found among the write-backs by whose it is and when', async () => {
    const { callId, booking } = await loseBooking();
    await becomeSoftware(DOLPHIN);
    const writebackId = await postBare(booking);
    await waitForState(stack.database, callId, 'confirmed');
    expect(await writebackOf(booking)).toBe(writebackId);

    // It is this booking's now, and nobody else's.
    const { local_date: date, local_time: time, provider_id: providerId, operatory } = booking;
    const key = newVisitKey({ patientId: MAYAS_ID, date, time, providerId, operatory })!;
    const wanted = {
      officeId: OPEN_DENTAL_OFFICE,
      matches: hashesOf(parts.index, office(), key),
      claimedAt: new Date(0),
    };
    expect(await parts.database.transaction((tx) => findSeenWriteback(tx, wanted))).toBeNull();
    await stack.database.query(`UPDATE bookings SET writeback_id = 'another' WHERE id = $1`, [booking.id]);
    expect(await parts.database.transaction((tx) => findSeenWriteback(tx, wanted))).toBe(writebackId);
  });

  it('is found among the visits where the write-backs cannot be read', async () => {
    const { callId, booking } = await loseBooking();
    await becomeSoftware(DOLPHIN);
    await stack.simulator.put('/knobs', {
      'api.faults': [{ method: 'GET', path: '/writebacks', status: 503, count: 1_000 }],
    });
    await postBare(booking);
    await waitForState(stack.database, callId, 'confirmed');
    expect(await writebackOf(booking)).toBeNull();
    await stack.simulator.put('/knobs', { 'api.faults': [] });
  });

  it('and that moves a visit is found by the visit and its new time', async () => {
    const first = stack.call();
    const asked = await first.verifyAndAsk();
    expect((await first.tool('book-appointment', { patient: asked.patient, slot: asked.slots[0] })).status).toBe(
      'SENT',
    );
    const standing = await waitForState(stack.database, first.id, 'confirmed');
    const [{ srNo } = { srNo: '' }] = await stack.database.query<{ srNo: string }>(
      'SELECT appointment_sr_no AS "srNo" FROM bookings WHERE id = $1',
      [standing.id],
    );
    const { callId, booking } = await loseBooking();
    const oldVisit = await parts.cipher.seal(
      link.accountId,
      OLD_VISIT,
      phi({
        appointmentSrNo: srNo,
        patientId: MAYAS_ID,
        date: standing.local_date,
        time: standing.local_time,
        lengthMinutes: 60,
        providerId: standing.provider_id,
        operatory: standing.operatory,
      }),
    );
    await stack.database.query(`UPDATE bookings SET write_kind = 'move', old_visit = $2 WHERE id = $1`, [
      booking.id,
      oldVisit,
    ]);
    const reply = await parts.sikka.appointments.putAppointment(
      { office: office(), pms: OPEN_DENTAL },
      phi({
        appointmentSrNo: srNo,
        providerId: booking.provider_id,
        date: booking.local_date,
        time: booking.local_time,
        operatory: booking.operatory,
      }),
    );
    expect(reply.ok).toBe(true);
    const done = await waitForState(stack.database, callId, 'confirmed');
    expect(await writebackOf(done)).toBe(reply.ok ? reply.value.writebackId : '');
    expect(
      await waitFor('its number', () =>
        stack.database.query('SELECT appointment_sr_no AS "srNo" FROM bookings WHERE id = $1', [booking.id]),
      ),
    ).toEqual([{ srNo }]);
  });
});
