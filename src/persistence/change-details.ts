import type { z } from 'zod';
import { phi, reveal, type Phi } from '../domain/phi';
import type { PatientOnFile } from '../domain/pms';
import type { PmsChangeEntity } from './entities/pms-change';
import { CHANGE_CREATED, CHANGE_REQUEST } from './pms-changes';
import type { PhiCipher } from './phi-cipher';

/** What a change asks for, as its row keeps it. */
export const openRequest = (
  cipher: PhiCipher,
  { accountId, request }: Pick<PmsChangeEntity, 'accountId' | 'request'>,
): Promise<Phi<unknown>> => cipher.open<unknown>(accountId, CHANGE_REQUEST, request);

/** The same in the shape of its kind. Throws for a row that is not in it. */
export const readRequest = <T>(schema: z.ZodType<T>, request: Phi<unknown>): Phi<T> =>
  phi(schema.parse(reveal(request)));

export const sealCreated = (cipher: PhiCipher, accountId: string, id: Phi<string>): Promise<Buffer> =>
  cipher.seal(accountId, CHANGE_CREATED, id);

/** The id that the PMS gave to what was made; null while it is not known. */
export const openCreated = async (
  cipher: PhiCipher,
  { accountId, created }: Pick<PmsChangeEntity, 'accountId' | 'created'>,
): Promise<Phi<string> | null> => (created === null ? null : cipher.open<string>(accountId, CHANGE_CREATED, created));

/** The patient with that id, as a question to the PMS. */
export const byPatientId = (patientId: Phi<string>): { readonly patientId: string } => ({
  patientId: reveal(patientId),
});

/** The id of a chart, from which its opaque reference is made. */
export const patientIdOnFile = (patient: PatientOnFile): string => reveal(patient).patientId;

/** What is asked, as people read it who shall do it by hand; with what the practice's software said, where it did. */
export const describeChange = (asked: Phi<unknown>, answered: Phi<string> | null): Phi<string> =>
  phi(JSON.stringify({ asked: reveal(asked), ...(answered === null ? {} : { answered: reveal(answered) }) }));
