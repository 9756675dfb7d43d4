import type { Secret } from '../domain/secret';
import { secretText, text } from './text-schemas';

const VERSION_AT_END = /\/v\d+$/;

/** @param mustBeHttps true in production: the app key travels in a header of every request */
export function sikkaVariables(mustBeHttps: boolean) {
  const schemes = mustBeHttps ? ['https:'] : ['https:', 'http:'];
  return {
    SIKKA_BASE_URL: text
      .refine((value) => URL.canParse(value) && schemes.includes(new URL(value).protocol), {
        error: mustBeHttps ? 'must be an https:// URL in production' : 'must be an http:// or https:// URL',
        abort: true,
      })
      .transform((value) => new URL(value))
      .refine((url) => url.username === '' && url.password === '' && url.search === '' && url.hash === '', {
        error: 'must hold no user, password, query or fragment',
      })
      .transform((url) => url.href.replace(/\/+$/, ''))
      .refine((href) => VERSION_AT_END.test(href), { error: 'must end with the API version, such as /v4' })
      .meta({ example: 'https://api.sikkasoft.com/v4' }),
    SIKKA_APP_ID: text.meta({ example: '<the app id that Sikka gave>' }),
    SIKKA_APP_KEY: secretText.meta({ example: '<the app key that Sikka gave>' }),
  };
}

export interface SikkaConfig {
  /** With the version and without a slash at the end. */
  readonly baseUrl: string;
  readonly appId: string;
  readonly appKey: Secret;
}
