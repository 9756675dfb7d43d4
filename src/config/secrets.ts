import { oneOf, text } from './text-schemas';

/** @param mayBeLocal false in production: the local back end keeps practices' credentials in a file on this machine */
export function secretsVariables(mayBeLocal: boolean) {
  return {
    SECRETS_BACKEND: oneOf(['local'])
      .refine(() => mayBeLocal, {
        error:
          'must not be local in production, where credentials may not lie in a file; local is for NODE_ENV=development or test',
      })
      .meta({ example: 'local' }),
    LOCAL_SECRETS_FILE: text.meta({ example: '.data/secrets.json' }),
  };
}

export interface SecretsConfig {
  readonly backend: 'local';
  readonly localFile: string;
}
