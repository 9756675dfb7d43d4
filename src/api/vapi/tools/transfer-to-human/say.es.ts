import { toolText } from '../../../../domain/status-words';
import type { Words } from './say';

export const spanish: Words = {
  puttingThrough: () =>
    toolText('OK', 'la llamada se está pasando al consultorio; despídase brevemente. No diga que alguien ya contestó.'),

  task: (willOfficeAct, isEmergency) =>
    toolText(
      'TASK',
      `${
        willOfficeAct
          ? 'nadie puede atender la llamada ahora, y alguien del consultorio devolverá la llamada. Diga solo eso, y no prometa una hora.'
          : 'nadie puede atender la llamada ahora. La solicitud quedó anotada para el consultorio. Diga solo eso, y no prometa una llamada.'
      }${isEmergency ? ' Si le cuesta respirar o un sangrado no para, debe llamar al 911; dígalo primero.' : ''}`,
    ),
};
