import type { BlindIndex } from '../../../../crypto/blind-index';
import { allows, Authority } from '../../../../domain/authority';
import { canonicalJson } from '../../../../domain/canonical-json';
import { ChangeKind } from '../../../../domain/changes/operation';
import { AssuranceLevel, EVIDENCE_OF, meets } from '../../../../domain/identity/assurance';
import { mayWrite, PmsWrite } from '../../../../domain/pms-capabilities';
import type { ToolText } from '../../../../domain/status-words';
import { TOOLS } from '../../../../domain/tools';
import { findPatientByCode, type CallPatient } from '../../../../persistence/call-codes';
import type { Database } from '../../../../persistence/database';
import type { PhiCipher } from '../../../../persistence/phi-cipher';
import type { NewChange } from '../../../../persistence/pms-changes';
import { hasVerifiedChannel } from '../../../../persistence/staff-channels';
import { describeChartRequest, hasChart, takesChartChanges, toChartRequest } from '../../../../services/chart-changes';
import { changeWorkflowId } from '../../../../temporal/ids';
import { plainReply, type Disclosure, type Tool, type ToolContext, type ToolReply } from '../../tool';
import type { ChangeDesk, ChangeStanding } from '../common/change-desk';
import { sayLocked, sayVerifyFirst } from '../common/say';
import { updatePatientArguments, type UpdatePatientArguments } from './schema';
import {
  sayConfirmed,
  sayNotDone,
  sayNothingToChange,
  sayNotTaken,
  saySent,
  sayTask,
  sayWorking,
  type SpokenChange,
} from './say';

export interface UpdatePatientDeps {
  readonly database: Database;
  readonly cipher: PhiCipher;
  readonly index: BlindIndex;
  readonly changes: ChangeDesk;
}

/**
 * Changes a verified patient's chart. By the practice's software where it takes all of the change and the caller rings
 * from the patient's own number; otherwise its people do it.
 */
export const updatePatient = (deps: UpdatePatientDeps): Tool<UpdatePatientArguments> => ({
  name: 'update-patient',
  arguments: updatePatientArguments,

  async handle({ patient, textConsent, ...said }, context): Promise<ToolReply> {
    const { session } = context;
    if (session.isLocked) return plainReply(sayLocked(), 'denied');
    const person = await deps.database.run((manager) => findPatientByCode(manager, deps.cipher, session, patient));
    const needed = TOOLS['update-patient'].minimumLevel;
    if (person === null || !meets(person.level, needed)) return plainReply(sayVerifyFirst(), 'denied');
    const fields = Object.entries(said).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value] as const],
    );
    if (fields.length === 0) return plainReply(sayNothingToChange(), 'failure');

    const wanted = toWantedChange(deps.index, person, Object.fromEntries(fields), textConsent, context);
    const change = await deps.changes.store(wanted, context);
    const standing = await deps.changes.carryOut(change, context, describeChartRequest(wanted.request));
    const names = fields.map(([name]) => name);
    return {
      text: await speak(deps, standing, { code: change.code, fields: names }, context),
      disclosure: disclosureFor(person, standing, names),
      promise: { bookingId: null, changeId: change.id, patientIndex: person.patientIndex },
    };
  },
});

/** The same change of the same chart in the same call is one operation, however often it is asked for. */
function toWantedChange(
  index: BlindIndex,
  person: CallPatient,
  changes: Readonly<Record<string, string>>,
  textConsent: boolean,
  { practice, session, authority }: ToolContext,
): NewChange & { readonly request: ReturnType<typeof toChartRequest> } {
  const { accountId, integrationId } = practice;
  const kind = ChangeKind.updatePatient;
  const what = [person.patientIndex, canonicalJson(changes)];
  const operationKey = index('operation', accountId, session.vapiCallId, kind, ...what);
  const isAllowed = practice.mode === 'live' && allows(authority, Authority.write);
  const isSure = meets(person.level, AssuranceLevel.L3) && hasChart(person.patient);
  const isTaken = mayWrite(practice, PmsWrite.updatePatient) && takesChartChanges(practice.pms, Object.keys(changes));
  return {
    accountId,
    integrationId,
    callSessionId: session.id,
    kind,
    operationKey,
    workflowId: changeWorkflowId(kind, operationKey),
    route: isAllowed && isSure && isTaken ? 'pms' : 'staff',
    patientIndex: person.patientIndex,
    request: toChartRequest(person.patient, changes),
    bookingId: null,
    textConsent,
  };
}

async function speak(
  { database }: UpdatePatientDeps,
  standing: ChangeStanding,
  change: SpokenChange,
  { practice }: ToolContext,
): Promise<ToolText> {
  switch (standing.kind) {
    case 'sent':
      return saySent(change);
    case 'confirmed':
      return sayConfirmed(change);
    case 'working':
      return sayWorking(change);
    case 'unreachable':
      return sayNotTaken();
    case 'not-done':
      return sayNotDone(standing.reasonCode);
    case 'task':
      return sayTask(change, await database.run((manager) => hasVerifiedChannel(manager, practice.integrationId)));
  }
}

/** What the answer says of the patient is which parts of the chart change, and not what they become. */
function disclosureFor(
  { level, patientIndex }: CallPatient,
  { kind }: ChangeStanding,
  fields: readonly string[],
): Disclosure {
  const isNamed = kind === 'sent' || kind === 'confirmed' || kind === 'task' || kind === 'working';
  const known = kind === 'working' || kind === 'unreachable' ? 'unknown' : 'failure';
  return {
    outcome: isNamed && kind !== 'working' ? 'success' : known,
    level,
    evidence: [...EVIDENCE_OF[level]],
    patientRef: patientIndex,
    phiFields: isNamed ? fields : [],
  };
}
