/** Sikka's four events, as its portal writes them. */
export const WEBHOOK_EVENTS = ['Data_Refresh', 'patient', 'transaction', 'appointments'] as const;
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];

/** Sikka's own pages write `Data_refresh` too, so case does not count. */
export const eventNamed = (text: string): WebhookEvent | undefined =>
  WEBHOOK_EVENTS.find((event) => event.toLowerCase() === text.toLowerCase());

/** Something changed at a practice; what it was has to be fetched. */
export interface Occurrence {
  readonly event: WebhookEvent;
  readonly officeId: string;
  readonly practiceId: string;
}
