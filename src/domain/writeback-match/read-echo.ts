/** The fields of a write-back's echo, by name without case and without anything but letters and digits. */
export type EchoFields = ReadonlyMap<string, string>;

/** `appointment_sr_no`, `AppointmentSrNo` and `"appointment-sr-no"` are one name. */
const bareName = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

/** Between two fields; a comma or semicolon is one only where another field's name follows. */
const BETWEEN_FIELDS = /&|[\r\n]+|[;,]\s*(?=["']?[A-Za-z][\w-]*["']?\s*[=:])/;

function decode(text: string): string {
  const spaced = text.replaceAll('+', ' ');
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced; // not encoded: a percent sign is one
  }
}

const clean = (text: string): string =>
  decode(text)
    .trim()
    .replace(/^(["'])(.*)\1$/s, '$2')
    .trim();

function readForm(body: string): [string, string][] {
  const bare = body.trim().replace(/^[?{[(]+|[}\])]+$/g, '');
  return bare.split(BETWEEN_FIELDS).flatMap((field): [string, string][] => {
    const at = field.includes('=') ? field.indexOf('=') : field.indexOf(':');
    return at < 1 ? [] : [[clean(field.slice(0, at)), clean(field.slice(at + 1))]];
  });
}

function readTree(value: unknown): [string, string][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]: [string, unknown]): [string, string][] => {
    if (typeof inner === 'string') return [[name, inner.trim()]];
    if (typeof inner === 'number' || typeof inner === 'boolean') return [[name, String(inner)]];
    return readTree(inner);
  });
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

/**
 * What a write-back says of the request that it was. Sikka calls the echo form-like and shows none, so JSON, a form,
 * encoded or not, and a list of fields are all read. Of a name that comes twice the first counts.
 */
export function readEcho(body: string): EchoFields {
  const tree = readTree(parseJson(body));
  const fields = new Map<string, string>();
  for (const [name, value] of tree.length > 0 ? tree : readForm(body)) {
    const bare = bareName(name);
    if (bare !== '' && !fields.has(bare)) fields.set(bare, value);
  }
  return fields;
}
