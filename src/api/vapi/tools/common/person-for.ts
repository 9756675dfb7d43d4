import { servesAt, viewFor, type LevelOf, type View } from '../../../../domain/disclosure/view';
import type { AssuranceLevel } from '../../../../domain/identity/assurance';
import type { Phi } from '../../../../domain/phi';
import type { ToolName } from '../../../../domain/tools';
import type { CallPatient, VerifiedPatient } from '../../../../persistence/call-codes';

type ServedLevel<T extends ToolName> = LevelOf<T> & CallPatient['level'];

/** A patient of this call as a tool may see them: with the fields that the table of disclosure gives it, and no others. */
export interface PersonFor<T extends ToolName> extends Omit<CallPatient, 'level' | 'patient'> {
  readonly level: ServedLevel<T>;
  readonly patient: Phi<View<T, ServedLevel<T>, 'patient', VerifiedPatient>>;
}

/** The patient behind a code, as this tool may see them; null for nobody, and below the tool's lowest level. */
export function personFor<T extends ToolName>(tool: T, person: CallPatient | null): PersonFor<T> | null {
  if (person === null) return null;
  const level: AssuranceLevel = person.level;
  if (!servesAt(tool, level)) return null;
  const served = level as ServedLevel<T>;
  return { ...person, level: served, patient: viewFor(tool, served, 'patient', person.patient) };
}
