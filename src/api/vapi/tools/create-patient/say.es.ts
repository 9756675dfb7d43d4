import { BookingReason } from '../../../../domain/booking/operation';
import { toolText } from '../../../../domain/status-words';
import { nameOf, type SpokenNewPatient, type Words } from './say';

/** A chart is opened, rather than a "paciente nuevo" or "nueva" entered: nobody has said which. */
const requestWords = (asked: SpokenNewPatient): string => `la solicitud de abrir el expediente de ${nameOf(asked)}`;

const bookingWords = ({ person }: SpokenNewPatient): string =>
  `Ya se puede pedir una cita: use ${person.code} como patient (${person.code}).`;

const REASONS: Partial<Record<BookingReason, string>> = {
  [BookingReason.pmsUnavailable]: 'no hay comunicación con el sistema del consultorio',
  [BookingReason.pmsAccess]: 'el sistema del consultorio no nos da acceso',
};

export const spanish: Words = {
  sent: (asked) =>
    toolText(
      'SENT',
      `${requestWords(asked)} ya se envió al consultorio (${asked.code}). Todavía no está confirmada; diga solo eso. ${bookingWords(asked)}`,
    ),

  confirmed: (asked) =>
    toolText(
      'CONFIRMED',
      `el expediente de ${nameOf(asked)} ya está en el sistema del consultorio (${asked.code}). ${bookingWords(asked)}`,
    ),

  working: (asked) =>
    toolText(
      'WORKING',
      `${requestWords(asked)} sigue en trámite (${asked.code}), y nadie sabe todavía cómo termina. Diga solo eso. ${bookingWords(asked)}`,
    ),

  task: (code, willOfficeAct) =>
    toolText(
      'TASK',
      willOfficeAct
        ? `el consultorio revisará los datos y hará el registro (${code}). Todavía no está hecho, y antes no se puede pedir una cita. Diga solo eso.`
        : `los datos quedaron anotados para el consultorio (${code}). El registro todavía no está hecho, y antes no se puede pedir una cita. Diga solo eso y ofrezca pasar la llamada a una persona del consultorio.`,
    ),

  notDone: (reasonCode) =>
    toolText(
      'NOT DONE',
      `${REASONS[reasonCode] ?? 'el sistema del consultorio rechazó el registro'}, y no se hizo nada. Pida disculpas y ofrezca pasar la llamada a una persona del consultorio.`,
    ),

  notTaken: () =>
    toolText(
      'UNAVAILABLE',
      'la solicitud no se pudo enviar ahora al consultorio. Pida disculpas, diga que todavía no hay ningún registro y ofrezca pasar la llamada a una persona del consultorio.',
    ),
};
