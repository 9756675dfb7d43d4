import { BookingReason } from '../../../../domain/booking/operation';
import { speakVisitTime } from '../../../../domain/changes/visit-time';
import { toolText } from '../../../../domain/status-words';
import { speakDateTime } from '../../../../domain/time/speak';
import type { BookedVisit } from '../common/booked-visit';
import type { Old, Words } from './say';

const oldTime = ({ visit }: Old): string => speakVisitTime(visit, 'es');
const newTime = (to: BookedVisit): string => speakDateTime(to, 'es');

const AS_IT_IS = 'no se cambió nada: la cita sigue como está';

const REASONS: Partial<Record<BookingReason, string>> = {
  [BookingReason.pmsUnavailable]: 'no hay comunicación con el sistema del consultorio',
  [BookingReason.pmsAccess]: 'el sistema del consultorio no nos da acceso',
  [BookingReason.withdrawn]: 'la solicitud de cambiarla se retiró',
};

export const spanish: Words = {
  sent: (old, to) =>
    toolText(
      'SENT',
      `la solicitud de cambiar la cita del ${oldTime(old)} para el ${newTime(to)} ya se envió al consultorio (${to.code}). Todavía no está confirmada; la hora anterior se mantiene hasta que el consultorio confirme. Diga solo eso.`,
    ),

  confirmed: (old, to) =>
    toolText(
      'CONFIRMED',
      to.isMoved
        ? `la cita se cambió para el ${newTime(to)} en la agenda del consultorio (${to.code}). Dígaselo a quien llama.`
        : `la nueva hora, el ${newTime(to)}, ya está en la agenda del consultorio (${to.code}), y la anterior, el ${oldTime(old)}, se está liberando. Dígaselo a quien llama.`,
    ),

  task: (old, to) =>
    toolText(
      'TASK',
      `la solicitud de cambiar la cita del ${oldTime(old)} para el ${newTime(to)} quedó anotada para el consultorio (${to.code}). La hora anterior se mantiene hasta que el consultorio haga el cambio. Diga solo eso.`,
    ),

  working: (old) =>
    toolText(
      'WORKING',
      `la solicitud de cambiar la cita del ${oldTime(old)} sigue en trámite, y nadie sabe todavía cómo termina. Diga solo eso, y no que ya está hecho.`,
    ),

  taken: (times) =>
    toolText(
      'NOT DONE',
      times === ''
        ? `esa hora se acaba de ocupar, y ${AS_IT_IS}. Llame a check-availability para otros días.`
        : `esa hora se acaba de ocupar, y ${AS_IT_IS}. Ofrezca en su lugar: ${times}.`,
    ),

  unknownSlot: () =>
    toolText(
      'NOT DONE',
      `esa hora no se ofreció en esta llamada, y ${AS_IT_IS}. Llame a check-availability y use un código de su respuesta.`,
    ),

  pastSlot: () => toolText('NOT DONE', `esa hora ya pasó, y ${AS_IT_IS}. Llame a check-availability para otras horas.`),

  itsOwnTime: () =>
    toolText('NOT DONE', `esa es la hora que ya tiene, y ${AS_IT_IS}. Pregunte a quien llama qué otra hora quiere.`),

  beingCancelled: () =>
    toolText(
      'NOT DONE',
      'esa cita está en proceso de cancelación en esta llamada, y no se cambió nada. Si quien llama quiere la nueva hora, use book-appointment.',
    ),

  notMoved: (reasonCode) =>
    toolText(
      'NOT DONE',
      `${REASONS[reasonCode] ?? 'el sistema del consultorio rechazó la nueva hora'}, y ${AS_IT_IS}. Pida disculpas y ofrezca pasar la llamada a una persona del consultorio.`,
    ),

  notTaken: () =>
    toolText(
      'UNAVAILABLE',
      'la solicitud de cambiarla no se pudo enviar ahora al consultorio, y la cita sigue como está. Pida disculpas, dígalo y ofrezca pasar la llamada a una persona del consultorio.',
    ),
};
