import type { z } from 'zod';
import { isProduction } from './common';
import type { ConfigProblem } from './problem';
import { problemWith, valueOf, type Environment } from './read-variables';
import { secretText, text } from './text-schemas';

const HOST = /^(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)+$/;

/** An address of a server, without anything that could hold a secret, and without a slash at the end. */
const baseUrl = (mustBeHttps: boolean) => {
  const schemes = mustBeHttps ? ['https:'] : ['https:', 'http:'];
  return text
    .refine((value) => URL.canParse(value) && schemes.includes(new URL(value).protocol), {
      error: mustBeHttps ? 'must be an https:// URL in production' : 'must be an http:// or https:// URL',
      abort: true,
    })
    .transform((value) => new URL(value))
    .refine((url) => url.username === '' && url.password === '' && url.search === '' && url.hash === '', {
      error: 'must hold no user, password, query or fragment',
    })
    .transform((url) => url.href.replace(/\/+$/, ''));
};

/** @param isStrict true in production: https everywhere, and no call on this machine */
export function messagingVariables(isStrict: boolean) {
  return {
    APP_BASE_URL: baseUrl(isStrict).optional().meta({ example: 'https://parlae.example.com' }),
    VAPI_CONTROL_HOSTS: text
      .transform((value) => value.split(',').map((host) => host.trim().toLowerCase()))
      .refine((hosts) => hosts.every((host) => HOST.test(host)), {
        error: 'must be host names with commas between, such as *.vapi.ai',
      })
      .prefault('*.vapi.ai')
      .meta({ example: '*.vapi.ai' }),
    VAPI_PUBLIC_KEY: secretText.optional().meta({ example: '<the public key that Vapi shows>' }),
    TWILIO_ACCOUNT_SID: text
      .regex(/^AC[0-9A-Za-z]{1,64}$/, { error: 'must begin with AC and hold letters and digits only' })
      .optional()
      .meta({ example: '<the account SID, AC...>' }),
    TWILIO_AUTH_TOKEN: secretText.optional().meta({ example: '<the auth token that Twilio shows>' }),
    TWILIO_MESSAGING_SERVICE_SID: text
      .regex(/^MG[0-9A-Za-z]{1,64}$/, { error: 'must begin with MG and hold letters and digits only' })
      .optional()
      .meta({ example: '<the messaging service SID, MG...>' }),
    TWILIO_BASE_URL: baseUrl(isStrict).prefault('https://api.twilio.com').meta({ example: 'https://api.twilio.com' }),
  };
}

export interface TwilioConfig {
  readonly baseUrl: string;
  readonly accountSid: string;
  readonly authToken: z.output<typeof secretText>;
  readonly messagingServiceSid: string;
  /** Where Twilio reaches us: its signature covers the address that it was given. */
  readonly appBaseUrl: string;
}

export interface MessagingConfig {
  /** Where browsers and Twilio reach the api, without a slash at the end; null: nobody has said. */
  readonly appBaseUrl: string | null;
  readonly controlHosts: readonly string[];
  readonly allowsLoopbackControl: boolean;
  readonly vapiPublicKey: z.output<typeof secretText> | null;
  /** Null: no texts are sent, and none is taken. */
  readonly twilio: TwilioConfig | null;
}

/** What belongs together for texts. */
const TOGETHER = ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'TWILIO_MESSAGING_SERVICE_SID'] as const;

/** Half a setting would promise texts that nobody sends, or send some that nobody can answer with STOP. */
export function checkMessaging(env: Environment): ConfigProblem[] {
  const isSet = (name: string): boolean => valueOf(env, name) !== undefined;
  const set = TOGETHER.filter(isSet);
  if (set.length === 0) return [];
  const needed = [...TOGETHER, 'APP_BASE_URL'];
  const variables = messagingVariables(isProduction(env));
  return needed
    .filter((name) => !isSet(name))
    .map((name) => problemWith(variables, name, `is missing, though ${set[0] ?? ''} is set`));
}

export function toMessagingConfig(
  values: z.output<z.ZodObject<ReturnType<typeof messagingVariables>>>,
  environment: 'development' | 'test' | 'production',
): MessagingConfig {
  const { TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken } = values;
  const { TWILIO_MESSAGING_SERVICE_SID: messagingServiceSid, APP_BASE_URL: appBaseUrl = null } = values;
  const isWhole =
    accountSid !== undefined && authToken !== undefined && messagingServiceSid !== undefined && appBaseUrl !== null;
  return {
    appBaseUrl,
    controlHosts: values.VAPI_CONTROL_HOSTS,
    allowsLoopbackControl: environment !== 'production',
    vapiPublicKey: values.VAPI_PUBLIC_KEY ?? null,
    twilio: isWhole
      ? { baseUrl: values.TWILIO_BASE_URL, accountSid, authToken, messagingServiceSid, appBaseUrl }
      : null,
  };
}
