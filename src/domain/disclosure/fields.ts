/**
 * Everything that a tool could come to know of a patient, by the record that it stands in: our name of each field, and
 * the name that the audit record has for it.
 */
export const FIELDS = {
  /** A chart of the practice's software, and what a call keeps of it. */
  patient: {
    patientId: 'patient_id',
    guarantorId: 'guarantor_id',
    firstName: 'firstname',
    middleName: 'middlename',
    lastName: 'lastname',
    preferredName: 'preferred_name',
    birthDate: 'birthdate',
    status: 'status',
    cell: 'cell',
    homePhone: 'homephone',
    workPhone: 'workphone',
    email: 'email',
    providerId: 'provider_id',
    /** A person who is being entered in this call: the request for their chart, and their whole name. */
    pendingChangeId: 'new_patient',
    pendingName: 'new_patient.name',
  },
  /** A visit, in the practice's book or asked for. */
  visit: {
    count: 'appointment.count',
    date: 'appointment.date',
    time: 'appointment.time',
    typeName: 'appointment.type',
    providerName: 'appointment.provider',
    appointmentSrNo: 'appointment_sr_no',
    patientId: 'patient_id',
    lengthMinutes: 'length',
    providerId: 'provider_id',
    operatory: 'operatory',
    status: 'status',
    type: 'type',
  },
  /** What of a chart is to change, by name. What it becomes is said by the caller and never repeated. */
  change: {
    phone: 'phone',
    email: 'email',
    address: 'address',
    insurance: 'insurance',
    firstName: 'firstName',
    middleName: 'middleName',
    lastName: 'lastName',
    preferredName: 'preferredName',
    language: 'language',
  },
} as const;

export type RecordKind = keyof typeof FIELDS;
export type FieldOf<K extends RecordKind> = keyof (typeof FIELDS)[K];

/** Some fields of some records. */
export type FieldList = { readonly [K in RecordKind]?: readonly FieldOf<K>[] };
