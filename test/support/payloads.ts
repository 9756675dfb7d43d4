/** Search attributes are in clear by their nature; what they hold is looked at elsewhere. */
const IN_CLEAR_BY_NATURE = 'indexedFields';

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** How each payload of a history (as JSON, as Temporal's own tools write it) is encoded, in order. */
export function payloadEncodings(json: unknown): string[] {
  if (!isObject(json)) return [];
  const { metadata } = json;
  if (isObject(metadata) && typeof metadata['encoding'] === 'string') {
    return [Buffer.from(metadata['encoding'], 'base64').toString()];
  }
  return Object.entries(json).flatMap(([name, value]) => (name === IN_CLEAR_BY_NATURE ? [] : payloadEncodings(value)));
}

/** What the failures of a history say to anybody who reads it. */
export function failureMessages(json: unknown): string[] {
  if (!isObject(json)) return [];
  return Object.entries(json).flatMap(([name, value]) => {
    const message = /failure$/i.test(name) && isObject(value) ? value['message'] : undefined;
    return [...(typeof message === 'string' ? [message] : []), ...failureMessages(value)];
  });
}
