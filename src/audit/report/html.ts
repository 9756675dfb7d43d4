/** A piece of HTML that is safe to put in a page. Only `html` and `joined` make one. */
export class Html {
  constructor(readonly text: string) {}
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * Text that may stand anywhere in a page, attributes included. Control characters and those that turn the direction of
 * writing are made visible: a reference could hide behind them.
 */
export const escapeHtml = (text: string): string =>
  text
    // eslint-disable-next-line no-control-regex
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '\ufffd')
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');

/** A template whose every value is escaped, unless it is HTML already. */
export const html = (parts: TemplateStringsArray, ...values: readonly (string | number | Html)[]): Html =>
  new Html(
    parts
      .map((part, i) => {
        const value = values[i];
        if (value === undefined) return part;
        return part + (value instanceof Html ? value.text : escapeHtml(String(value)));
      })
      .join(''),
  );

export const joined = (pieces: readonly Html[]): Html => new Html(pieces.map(({ text }) => text).join('\n'));
