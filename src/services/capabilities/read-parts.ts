import type { PmsOperatory, PmsProvider } from '../../domain/pms';
import type { ListedWrites } from '../../domain/pms-capabilities';
import type { PmsError } from '../../domain/pms-errors';
import { pmsFamilyOf, PmsFamily } from '../../domain/pms-family';
import { ok, type Result } from '../../domain/result';
import type { Practice } from '../../persistence/practices';
import type { OfficeCallContext } from '../../sikka/calls';
import type { WritebackChoice } from '../../sikka/writeback-details';
import { eitherRead } from './either-read';
import type { Noted } from './noted';
import { readFreshness, type ReadFreshness } from './read-freshness';
import type { CapabilitySource } from './source';

/** What was read, or why not, piece by piece. */
export interface ReadParts {
  /** Null: the software is not on Sikka's list. */
  readonly writes: Result<ListedWrites | null, PmsError>;
  readonly statusWords: Result<readonly string[], PmsError>;
  readonly providers: Result<readonly PmsProvider[], PmsError>;
  readonly operatories: Result<readonly PmsOperatory[], PmsError>;
  readonly appointmentTypes: Result<readonly WritebackChoice[], PmsError>;
  readonly freshness: Result<ReadFreshness, PmsError>;
}

/** The practice's software takes the words of both lists; Sikka's pages name both as their source. */
async function readStatusWords(
  sikka: CapabilitySource,
  context: OfficeCallContext,
  noted: Noted,
): Promise<ReadParts['statusWords']> {
  const statuses = await noted(sikka.appointmentStatuses.listAppointmentStatuses(context));
  const serviceName = 'Appointment Status';
  const variables = await noted(sikka.practiceVariables.listPracticeVariables(context, { serviceName }));
  const both = eitherRead(statuses, variables);
  if (!both.ok) return both;
  const values = (both.value.other ?? []).map(({ value }) => value);
  return ok([...new Set([...(both.value.one ?? []), ...values])]);
}

/** Sikka's pages spell the category in both ways, and whether it minds is not known. Planet DDS has its own. */
const categoriesOf = (family: PmsFamily): readonly string[] =>
  family === PmsFamily.planetDds ? ['ApptProdType'] : ['appttype', 'ApptType'];

async function readAppointmentTypes(
  sikka: CapabilitySource,
  context: OfficeCallContext,
  family: PmsFamily,
  noted: Noted,
): Promise<ReadParts['appointmentTypes']> {
  for (const category of categoriesOf(family)) {
    const choice = { writebackType: 'new_appointment', category };
    const reply = await noted(sikka.writebackDetails.listWritebackDetails(context, choice));
    if (!reply.ok || reply.value.length > 0) return reply;
  }
  return ok([]);
}

/** Asks for everything, the office's own lists one after the other: this is background work and takes its time. */
export async function readParts(
  sikka: CapabilitySource,
  practice: Practice,
  context: OfficeCallContext,
  noted: Noted,
): Promise<ReadParts> {
  const { office, pms, custId } = practice;
  const ofApp = async () => ({
    writes: await noted(sikka.supportedPmses.findSupportedWrites(context, pms)),
    freshness: await readFreshness(sikka, office, context, noted),
  });
  const ofOffice = async () => ({
    statusWords: await readStatusWords(sikka, context, noted),
    providers: await noted(sikka.providers.listProviders(context)),
    operatories: await noted(sikka.operatories.listOperatories(context, { custId })),
    appointmentTypes: await readAppointmentTypes(sikka, context, pmsFamilyOf(pms), noted),
  });
  const [app, own] = await Promise.all([ofApp(), ofOffice()]);
  return { ...app, ...own };
}
