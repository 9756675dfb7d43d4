import type { Random } from '../../../simulator/seed/prng';

/** Unmistakable words and numbers of the caller, which must be found in no log. */
export const CANARIES = {
  firstName: 'Zaphquillia',
  lastName: 'Okapiverne',
  birthDate: '1961-02-23',
  phone: '6025550163',
  reason: 'a wisdomtoothish glockenspiel twinge',
  transcript: 'Caller: my xylomandible hurts.',
  control: 'quaggacontrol-fuzz',
} as const;

const { firstName, lastName, birthDate, phone, reason, transcript, control } = CANARIES;

/** What a well-behaved model sends to each tool; the codes were never handed out in these calls. */
const ARGUMENTS = {
  'search-patients': { firstName, lastName, dateOfBirth: birthDate, phone },
  'get-patient-info': { patient: 'P1' },
  'check-availability': { appointmentType: 'cleaning', date: 'next Friday', timeOfDay: 'morning', durationMinutes: 60 },
  'book-appointment': { patient: 'P1', slot: 'S1', appointmentType: 'cleaning', reason, textConsent: true },
  'reschedule-appointment': { patient: 'P1', appointment: 'A1', slot: 'S2' },
  'cancel-appointment': { patient: 'P1', appointment: 'A1', reason },
  'create-patient': { firstName, lastName, dateOfBirth: birthDate, phone, email: 'zaphquillia@patients.example' },
  'update-patient': { patient: 'P1', phone, address: '77 Wobblefangle Way', language: 'Spanish' },
  'transfer-to-human': { reason, summary: transcript },
} as const;
type Tool = keyof typeof ARGUMENTS;

/** Reads come up more often than the writes that anybody may ask for: each of these starts a workflow. */
const TOOLS: readonly [Tool, ...Tool[]] = [
  ...(['search-patients', 'search-patients', 'get-patient-info', 'get-patient-info', 'check-availability'] as const),
  ...(['book-appointment', 'book-appointment', 'reschedule-appointment', 'cancel-appointment'] as const),
  ...(['cancel-appointment', 'update-patient', 'update-patient', 'reschedule-appointment'] as const),
];
const RARE_TOOLS: readonly [Tool, ...Tool[]] = ['create-patient', 'transfer-to-human'];
const RARE_CHANCE = 0.02;

export const pickTool = (random: Random): Tool => random.pick(random.chance(RARE_CHANCE) ? RARE_TOOLS : TOOLS);

const callOf = (callId: string) => ({
  id: callId,
  type: 'inboundPhoneCall',
  status: 'in-progress',
  phoneNumberId: 'num-dev-0001',
  customer: { number: `+1${phone}`, name: `${firstName} ${lastName}` },
  monitor: { controlUrl: `https://control.invalid/${control}/control` },
});

/** One entry of a list of tool calls, in one of the forms that Vapi was seen to send. */
function entryOf(random: Random, name: string, id: string, args: object): object {
  return random.pick<object>([
    { id, type: 'function', function: { name, arguments: args } },
    { id, type: 'function', function: { name, arguments: JSON.stringify(args) } },
    { id, name, arguments: args },
    { id, name, parameters: args },
  ]);
}

/** A whole message around one tool call: today's forms, the legacy one, and the one that people send by hand. */
export function toolCallBody(random: Random, tool: Tool, callId: string): object {
  const id = `call_${String(random.integer(0, 1e9))}`;
  const args: object = ARGUMENTS[tool];
  const call = callOf(callId);
  const entry = entryOf(random, tool, id, args);
  const context = {
    timestamp: 1_930_000_000_000,
    artifact: { transcript, messages: [{ role: 'user', message: transcript }], variableValues: { reason } },
    assistant: { name: 'Front desk', server: { secret: control } },
  };
  const many = Array.from({ length: 60 }, (_, index) => entryOf(random, tool, `${id}_${String(index)}`, args));
  const forms: readonly [object, ...object[]] = [
    { message: { type: 'tool-calls', toolCallList: [entry], toolWithToolCallList: [], call, ...context } },
    { message: { type: 'tool-calls', timestamp: '2031-03-04T15:00:03.000Z', toolCallList: [entry], call } },
    { message: { type: 'tool-calls', toolCallList: [entry, entryOf(random, pickTool(random), `${id}_b`, {})], call } },
    { message: { type: 'tool-calls', toolCallList: [entry], toolCalls: [entry], call, ...context } },
    { message: { type: 'tool-calls', toolCalls: [entry, entry], call } },
    { message: { type: 'function-call', functionCall: { name: tool, parameters: args }, call } },
    { call, message: { functionCall: { parameters: args } } },
  ];
  return random.chance(0.005) ? { message: { type: 'tool-calls', toolCallList: many, call } } : random.pick(forms);
}

/** A server message that asks for no tool. */
export function otherBody(random: Random, callId: string): object {
  const call = callOf(callId);
  const artifact = { transcript, transfers: [{ status: 'no-answer', destination: { number: `+1${phone}` } }] };
  return random.pick<object>([
    { message: { type: 'status-update', status: 'ended', endedReason: 'customer-ended-call', call } },
    { message: { type: 'end-of-call-report', endedReason: reason, artifact, analysis: { summary: transcript }, call } },
    { message: { type: 'hang', call } },
    { message: { type: 'assistant-request', call } },
    { message: { type: 'transfer-destination-request', call, artifact } },
    { message: { type: 'conversation-update', messages: [{ role: 'user', content: transcript }], call } },
  ]);
}
