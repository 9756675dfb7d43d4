import { phi, type Phi } from '../../domain/phi';

/** What is said to the people of a practice and to the operator by text: nothing of a patient, and not what a task is about. */

export const codeWords = (code: string): Phi<string> =>
  phi(`Parlae: ${code} is the code that confirms this number for your practice. It is valid for 10 minutes.`);

const tasks = (count: number): string => (count === 1 ? '1 task' : `${String(count)} tasks`);

/** @param link of ours, with an opaque id at its end */
export const noticeWords = (count: number, link: string): Phi<string> =>
  phi(`Parlae: ${tasks(count)} ${count === 1 ? 'needs' : 'need'} you. ${link}`);

export const operatorWords = (count: number, link: string): Phi<string> =>
  phi(`Parlae: ${tasks(count)} overdue, and nobody has taken ${count === 1 ? 'it' : 'them'}. ${link}`);
