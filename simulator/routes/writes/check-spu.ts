import { utilityOffline } from '../../http/errors';
import type { BodyReply, OfficeRequest } from '../../http/reply';
import type { Knobs } from '../../knobs/board';

/** Whether the body asks to be refused while the practice's utility is away, in a form that is understood. */
function isAsked(text: string, understood: Knobs['spu.checkValue']): boolean {
  if (understood === 'ignored') return false;
  const body: unknown = JSON.parse(text);
  const value: unknown = typeof body === 'object' && body !== null && 'check_spu' in body ? body.check_spu : undefined;
  if (typeof value === 'boolean') return value && understood !== 'text';
  return typeof value === 'string' && value.toLowerCase() === 'true' && understood !== 'boolean';
}

/** 412 for a body (already known to be JSON) with `check_spu` while the utility is away; null otherwise. */
export const refuseWhileOffline = ({ text, at }: OfficeRequest): BodyReply | null =>
  !at.isSpuOnline() && isAsked(text, at.settings()['spu.checkValue']) ? utilityOffline() : null;
