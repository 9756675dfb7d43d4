import { styleText } from 'node:util';

export type Paint = (style: 'green' | 'red' | 'cyan' | 'gray' | 'bold', text: string) => string;

/** @param isColoured the caller knows where the text goes; Node's own look at the terminal is left out */
export function createPaint(isColoured: boolean): Paint {
  return (style, text) => (isColoured ? styleText(style, text, { validateStream: false }) : text);
}
