/** What the schemas say of arguments, by their English words: those tell a model what to send, and are constants of ours. */
const COMPLAINTS: readonly (readonly [RegExp, string])[] = [
  [/^(\w+) must be text$/, '$1 debe ser texto'],
  [/^(\w+) is too long; send at most (\d+) characters$/, '$1 es demasiado largo; envíe como máximo $2 caracteres'],
  [
    /^(\w+) holds a template that was never filled in; .*$/,
    '$1 contiene una plantilla sin rellenar; envíe lo que dijo quien llama u omita el dato',
  ],
  [
    /^(\w+) is missing; send the code from the earlier answer, such as (\w+)$/,
    'falta $1; envíe el código de la respuesta anterior, como $2',
  ],
  [
    /^(\w+) must be a code from an earlier answer in this call, such as (\w+); .*$/,
    '$1 debe ser un código de una respuesta anterior en esta llamada, como $2; ni nombre, ni número, ni otro identificador',
  ],
  [/^(\w+) is missing; ask the caller for it$/, 'falta $1; pídaselo a quien llama'],
  [
    /^(\w+) must be a name in letters only; .*$/,
    '$1 debe ser un nombre escrito solo con letras; pida a quien llama que lo deletree',
  ],
  [
    /^(\w+) must be a US number of ten digits; .*$/,
    '$1 debe ser un número de EE. UU. de diez dígitos; pida a quien llama que lo diga dígito por dígito',
  ],
  [
    /^(\w+) must look like name@example\.com; .*$/,
    '$1 debe ser como nombre@example.com; pida a quien llama que lo deletree, u omita el dato',
  ],
  [/^(\w+) must be from (\d+) to (\d+)$/, '$1 debe estar entre $2 y $3'],
  [/^(\w+) must be a whole number of minutes$/, '$1 debe ser un número entero de minutos'],
  [
    /^(\w+) must be a whole number of minutes, such as (\d+), or be left out$/,
    '$1 debe ser un número entero de minutos, como $2, u omitirse',
  ],
  [/^(\w+) must be true or false$/, '$1 debe ser true o false'],
  [
    /^(\w+) must be true or false; ask the caller whether the office may text them$/,
    '$1 debe ser true o false; pregunte a quien llama si el consultorio puede enviarle mensajes de texto',
  ],
];

/** A complaint in Spanish; one that is not known here stays as it is, for a model reads both. */
export function inSpanish(complaint: string): string {
  const known = COMPLAINTS.find(([pattern]) => pattern.test(complaint));
  return known === undefined ? complaint : complaint.replace(known[0], known[1]);
}
