/**
 * In clear whatever the codec does, and looked at elsewhere: search attributes, and the SDK's own note of number, times
 * and type in the marker of a local activity.
 */
const isClearByNature = (name: string, parent: string): boolean =>
  name === 'indexedFields' || (name === 'data' && parent === 'details');

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** How each payload of a history (as JSON, as Temporal's own tools write it) is encoded, in order. */
export function payloadEncodings(json: unknown, at = ''): string[] {
  if (!isObject(json)) return [];
  const { metadata } = json;
  if (isObject(metadata) && typeof metadata['encoding'] === 'string') {
    return [Buffer.from(metadata['encoding'], 'base64').toString()];
  }
  return Object.entries(json).flatMap(([name, value]) =>
    isClearByNature(name, at) ? [] : payloadEncodings(value, name),
  );
}

/** What the failures of a history say to anybody who reads it. */
export function failureMessages(json: unknown): string[] {
  if (!isObject(json)) return [];
  return Object.entries(json).flatMap(([name, value]) => {
    const message = /failure$/i.test(name) && isObject(value) ? value['message'] : undefined;
    return [...(typeof message === 'string' ? [message] : []), ...failureMessages(value)];
  });
}
