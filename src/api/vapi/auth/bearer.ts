import type { Secret } from '../../../domain/secret';
import { equalsAnyInConstantTime } from './constant-time';
import { headerOf, type AuthCheck } from './refusal';

const STANDARD_HEADER = 'authorization';
const PREFIX = /^bearer +/i;

/**
 * Mode `bearer`: the token in the configured header. In `Authorization` it needs its scheme; in a header of its own the
 * scheme may be absent, because Vapi's credential can switch it off.
 */
export function checkBearer(config: { readonly secrets: readonly Secret[]; readonly headerName: string }): AuthCheck {
  return ({ headers }) => {
    const value = headerOf(headers, config.headerName);
    if (value === null) return 'credential-missing';
    if (config.headerName === STANDARD_HEADER && !PREFIX.test(value)) return 'credential-wrong';
    const secrets = config.secrets.map((secret) => secret.expose());
    return equalsAnyInConstantTime(value.replace(PREFIX, ''), secrets) ? null : 'credential-wrong';
  };
}
