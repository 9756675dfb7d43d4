import { z } from 'zod';

/** Keys and who may call. */
export const keyKnobs = {
  'key.reissue': z.enum(['new', 'running']).default('new'),
  'key.oldAfterRefresh': z.enum(['valid', 'dead']).default('valid'),
  'key.lifeSeconds': z.int().min(1).default(86_400),
  /** The form of what POST /request_key answers when it refuses. */
  'key.errorBody': z.enum(['standard', 'oauth-like', 'empty', 'html']).default('standard'),
  /** The status for a wrong secret or refresh key. */
  'key.errorCode': z.coerce
    .number()
    .pipe(z.literal([401, 400]))
    .default(401),
  /** What a request key answers after its DELETE. */
  'key.afterDelete': z.enum(['API1025', 'API2003', 'API1004']).default('API1025'),
  /** The clock of `start_time` and `end_time`, which carry no zone. */
  'key.timesIn': z.enum(['local', 'utc']).default('local'),
  'refresh.rotates': z.enum(['same', 'rotate', 'none']).default('same'),
  'auth.practicesHeader': z.enum(['app-pair', 'request-key', 'either']).default('app-pair'),
  /** The plan lost the calls (API2004), or the practice took its access back (API2007). */
  'access.revoked': z.enum(['none', 'API2004', 'API2007']).default('none'),
};
