/** A practice that callers book at: invented, and connected like any other. */
export interface LoadPractice {
  /** Its place among all of them, from 0. */
  readonly index: number;
  readonly accountId: string;
  readonly integrationId: string;
  readonly phoneNumberId: string;
  readonly timeZone: string;
  readonly appointmentTypeId: string;
  readonly durationMinutes: number;
  readonly providerId: string;
  readonly operatory: string;
}
