/**
 * Words of English and Spanish by which callers, and models that write for them, say what they want a person for. As
 * patterns over plain text: lower case, no accents, no apostrophes.
 */

/** What holds a "no" itself, and is as urgent as things get. */
export const GRAVE_WORDS = [
  '(?:cant|cannot|can not|couldnt|unable to|not able to|trouble|difficulty|hard to|struggling to)(?: \\w+){0,2} (?:breath|swallow)\\w*',
  '(?:wont|not|doesnt|didnt|cant|cannot|never) stop\\w*(?: \\w+)? bleeding',
  '(?:bleeding|blood)(?: \\w+){0,2} (?:wont|not|doesnt) stop\\w*',
  '(?:no puede|no puedo|no logra|dificultad|le cuesta|me cuesta)(?: \\w+){0,2} (?:respira|traga)\\w*',
  'no (?:deja|para|dejo|cesa)(?: de)? (?:sangr|salir sangre)\\w*',
  '(?:sangrado|sangre) que no (?:para|cesa|se detiene)',
];

export const EMERGENCY_WORDS = [
  'emergenc(?:y|ies)',
  'urgent care',
  'bleed(?:ing|s)?',
  'blood',
  'swelling|swollen|swelled',
  'abscess\\w*|pus',
  'knock\\w*(?: \\w+){0,3} (?:out|loose)',
  '(?:tooth|teeth)(?: \\w+){0,2} (?:fell|came|knocked) out',
  '(?:broke|broken|fractured|dislocated)(?: \\w+){0,2} jaw',
  '(?:severe|extreme|intense|terrible|unbearable|excruciating|horrible|awful|bad|worst|sharp|strong|lots? of|so much)(?: \\w+)? (?:pain|tooth ?ache)',
  '(?:pain|tooth ?ache)(?: \\w+){0,2} (?:severe|extreme|unbearable|excruciating|terrible)',
  'hurts? (?:a lot|so much|very much|so bad|so badly|badly|really bad)',
  'agony|trauma\\w*|accident|fever',
  'hit (?:in|on) the (?:face|mouth|jaw)',
  'emergencias?|urgencias?',
  'sangr(?:ado|ando|a|e)',
  'hincha(?:zon|do|da|dos|das)|inflamad[oa]',
  'abscesos?|infeccion',
  'dolor(?: \\w+){0,2} (?:fuerte|fuertes|intenso|insoportable|terrible|horrible|agudo|severo)',
  '(?:mucho|muchisimo|fuerte|intenso|terrible|insoportable) dolor',
  '(?:me |le )?duele (?:mucho|muchisimo|demasiado)',
  'se (?:me |le )?(?:cayo|salio|rompio|quebro)(?: \\w+){0,2} diente',
  'diente(?: \\w+){0,2} (?:roto|caido|arrancado|quebrado)',
  'golpe(?: \\w+){0,3} (?:boca|cara|dientes?|mandibula)',
  'accidente|fiebre',
];

/** Urgent by itself says little: it may be a bill. */
export const URGENT_WORDS = ['urgent(?:ly)?', 'urgente(?:mente)?', 'asap', 'right away'];

export const BILLING_WORDS = [
  'bill(?:s|ing|ed)?|invoices?',
  'pay(?:ments?|ing|s)?|paid|copays?',
  'charg(?:e|es|ed)|refunds?|balance|costs?|prices?',
  'insurance|claims?',
  'facturas?|facturacion|pagos?|pagar|pague',
  'cobros?|cobraron|cargos?|reembolsos?|saldo|precios?|costos?|cuesta',
  'seguro|aseguranza|aseguradora',
];

export const SCHEDULING_WORDS = [
  'appointments?|appts?|visits?',
  '(?:re)?schedul\\w+|book(?:ings?)?|cancel\\w*|openings?|availability|waitlist|running late',
  'citas?|consulta|turnos?|horarios?',
  '(?:re)?agend\\w+|reservar?|(?:re)?programar',
];
