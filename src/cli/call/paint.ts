import { styleText } from 'node:util';

export type Paint = (style: 'green' | 'red' | 'cyan' | 'gray' | 'bold', text: string) => string;

/** Colours on a terminal (unless NO_COLOR is set), plain text elsewhere. */
export function createPaint(isColoured: boolean): Paint {
  return (style, text) => (isColoured ? styleText(style, text) : text);
}
