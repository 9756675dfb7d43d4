import { offeredSlots, type ToolAnswer } from './heard';

const MOST_SPOKEN_SLOTS = 3;

const offer = (text: string): string =>
  offeredSlots(text)
    .slice(0, MOST_SPOKEN_SLOTS)
    .map(({ words }) => words)
    .join('; ');

const partOf = (text: string, pattern: RegExp): string => pattern.exec(text)?.[1] ?? 'cita';

/** What a well-behaved model says in Spanish when a tool has answered so: the truth of the answer, and nothing beyond it. */
export function wordReplyInSpanish({ tool, status, text }: ToolAnswer): string {
  switch (`${tool} ${status}`) {
    case 'search-patients OK':
      return `Gracias, ${partOf(text, /identidad de (.+?) \(/)}. ¿Qué días le convienen?`;
    case 'search-patients NOT FOUND':
      return 'No encuentro a nadie con ese nombre y esa fecha de nacimiento. ¿Me los repite, por favor?';
    case 'check-availability OK':
      return `Le puedo ofrecer ${offer(text)}. ¿Cuál le conviene?`;
    case 'check-availability NOT FOUND':
      return 'No hay horas libres en esos días. ¿Le convienen otros días?';
    case 'book-appointment SENT':
      return `Su solicitud de ${partOf(text, /la solicitud de (.+?) ya se envió/)} se envió al consultorio. Todavía no está reservada: el consultorio la confirmará.`;
    case 'book-appointment CONFIRMED':
      return `Su ${partOf(text, /: la (.+?) ya está en la agenda/)} ya está en la agenda del consultorio.`;
    case 'book-appointment NOT DONE':
      return offer(text) === ''
        ? 'Lo siento, no se pudo, y no se reservó nada.'
        : `Lo siento, esa hora se acaba de ocupar, y no se reservó nada. Le puedo ofrecer ${offer(text)}.`;
    case 'book-appointment TASK':
      return 'Anoté su solicitud para el consultorio. Todavía no está reservada.';
    case 'book-appointment WORKING':
      return 'Su solicitud sigue en trámite, y todavía no está reservada.';
    case 'get-patient-info OK':
      return `Sus próximas citas: ${partOf(text, /próximas citas: (.+?)\. Use/).replaceAll(/ \(A\d+\)/g, '')}.`;
    case 'reschedule-appointment SENT':
      return 'Su solicitud de cambio se envió al consultorio. La hora anterior sigue en pie hasta que el consultorio la confirme.';
    case 'cancel-appointment SENT':
      return 'Su solicitud de cancelar se envió al consultorio. La cita todavía no está cancelada.';
    case 'create-patient SENT':
      return 'Gracias. Sus datos se enviaron al consultorio, que los confirmará. ¿Qué días le convienen?';
    case 'create-patient TASK':
    case 'update-patient TASK':
    case 'reschedule-appointment TASK':
    case 'cancel-appointment TASK':
      return 'Lo anoté para el consultorio. Todavía no está hecho.';
    case 'update-patient SENT':
      return 'Su solicitud se envió al consultorio. Todavía no está confirmada.';
    case 'transfer-to-human OK':
      return 'Le paso con el consultorio. Hasta luego.';
    case 'transfer-to-human TASK':
      return 'Nadie puede atender ahora. Su solicitud quedó anotada para el consultorio.';
    default:
      return 'Lo siento, el sistema del consultorio no responde en este momento, y no se hizo nada.';
  }
}
