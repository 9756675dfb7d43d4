import type { BirthDateError } from '../../../../domain/identity/birth-date';
import { toolText } from '../../../../domain/status-words';
import { firstNameOf, type Words } from './say';

const BIRTH_DATE_COMPLAINTS: Record<BirthDateError, string> = {
  unreadable: 'dateOfBirth debe ser YYYY-MM-DD. Pida a quien llama el mes, el día y el año',
  impossible: 'dateOfBirth no es un día que exista. Pida a quien llama que repita el mes, el día y el año',
  future: 'dateOfBirth está en el futuro. Pida a quien llama que repita el mes, el día y el año',
};

export const spanish: Words = {
  needNameAndBirthDate: () =>
    toolText(
      'NEED',
      'falta el nombre completo y la fecha de nacimiento del paciente. Pida los dos datos a quien llama, y luego llame otra vez a search-patients.',
    ),

  wrongBirthDate: (error, tool) =>
    toolText('NEED', `${BIRTH_DATE_COMPLAINTS[error]}, y luego llame otra vez a ${tool}.`),

  verified: (person) =>
    toolText(
      'OK',
      `se verificó la identidad de ${firstNameOf(person)} (${person.code}). Use ${person.code} como patient. Pregunte qué necesita.`,
    ),

  notFound: () =>
    toolText(
      'NOT FOUND',
      'ningún paciente tiene ese nombre completo y esa fecha de nacimiento. Pida a quien llama que deletree el apellido y repita la fecha de nacimiento, y luego inténtelo otra vez.',
    ),
};
