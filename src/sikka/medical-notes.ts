import { reveal, type Phi } from '../domain/phi';
import type { PmsNewNote } from '../domain/pms-writes';
import { readAcceptedWrite, type AcceptedWrite } from './accepted-write';
import type { SikkaCalls } from './calls';
import { applyRules } from './pms-rules/apply-rules';
import { noteRulesOf } from './pms-rules/note-rules';
import type { SikkaReply } from './reply';
import { sendWrite, type WriteContext } from './send-write';

/**
 * Asks for a note, such as one that goes with a visit. Plural in its path, other than the rest of what is created.
 * Notes are never read: they are clinical text. Accepted means queued. Sent once; see `sendWrite`.
 */
export const postMedicalNote =
  (calls: SikkaCalls) =>
  (context: WriteContext, wrapped: Phi<PmsNewNote>): Promise<SikkaReply<AcceptedWrite>> => {
    const note = reveal(wrapped);
    const fields = {
      patient_id: note.patientId,
      date: note.date,
      type: note.type,
      text: note.text,
      provider_id: note.providerId,
      appointment_sr_no: note.appointmentSrNo,
      description: note.description,
      item: note.item,
      acknowledge_type: note.acknowledgeType,
      staff: note.staff,
      user: note.user,
    };
    return sendWrite(calls, context, {
      method: 'POST',
      endpoint: '/medical_notes',
      fields: applyRules(fields, noteRulesOf(context.pms, note.type)),
      read: readAcceptedWrite,
    });
  };
