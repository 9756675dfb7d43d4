import type { z } from 'zod';
import { toE164 } from '../domain/phones/e164';
import type { ConfigProblem } from './problem';
import { problemWith, valueOf, type Environment } from './read-variables';
import { text } from './text-schemas';

export const staffVariables = {
  OPERATOR_ALERT_NUMBER: text
    .refine((value) => value.startsWith('+') && toE164(value) === value, {
      error: 'must be a telephone number in E.164, such as +12025550142',
    })
    .optional()
    .meta({ example: '+12025550142' }),
};

export interface StaffConfig {
  /** Who is texted when nobody at a practice has taken a task by its time, in E.164; null: nobody is. */
  readonly operatorAlertNumber: string | null;
}

export const toStaffConfig = (values: z.output<z.ZodObject<typeof staffVariables>>): StaffConfig => ({
  operatorAlertNumber: values.OPERATOR_ALERT_NUMBER ?? null,
});

/** A number that nothing can text would be believed to be told. */
export const checkStaff = (env: Environment): ConfigProblem[] => {
  const isSet = (name: string): boolean => valueOf(env, name) !== undefined;
  if (!isSet('OPERATOR_ALERT_NUMBER') || isSet('TWILIO_ACCOUNT_SID')) return [];
  return [
    problemWith(staffVariables, 'OPERATOR_ALERT_NUMBER', 'needs TWILIO_ACCOUNT_SID: without it no texts are sent'),
  ];
};
