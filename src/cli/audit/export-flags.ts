import { z } from 'zod';
import { SYSTEM_CHAIN } from '../../audit/read-rows';
import { AuditPurpose } from '../../audit/vocabulary';
import type { Result } from '../../domain/result';
import { exportFields, exportOptions } from './export-fields';
import { readFlags } from './read-flags';

export const EXPORT_USAGE = `Usage: npm run --silent audit -- export --as WHO --out FILE [FLAGS]

Writes the record as a file that anybody can check who has the public key: npm run audit -- verify --export FILE.
That it was exported is on record, in every chain that it has, before the first row is read.

  --account ID        one account's chain, or "${SYSTEM_CHAIN}"; without it every chain
  --from, --until     a date, whole days in UTC, or an instant with its offset. The file may have some rows more at either
                      end, to begin and end with a row that a checkpoint has sealed
  --as WHO            who exports, as an id that the record will name
  --recipient WHO     who will have it, if somebody else
  --purpose PURPOSE   ${Object.values(AuditPurpose).join(', ')}; ${AuditPurpose.security} unless said
  --out FILE          where to write
  --force             a file that is there already is replaced
  --fhir              as FHIR AuditEvents instead: npm run audit -- export --fhir --help
  --help              this text`;

const flagsSchema = z.strictObject(exportFields);
export type ExportFlags = z.output<typeof flagsSchema>;

/** The flags of `npm run audit -- export ...`, or what is wrong with them. */
export const readExportFlags = (args: readonly string[]): Result<ExportFlags, string> =>
  readFlags(args, exportOptions, flagsSchema);
