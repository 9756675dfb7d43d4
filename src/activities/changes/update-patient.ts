import { AuditAction } from '../../audit/vocabulary';
import { patientIdOf, standOfUpdate, toPatientChange, updateKey } from '../../domain/changes/patient-update';
import { patientUpdateRequest, type PatientUpdateRequest } from '../../domain/changes/request';
import type { Phi } from '../../domain/phi';
import { mayWrite, PmsWrite } from '../../domain/pms-capabilities';
import { todayIn } from '../../domain/time/practice-time';
import { byPatientId, readRequest } from '../../persistence/change-details';
import { patientChangeRulesOf } from '../../sikka/pms-rules/patient-rules';
import type { ChangeContext, ChangeManner, Sight } from './change-manner';
import { searchPatients } from './search-patients';

const PATCH_TIMEOUT_MS = 8_000;

/** Changes a chart where the practice's software takes that; all or nothing of what is asked. */
export const updatePatientManner: ChangeManner = {
  write: PmsWrite.updatePatient,
  act: {
    action: AuditAction.patientUpdate,
    phiFields: [
      'patient_id',
      'firstname',
      'middlename',
      'lastname',
      'preferred_name',
      'birthdate',
      'gender',
      'language',
    ],
  },
  request: { endpoint: '/patient/{patient_id}', method: 'PATCH' },
  byHandTask: 'update-patient-by-hand',

  look(deps, context) {
    const { practice, capabilities } = context;
    const rules = patientChangeRulesOf(practice.pms);
    const asked = toPatientChange(requestOf(context));
    const isTaken = mayWrite(capabilities, PmsWrite.updatePatient) && rules?.required.length === 0;
    if (!isTaken || asked === null) return Promise.resolve({ kind: 'by-staff', rows: [] });
    const today = todayIn(practice.timeZone, deps.now());
    const write = { office: practice.office, pms: practice.pms, timeoutMs: PATCH_TIMEOUT_MS };
    return Promise.resolve({
      kind: 'clear',
      rows: [],
      send: () => deps.sikka.patients.patchPatient(write, asked, today),
    });
  },

  keyOf: (_deps, context) => Promise.resolve(updateKey(requestOf(context))),

  async see(deps, context): Promise<Sight> {
    const request = requestOf(context);
    const { patients, rows } = await searchPatients(deps, context, [byPatientId(patientIdOf(request))], 'background');
    const kinds = { shows: 'proof', 'cannot-say': 'nothing-against', absent: 'absent' } as const;
    return { kind: kinds[standOfUpdate(request, patients)], rows };
  },

  afterConfirmation: () => Promise.resolve([]),
};

const requestOf = ({ request }: ChangeContext): Phi<PatientUpdateRequest> => readRequest(patientUpdateRequest, request);
