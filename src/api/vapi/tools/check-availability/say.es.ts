import type { DateRangeError } from '../../../../domain/availability/date-range';
import type { LocalDate } from '../../../../domain/pms';
import { toolText } from '../../../../domain/status-words';
import { speakDate, speakDateTime } from '../../../../domain/time/speak';
import type { SpokenOffer, Words } from './say';

const offerWords = (offers: readonly SpokenOffer[], today: LocalDate): string =>
  offers
    .map(({ localDate, localTime, code }) => {
      const when = speakDateTime({ date: localDate, time: localTime }, 'es', { today });
      return `${when} (${code})`;
    })
    .join('; ');

export const spanish: Words = {
  offerWords,

  offers(offers, { typeName, today, missedDate }) {
    const missed = missedDate === null ? '' : `nada para el ${speakDate(missedDate, 'es')}. `;
    const times = offerWords(offers, today);
    return toolText(
      'OK',
      `${missed}Horas libres para ${typeName.toLowerCase()}: ${times}. Ofrezca dos o tres; reserve con el código. El consultorio confirma cada cita.`,
    );
  },

  noOpenings: (typeName) =>
    toolText(
      'NOT FOUND',
      `no hay horas libres para ${typeName.toLowerCase()} en esos días. Pregunte por otros días o por otra hora del día, u ofrezca pasar la llamada a una persona.`,
    ),

  unknownType: (names) =>
    toolText(
      'NEED',
      `appointmentType debe ser uno de estos: ${names.join(', ')}. Pregunte a quien llama para qué es la cita.`,
    ),

  unknownProvider: () =>
    toolText(
      'NEED',
      'nadie con ese nombre atiende este tipo de cita. Pregunte si puede ser con otra persona del equipo, y entonces omita provider.',
    ),

  unclearTimeOfDay: () =>
    toolText(
      'NEED',
      'timeOfDay debe ser mañana, tarde o noche, o algo como "después de las 3 de la tarde". Pregunte a quien llama.',
    ),

  wrongDates: (wrong) => toolText('NEED', wrongDateWords(wrong)),
};

function wrongDateWords({ field, error }: DateRangeError): string {
  switch (error.code) {
    case 'past':
      return `el ${speakDate(error.date, 'es')} ya pasó; ${field} debe ser hoy o después. Pregunte a quien llama qué día quiere.`;
    case 'ambiguous': {
      const days = error.candidates.map((date) => `el ${speakDate(date, 'es')}`).join(' o ');
      return `${field} puede ser ${days}. Pregunte cuál, y luego envíe YYYY-MM-DD.`;
    }
    case 'impossible':
      return `${field} no es un día que exista. Pregunte otra vez a quien llama, y luego envíe YYYY-MM-DD.`;
    case 'unreadable':
      return `${field} debe ser YYYY-MM-DD. Pregunte a quien llama qué día quiere.`;
    case 'before-start':
      return 'endDate no debe ser anterior a startDate. Pregunte otra vez a quien llama por los días.';
    case 'too-far':
      return 'las citas se pueden reservar con medio año de anticipación como máximo. Pida un día anterior.';
  }
}
