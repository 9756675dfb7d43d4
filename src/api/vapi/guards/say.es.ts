import { toolText } from '../../../domain/status-words';
import type { Words } from './say';

export const spanish: Words = {
  stopRepeating: () =>
    toolText(
      'NOT DONE',
      'esto se pidió demasiadas veces en esta llamada y no se inició de nuevo; lo que dijeron las respuestas anteriores sigue en pie. No use más esta herramienta en esta llamada; ofrezca pasar la llamada a una persona del consultorio.',
    ),

  tooMuch: () =>
    toolText(
      'UNAVAILABLE',
      'en este momento llegaron demasiadas solicitudes por esta línea, y no se hizo nada. Discúlpese e intente una vez más en un minuto.',
    ),
};
