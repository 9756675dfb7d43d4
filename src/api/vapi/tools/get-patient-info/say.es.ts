import { speakVisitTime } from '../../../../domain/changes/visit-time';
import type { LocalDate } from '../../../../domain/pms';
import { toolText } from '../../../../domain/status-words';
import type { ToldVisit } from '../../../../services/patient-visits-told';
import { isNameTold, type Words } from './say';

const STANDS: Readonly<Record<ToldVisit['stand'], string>> = {
  'on-file': '',
  requested: ', solicitada y todavía sin confirmar',
  'requested-earlier': ', solicitada antes y todavía sin confirmar',
  moving: ', que se mantiene hasta que se confirme la nueva hora',
  cancelling: ', con una cancelación en camino',
};

function visitWords({ code, visit, providerName, stand }: ToldVisit, today: LocalDate): string {
  const who = isNameTold(providerName) ? ` con ${providerName}` : '';
  return `${speakVisitTime(visit, 'es', { today })}${who}${code === null ? '' : ` (${code})`}${STANDS[stand]}`;
}

export const spanish: Words = {
  visits({ told, moreCount }, today) {
    if (told.length === 0) {
      return toolText('OK', 'este paciente no tiene próximas citas. Dígalo y ofrezca buscar una hora.');
    }
    const visits = told.map((visit) => visitWords(visit, today)).join('; ');
    const more = moreCount === 0 ? '' : ` Y ${String(moreCount)} más después de estas.`;
    return toolText('OK', `próximas citas: ${visits}.${more} Use el código de una cita para cambiarla o cancelarla.`);
  },
};
