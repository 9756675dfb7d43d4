import { BookingReason } from '../../../../domain/booking/operation';
import { toolText } from '../../../../domain/status-words';
import { speakDateTime } from '../../../../domain/time/speak';
import type { SpokenVisit } from '../common/booked-visit';
import type { Words } from './say';

/** The kind of visit is said as the practice has it. */
const visitWords = (visit: SpokenVisit): string =>
  `cita de ${visit.typeName.toLowerCase()} para el ${speakDateTime(visit, 'es')}`;

const REASONS: Partial<Record<BookingReason, string>> = {
  [BookingReason.pmsUnavailable]: 'no hay comunicación con el sistema del consultorio',
  [BookingReason.pmsAccess]: 'el sistema del consultorio no nos da acceso',
  [BookingReason.writebackFailed]: 'el sistema del consultorio rechazó la cita',
};

export const spanish: Words = {
  sent: (visit) =>
    toolText(
      'SENT',
      `la solicitud de ${visitWords(visit)} ya se envió al consultorio (${visit.code}). Todavía no está confirmada. Diga solo eso: el consultorio tiene la solicitud y la confirmará.`,
    ),

  confirmed: (visit) =>
    toolText(
      'CONFIRMED',
      `la ${visitWords(visit)} ya está en la agenda del consultorio (${visit.code}). Dígaselo a quien llama.`,
    ),

  notedForStaff: (visit) =>
    toolText(
      'TASK',
      `la solicitud de ${visitWords(visit)} quedó anotada para el consultorio (${visit.code}). Todavía no está en la agenda. Diga solo eso.`,
    ),

  kept: (visit) =>
    toolText(
      'WORKING',
      `la hora de la ${visitWords(visit)} está apartada (${visit.code}), y se enviará al consultorio en cuanto exista el nuevo expediente. Todavía no está confirmada. Diga solo eso.`,
    ),

  taken: (times) =>
    toolText(
      'NOT DONE',
      times === ''
        ? 'esa hora se acaba de ocupar, y no se reservó nada. Llame a check-availability para otros días.'
        : `esa hora se acaba de ocupar, y no se reservó nada. Ofrezca en su lugar: ${times}.`,
    ),

  unknownSlot: () =>
    toolText(
      'NOT DONE',
      'esa hora no se ofreció en esta llamada, y no se reservó nada. Llame a check-availability y use un código de su respuesta.',
    ),

  otherType: ({ offered, asked }) =>
    toolText(
      'NEED',
      `esa hora se ofreció para ${offered.toLowerCase()} y no para ${asked.toLowerCase()}, y no se reservó nada. Pregunte a quien llama cuál de las dos es; para ${asked.toLowerCase()}, llame a check-availability con ese appointmentType.`,
    ),

  pastSlot: () =>
    toolText('NOT DONE', 'esa hora ya pasó, y no se reservó nada. Llame a check-availability para otras horas.'),

  notTaken: () =>
    toolText(
      'UNAVAILABLE',
      'la solicitud no se pudo enviar ahora al consultorio. Pida disculpas, diga que todavía no hay cita y ofrezca pasar la llamada a una persona del consultorio.',
    ),

  notBooked: (reasonCode) =>
    toolText(
      'NOT DONE',
      `${REASONS[reasonCode] ?? 'el sistema del consultorio rechazó la cita'}, y no se reservó nada. Pida disculpas y ofrezca pasar la llamada a una persona del consultorio.`,
    ),
};
