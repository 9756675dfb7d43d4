import { BookingReason } from '../../../../domain/booking/operation';
import { speakVisitTime } from '../../../../domain/changes/visit-time';
import { toolText } from '../../../../domain/status-words';
import type { Visit, Words } from './say';

const visitWords = ({ code, visit }: Visit): string => `la cita del ${speakVisitTime(visit, 'es')} (${code})`;

const REASONS: Partial<Record<BookingReason, string>> = {
  [BookingReason.pmsUnavailable]: 'no hay comunicación con el sistema del consultorio',
  [BookingReason.pmsAccess]: 'el sistema del consultorio no nos da acceso',
  [BookingReason.visitMissing]: 'esa cita ya no está en la agenda del consultorio',
  [BookingReason.readBackDiffers]: 'la cita en la agenda del consultorio ya no es la que se leyó',
  [BookingReason.withdrawn]: 'la solicitud de cancelar se retiró',
};

export const spanish: Words = {
  sent: (visit) =>
    toolText(
      'SENT',
      `la solicitud de cancelar ${visitWords(visit)} ya se envió al consultorio. Todavía no está confirmada. Diga solo eso: el consultorio tiene la solicitud y la confirmará.`,
    ),

  confirmed: (visit) => toolText('CONFIRMED', `${visitWords(visit)} está cancelada. Dígaselo a quien llama.`),

  task: (visit) =>
    toolText(
      'TASK',
      `la solicitud de cancelar ${visitWords(visit)} quedó anotada para el consultorio. Todavía no está cancelada. Diga solo eso.`,
    ),

  working: (visit) =>
    toolText(
      'WORKING',
      `la solicitud de cancelar ${visitWords(visit)} sigue en trámite, y nadie sabe todavía cómo termina. Diga solo eso, y no que ya está hecho.`,
    ),

  notCancelled: (reasonCode) =>
    toolText(
      'NOT DONE',
      `${REASONS[reasonCode] ?? 'el sistema del consultorio no aceptó cancelar la cita'}, y no se canceló nada. Pida disculpas y ofrezca pasar la llamada a una persona del consultorio.`,
    ),

  notTaken: () =>
    toolText(
      'UNAVAILABLE',
      'la solicitud de cancelar no se pudo enviar ahora al consultorio, y la cita sigue como está. Pida disculpas, dígalo y ofrezca pasar la llamada a una persona del consultorio.',
    ),
};
