import type { BlindIndex } from '../../../../crypto/blind-index';
import { allows, Authority } from '../../../../domain/authority';
import { canonicalJson } from '../../../../domain/canonical-json';
import { ChangeKind } from '../../../../domain/changes/operation';
import { namesOf } from '../../../../domain/disclosure/view';
import { AssuranceLevel, EVIDENCE_OF, meets } from '../../../../domain/identity/assurance';
import { mayWrite, PmsWrite } from '../../../../domain/pms-capabilities';
import type { ToolText } from '../../../../domain/status-words';
import { findPatientByCode } from '../../../../persistence/call-codes';
import type { Database } from '../../../../persistence/database';
import type { PhiCipher } from '../../../../persistence/phi-cipher';
import type { NewChange } from '../../../../persistence/pms-changes';
import { hasVerifiedChannel } from '../../../../persistence/staff-channels';
import { describeChartRequest, hasChart, takesChartChanges, toChartRequest } from '../../../../services/chart-changes';
import { changeWorkflowId } from '../../../../temporal/ids';
import { plainReply, type Disclosure, type Tool, type ToolContext, type ToolReply } from '../../tool';
import type { ChangeDesk, ChangeStanding } from '../common/change-desk';
import { personFor, type PersonFor } from '../common/person-for';
import { commonWords } from '../common/words';
import { updatePatientArguments, type UpdatePatientArguments } from './schema';
import type { SpokenChange } from './say';
import { updateWords } from './words';

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
    const { session, language } = context;
    const shared = commonWords(language);
    if (session.isLocked) return plainReply(shared.locked(), 'denied');
    const found = await deps.database.run((manager) => findPatientByCode(manager, deps.cipher, session, patient));
    const person = personFor('update-patient', found);
    if (person === null) return plainReply(shared.verifyFirst(), 'denied');
    const names = (Object.keys(said) as ChangeField[]).filter((name) => said[name] !== undefined);
    const changes = Object.fromEntries(names.map((name) => [name, said[name] ?? '']));
    if (names.length === 0) return plainReply(updateWords(language).nothingToChange(), 'failure');

    const wanted = toWantedChange(deps.index, person, changes, textConsent, context);
    const change = await deps.changes.store(wanted, context);
    const standing = await deps.changes.carryOut(change, context, describeChartRequest(wanted.request));
    return {
      text: await speak(deps, standing, { code: change.code, fields: names }, context),
      disclosure: disclosureFor(person, standing, names),
      promise: { bookingId: null, changeId: change.id, patientIndex: person.patientIndex },
    };
  },
});

/** What a caller may have changed; each of these has its line in the table of disclosure. */
type ChangeField = keyof Omit<UpdatePatientArguments, 'patient' | 'textConsent'>;

/** The same change of the same chart in the same call is one operation, however often it is asked for. */
function toWantedChange(
  index: BlindIndex,
  person: PersonFor<'update-patient'>,
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
  { practice, language }: ToolContext,
): Promise<ToolText> {
  const say = updateWords(language);
  switch (standing.kind) {
    case 'sent':
      return say.sent(change);
    case 'confirmed':
      return say.confirmed(change);
    case 'working':
      return say.working(change);
    case 'unreachable':
      return say.notTaken();
    case 'not-done':
      return say.notDone(standing.reasonCode);
    case 'task':
      return say.task(change, await database.run((manager) => hasVerifiedChannel(manager, practice.integrationId)));
  }
}

/** What the answer says of the patient is which parts of the chart change, and not what they become. */
function disclosureFor(
  { level, patientIndex }: PersonFor<'update-patient'>,
  { kind }: ChangeStanding,
  fields: readonly ChangeField[],
): Disclosure {
  const isNamed = kind === 'sent' || kind === 'confirmed' || kind === 'task' || kind === 'working';
  const known = kind === 'working' || kind === 'unreachable' ? 'unknown' : 'failure';
  return {
    outcome: isNamed && kind !== 'working' ? 'success' : known,
    level,
    evidence: [...EVIDENCE_OF[level]],
    patientRef: patientIndex,
    phiFields: isNamed ? namesOf('update-patient', level, 'change', fields) : [],
  };
}
