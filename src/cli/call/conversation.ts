import type { CallEvent } from '../../../simulator/callers/play-call';
import type { Paint } from './paint';

const NAME_WIDTH = 'Other caller'.length;
const MARGIN = ' '.repeat(NAME_WIDTH + 4);

/** The lines that show one event of a call: the conversation on the left, the tool calls beneath it, with their times. */
export function describeEvent(event: CallEvent, paint: Paint): string[] {
  switch (event.kind) {
    case 'says':
      return [`  ${paint(event.who === 'Assistant' ? 'cyan' : 'bold', event.who.padEnd(NAME_WIDTH))}  ${event.text}`];
    case 'meanwhile':
      return [`${MARGIN}[${event.text}]`];
    case 'asks': {
      const times = event.deliveries === 1 ? '' : `  (${event.deliveries} deliveries at once)`;
      return [paint('gray', `${MARGIN}> ${event.tool} ${JSON.stringify(event.arguments)}${times}`)];
    }
    case 'answers': {
      const texts = new Map<string, string[]>();
      for (const { text, durationMs } of event.answers) {
        texts.set(text, [...(texts.get(text) ?? []), `${Math.round(durationMs)} ms`]);
      }
      return [...texts].map(([text, times]) => paint('gray', `${MARGIN}< ${text}  (${times.join(', ')})`));
    }
  }
}
