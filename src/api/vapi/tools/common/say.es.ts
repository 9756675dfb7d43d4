import { toolText } from '../../../../domain/status-words';
import { inSpanish } from './complaints.es';
import type { Words } from './say';

export const spanish: Words = {
  unknownTool: () =>
    toolText(
      'NOT DONE',
      'no hay ninguna herramienta con ese nombre, y no se hizo nada. Use una de las herramientas que tiene.',
    ),

  wrongPath: () => toolText('NOT DONE', 'esa herramienta se llamó en la dirección de otra, y no se hizo nada.'),

  unknownLine: () =>
    toolText(
      'UNAVAILABLE',
      'esta línea telefónica no está configurada, y no se hizo nada. Diga que el consultorio tendrá que ayudar.',
    ),

  notConnected: () =>
    toolText(
      'UNAVAILABLE',
      'el sistema del consultorio no está conectado, y no se hizo nada. Ofrezca pasar la llamada a una persona.',
    ),

  notAllowed: () =>
    toolText(
      'UNAVAILABLE',
      'el consultorio desactivó esta función, y no se hizo nada. Ofrezca pasar la llamada a una persona.',
    ),

  unreadableArguments: () =>
    toolText(
      'NEED',
      'los argumentos deben ser un solo objeto JSON, y no se hizo nada. Llame a la herramienta otra vez.',
    ),

  noCallId: () => toolText('NOT DONE', 'la solicitud no dice a qué llamada pertenece, y no se hizo nada.'),

  differentArguments: () =>
    toolText(
      'NOT DONE',
      'esta llamada a la herramienta ya llegó con otros argumentos, y no se hizo nada nuevo. Haga una llamada nueva.',
    ),

  wrongArguments: (complaints) =>
    toolText(
      'NEED',
      `${complaints.map(inSpanish).join('; ')}. No se hizo nada. Si hace falta, pregunte a quien llama, y luego llame a la herramienta otra vez.`,
    ),

  readFailed: () =>
    toolText(
      'UNAVAILABLE',
      'el sistema del consultorio no respondió a tiempo; no se encontró ni se hizo nada. Pida disculpas e inténtelo una vez más.',
    ),

  outOfReach: () =>
    toolText(
      'UNAVAILABLE',
      'no se puede llegar a nuestros propios registros, y esta solicitud no se empezó. Lo que se pidió antes puede seguir en curso. Pida disculpas e inténtelo una vez más.',
    ),

  writeUnknown: () =>
    toolText(
      'WORKING',
      'la solicitud sigue en trámite, y nadie sabe todavía cómo termina. Diga solo eso, y no que ya está hecho.',
    ),

  locked: () =>
    toolText(
      'NEED',
      'no se pudo verificar a quien llama en esta llamada. No vuelva a preguntar. Ofrezca pasar la llamada a una persona del consultorio.',
    ),

  verifyFirst: () =>
    toolText(
      'NEED',
      'primero hay que verificar a quien llama, y no se hizo nada. Pida el nombre completo y la fecha de nacimiento del paciente, y luego llame a search-patients.',
    ),

  unknownVisit: () =>
    toolText(
      'NOT DONE',
      'este paciente no tiene ninguna cita con ese código en esta llamada, y no se hizo nada. Llame a get-patient-info y use un código de su respuesta.',
    ),

  codeOfRequest: () =>
    toolText(
      'NOT DONE',
      'ese código es de una solicitud y no de una cita, y no se hizo nada. Llame a get-patient-info y use el código de una cita.',
    ),

  visitHasBegun: () =>
    toolText(
      'NOT DONE',
      'esa cita ya empezó o ya pasó, y no se hizo nada. Ofrezca pasar la llamada a una persona del consultorio.',
    ),

  noSuchVisitAnyMore: () =>
    toolText(
      'NOT DONE',
      'esa cita no llegó a hacerse o ya no existe, y no se hizo nada. Llame a get-patient-info para saber qué citas hay.',
    ),
};
