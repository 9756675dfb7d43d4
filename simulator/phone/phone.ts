import { z } from 'zod';

/** What becomes of a text, and of a message into a live call; the first value is the default. */
const phoneSettingsSchema = z.strictObject({
  /** `lost`: taken, and the connection is cut before the answer. */
  texts: z.enum(['queued', 'opted-out', 'refused', '500', 'lost']).default('queued'),
  /** `complains`: HTTP 200 with words against it, as Vapi answers a body that it does not take. */
  control: z.enum(['taken', 'complains', 'call-over', 'lost']).default('taken'),
});
type PhoneSettings = z.infer<typeof phoneSettingsSchema>;

interface SentText {
  readonly sid: string;
  readonly to: string;
  readonly body: string;
  readonly messagingServiceSid: string;
  /** What became of it: `queued` will reach the phone. */
  readonly status: 'queued' | 'not-taken';
  readonly atMs: number;
}

interface ControlMessage {
  readonly callId: string;
  readonly body: unknown;
  readonly hasToken: boolean;
  readonly atMs: number;
}

/** The telephone beside the practice's software: a fake of Twilio's texts and of Vapi's control of live calls. */
export interface Phone {
  readonly settings: PhoneSettings;
  /** Throws a ZodError on an unknown name or value. */
  merge(patch: unknown): PhoneSettings;
  readonly texts: readonly SentText[];
  readonly control: readonly ControlMessage[];
  takeText(text: Pick<SentText, 'to' | 'body' | 'messagingServiceSid'>): SentText;
  takeControl(message: Pick<ControlMessage, 'callId' | 'body' | 'hasToken'>): void;
  reset(): void;
}

const patchSchema = z.record(z.string(), z.unknown());

/** @param newId 32 letters and digits */
export function createPhone(now: () => Date, newId: () => string): Phone {
  let settings = phoneSettingsSchema.parse({});
  let texts: SentText[] = [];
  let control: ControlMessage[] = [];
  return {
    get settings() {
      return settings;
    },
    get texts() {
      return texts;
    },
    get control() {
      return control;
    },
    merge(patch) {
      settings = phoneSettingsSchema.parse({ ...settings, ...patchSchema.parse(patch) });
      return settings;
    },
    takeText(text) {
      const status = settings.texts === 'queued' || settings.texts === 'lost' ? 'queued' : 'not-taken';
      const sent = { ...text, status, sid: `SM${newId()}`, atMs: now().getTime() } as const;
      texts.push(sent);
      return sent;
    },
    takeControl(message) {
      control.push({ ...message, atMs: now().getTime() });
    },
    reset() {
      settings = phoneSettingsSchema.parse({});
      texts = [];
      control = [];
    },
  };
}
