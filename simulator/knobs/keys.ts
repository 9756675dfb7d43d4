import { z } from 'zod';

/** Keys and who may call. */
export const keyKnobs = {
  'key.reissue': z.enum(['new', 'running']).default('new'),
  'key.oldAfterRefresh': z.enum(['valid', 'dead']).default('valid'),
  'key.lifeSeconds': z.int().min(1).default(86_400),
  'refresh.rotates': z.enum(['same', 'rotate', 'none']).default('same'),
  'auth.practicesHeader': z.enum(['app-pair', 'request-key', 'either']).default('app-pair'),
};
