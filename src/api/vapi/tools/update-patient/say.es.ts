import { BookingReason } from '../../../../domain/booking/operation';
import { toolText } from '../../../../domain/status-words';
import type { SpokenChange, Words } from './say';

/** By the tool's names of the fields. */
const FIELDS: Readonly<Record<string, string>> = {
  phone: 'el número de teléfono',
  email: 'el correo electrónico',
  address: 'la dirección',
  insurance: 'el seguro',
  firstName: 'el nombre',
  middleName: 'el segundo nombre',
  lastName: 'el apellido',
  preferredName: 'el nombre preferido',
  language: 'el idioma',
};

const whatOf = ({ fields }: SpokenChange): string => {
  const words = fields.map((field) => FIELDS[field] ?? field);
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} y ${words.at(-1) ?? ''}`;
};

const REASONS: Partial<Record<BookingReason, string>> = {
  [BookingReason.pmsUnavailable]: 'no hay comunicación con el sistema del consultorio',
  [BookingReason.pmsAccess]: 'el sistema del consultorio no nos da acceso',
};

export const spanish: Words = {
  nothingToChange: () =>
    toolText(
      'NEED',
      'no se envió ningún dato para cambiar, y no se hizo nada. Pregunte a quien llama qué cambió, y luego envíelo como phone, email, address, insurance, firstName, middleName, lastName, preferredName o language.',
    ),

  sent: (change) =>
    toolText(
      'SENT',
      `la solicitud de cambiar ${whatOf(change)} ya se envió al consultorio (${change.code}). Todavía no está confirmada; diga solo eso.`,
    ),

  confirmed: (change) =>
    toolText(
      'CONFIRMED',
      `en el sistema del consultorio ya se cambió ${whatOf(change)} (${change.code}). Dígaselo a quien llama.`,
    ),

  task: (change, willOfficeAct) =>
    toolText(
      'TASK',
      willOfficeAct
        ? `el consultorio cambiará ${whatOf(change)} (${change.code}). Todavía no está hecho. Diga solo eso.`
        : `el cambio de datos quedó anotado para el consultorio (${change.code}): ${whatOf(change)}. Todavía no está hecho. Diga solo eso.`,
    ),

  working: (change) =>
    toolText(
      'WORKING',
      `la solicitud de cambiar ${whatOf(change)} sigue en trámite (${change.code}), y nadie sabe todavía cómo termina. Diga solo eso.`,
    ),

  notDone: (reasonCode) =>
    toolText(
      'NOT DONE',
      `${REASONS[reasonCode] ?? 'el sistema del consultorio rechazó el cambio'}, y no se hizo nada. Pida disculpas y ofrezca pasar la llamada a una persona del consultorio.`,
    ),

  notTaken: () =>
    toolText(
      'UNAVAILABLE',
      'la solicitud no se pudo enviar ahora al consultorio. Pida disculpas, diga que todavía no se ha hecho el cambio y ofrezca pasar la llamada a una persona del consultorio.',
    ),
};
