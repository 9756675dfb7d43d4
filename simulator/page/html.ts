/** Text that is markup already; only `html` makes it. */
export interface Markup {
  readonly markup: string;
}

type Part = string | number | boolean | null | Markup | readonly Markup[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');

function markupOf(part: Part): string {
  if (part === null) return '';
  if (typeof part !== 'object') return escaped(String(part));
  return 'markup' in part ? part.markup : part.map(({ markup }) => markup).join('');
}

/** A template whose values are escaped, unless they are markup themselves; null shows as nothing. */
export const html = (texts: TemplateStringsArray, ...parts: readonly Part[]): Markup => ({
  markup: texts.map((text, index) => text + (index < parts.length ? markupOf(parts[index] ?? null) : '')).join(''),
});

/** A table with a caption; says so when it has no rows. */
export function table(caption: string, columns: readonly string[], rows: readonly (readonly Part[])[]): Markup {
  if (rows.length === 0)
    return html`<h2>${caption}</h2>
      <p>none</p>`;
  return html`<h2>${caption}</h2>
    <table>
      <thead>
        <tr>
          ${columns.map((column) => html`<th>${column}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              ${row.map((cell) => html`<td>${cell}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>`;
}
