import type { Language } from '../../../domain/language';

const NOBODY_ANSWERS: Record<Language, string> = {
  en: 'I am sorry, nobody can take your call on this line right now. Please call the office again later. In an emergency, call 911.',
  es: 'Lo siento, en este momento nadie puede atender su llamada en esta línea. Por favor, llame al consultorio más tarde. Si es una emergencia, llame al 911.',
};

/** Heard by the caller, and not by a model, when there is no assistant for the line: then the call ends. */
export const sayNobodyAnswers = (language: Language): string => NOBODY_ANSWERS[language];
