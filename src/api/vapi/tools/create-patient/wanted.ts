import type { BlindIndex } from '../../../../crypto/blind-index';
import { allows, Authority } from '../../../../domain/authority';
import { ChangeKind } from '../../../../domain/changes/operation';
import type { NewPatientRequest } from '../../../../domain/changes/request';
import { normaliseName } from '../../../../domain/names/normalise-name';
import { phi, type Phi } from '../../../../domain/phi';
import { mayWrite, PmsWrite } from '../../../../domain/pms-capabilities';
import type { NewChange } from '../../../../persistence/pms-changes';
import { changeWorkflowId } from '../../../../temporal/ids';
import type { ToolContext } from '../../tool';
import type { CreatePatientArguments } from './schema';

/** A new person as they are asked for. */
export interface WantedPatient {
  readonly request: Phi<NewPatientRequest>;
  /** How to look for a chart that they may have. */
  readonly clues: { readonly fullName: string; readonly statedPhone: string };
  /** What people need who enter them by hand. */
  readonly details: Phi<string>;
  readonly change: NewChange;
}

/** What has no field of its own at the PMS: an address is said in one piece. */
const remarksOf = ({ address, insurance }: CreatePatientArguments): string =>
  [address === undefined ? [] : [`Address: ${address}`], insurance === undefined ? [] : [`Insurance: ${insurance}`]]
    .flat()
    .join('; ');

/**
 * The same person in the same call is one operation, however often they are asked for. The patient's reference is keyed
 * by name and birth date, and so the same in every call.
 */
export function toWantedPatient(
  index: BlindIndex,
  args: CreatePatientArguments,
  birthDate: string,
  { practice, session, authority }: ToolContext,
): WantedPatient {
  const { accountId, integrationId } = practice;
  const { firstName, lastName, phone, email = '' } = args;
  const request: NewPatientRequest = {
    firstName,
    lastName,
    birthDate,
    phone,
    email,
    addressLine1: '',
    city: '',
    state: '',
    zipCode: '',
    remarks: remarksOf(args),
  };
  const who = [normaliseName(firstName), normaliseName(lastName), birthDate];
  const operationKey = index('operation', accountId, session.vapiCallId, ChangeKind.createPatient, ...who, phone);
  const isAllowed = practice.mode === 'live' && allows(authority, Authority.write);
  return {
    request: phi(request),
    clues: { fullName: `${lastName}, ${firstName}`, statedPhone: phone },
    details: phi(JSON.stringify({ asked: request })),
    change: {
      accountId,
      integrationId,
      callSessionId: session.id,
      kind: ChangeKind.createPatient,
      operationKey,
      workflowId: changeWorkflowId(ChangeKind.createPatient, operationKey),
      route: isAllowed && mayWrite(practice, PmsWrite.createPatient) ? 'pms' : 'staff',
      patientIndex: index('new-patient', accountId, integrationId, ...who),
      request: phi(request),
      bookingId: null,
      textConsent: args.textConsent,
    },
  };
}
