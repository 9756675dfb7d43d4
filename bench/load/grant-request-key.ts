import { z } from 'zod';
import type { SimulatedOffice } from '../stack/simulator-control';

const grantSchema = z.object({ request_key: z.string() });

/** A request key of the office, as Sikka grants it for the office's secret. */
export async function grantRequestKey(
  variables: Readonly<Record<string, string>>,
  { officeId, secretKey }: SimulatedOffice,
): Promise<string> {
  const response = await fetch(`${variables['SIKKA_BASE_URL'] ?? ''}/request_key`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      grant_type: 'request_key',
      office_id: officeId,
      secret_key: secretKey,
      app_id: variables['SIKKA_APP_ID'],
      app_key: variables['SIKKA_APP_KEY'],
    }),
  });
  return grantSchema.parse(await response.json()).request_key;
}
