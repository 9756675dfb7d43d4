import { speakShortDate } from '../../domain/messaging/short-date';
import { reveal } from '../../domain/phi';
import { speakAt, speakDateTime } from '../../domain/time/speak';
import type { ToldVisit } from '../../persistence/news-subject';
import type { LiveFacts, Told, Words } from './say';

/** "la cita de limpieza del martes 10 de marzo a las 10:30 de la mañana (A1)": kinds of visit are named by the practice. */
const visitWords = ({ typeName, date, time }: ToldVisit): string =>
  `la cita ${typeName === null ? '' : `de ${typeName.toLowerCase()} `}del ${speakDateTime({ date, time }, 'es')}`;

const theVisit = ({ visit, code }: Told): string =>
  `${visit === null ? 'la cita' : visitWords(reveal(visit))} (${code})`;

const whenOf = ({ visit }: Told): string => (visit === null ? 'la nueva hora' : speakDateTime(reveal(visit), 'es'));

const TELL = 'Dígaselo ahora a quien llama';

const live: LiveFacts = {
  booking: {
    confirmed: (told) => `El consultorio confirmó ${theVisit(told)}. ${TELL}.`,
    'not-done': (told) =>
      `No se pudo reservar ${theVisit(told)}, y no está en la agenda del consultorio. ${TELL}, pida disculpas y ofrezca otras horas.`,
    'with-staff': (told) =>
      `No está confirmada ${theVisit(told)}: el personal del consultorio revisará la solicitud. Dígale ahora a quien llama que todavía no está reservada.`,
  },
  move: {
    confirmed: (told) => `El consultorio confirmó la nueva hora: ${theVisit(told)}. ${TELL}.`,
    'not-done': (told) =>
      `La cita no se pudo cambiar a la nueva hora, ${whenOf(told)} (${told.code}): la hora anterior sigue en pie. ${TELL}, pida disculpas y ofrezca otras horas.`,
    'with-staff': (told) =>
      `La nueva hora, ${whenOf(told)} (${told.code}), no está confirmada: el personal del consultorio la revisará. Dígale ahora a quien llama que la hora anterior sigue en pie hasta que el consultorio confirme la nueva.`,
  },
  'cancel-appointment': {
    confirmed: (told) => `El consultorio canceló ${theVisit(told)}. ${TELL}.`,
    'not-done': (told) => `No se pudo cancelar ${theVisit(told)}, y sigue en pie. ${TELL} y pida disculpas.`,
    'with-staff': (told) =>
      `Todavía no está cancelada ${theVisit(told)}: el personal del consultorio la revisará. ${TELL}.`,
  },
  'create-patient': {
    confirmed: ({ code }) => `El sistema del consultorio registró al nuevo paciente (${code}). ${TELL}.`,
    'not-done': ({ code }) =>
      `El nuevo paciente (${code}) no se pudo registrar en el sistema del consultorio. ${TELL} y pida disculpas.`,
    'with-staff': ({ code }) =>
      `El nuevo paciente (${code}) todavía no está en el sistema del consultorio: el personal lo revisará. ${TELL}.`,
  },
  'update-patient': {
    confirmed: ({ code }) => `El sistema del consultorio registró el cambio del expediente (${code}). ${TELL}.`,
    'not-done': ({ code }) =>
      `El cambio del expediente (${code}) no se pudo hacer: el expediente sigue como estaba. ${TELL} y pida disculpas.`,
    'with-staff': ({ code }) =>
      `El cambio del expediente (${code}) todavía no está hecho: el personal del consultorio lo revisará. ${TELL}.`,
  },
};

const TEXTS: Readonly<Record<Told['what'], (when: string) => string>> = {
  booking: (when) => `su cita del ${when} está confirmada.`,
  move: (when) => `su cita es ahora el ${when}.`,
  'cancel-appointment': (when) => `su cita del ${when} está cancelada.`,
  'create-patient': () => 'ya tenemos su registro de paciente.',
  'update-patient': () => 'el cambio que pidió está hecho.',
};

function shortly(visit: Told['visit']): string {
  if (visit === null) return '';
  const { date, time } = reveal(visit);
  return speakAt(speakShortDate(date, 'es'), time, 'es');
}

export const spanish: Words = {
  live,
  text: (practiceName, { what, visit }) =>
    `${practiceName}: ${TEXTS[what](shortly(visit))} Responda STOP para no recibir más.`,
};
