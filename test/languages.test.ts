import { bookAndConfirm, messagesFor, textsAt } from './support/late-results';
import { bookingsOf } from './support/bookings';
import { codesIn, MAYA, type PhoneCall } from './support/phone-call';
import { startStack, type TestStack } from './support/stack';
import { waitFor } from './support/wait';

const SLOT =
  /(?:lunes|martes|miércoles|jueves|viernes|sábado|domingo) \d+ de [a-z]+(?: de \d{4})? a las? \d+:\d\d de la (?:mañana|tarde) \(S\d+\)/;
const ENGLISH = /\b(?:the|and|is|was|office|caller)\b/;
const onSpanishLine = `UPDATE phone_lines SET language = $1 WHERE vapi_phone_number_id = 'num-dev-0001'`;

describe('a caller who speaks Spanish', () => {
  let stack: TestStack;
  beforeAll(async () => {
    stack = await startStack();
  });
  afterAll(() => stack.stop());
  afterEach(() => stack.database.query(onSpanishLine, ['en']));

  const answeredIn = async (call: PhoneCall): Promise<unknown> => {
    const [session] = await stack.database.query(
      'SELECT language, answered_in FROM call_sessions WHERE vapi_call_id = $1',
      [call.id],
    );
    return session;
  };

  it('is served in Spanish from the first word to the last on a Spanish line', async () => {
    await stack.database.query(onSpanishLine, ['es']);
    const call = stack.call();
    const verified = await call.tool('search-patients', { ...MAYA, dateOfBirth: '12 de abril de 1988' });
    expect(verified).toMatchObject({
      status: 'OK',
      text: expect.stringMatching(/^OK: se verificó la identidad de Maya/) as string,
    });
    const [patient] = codesIn(verified.text, 'P');
    const none = await call.tool('get-patient-info', { patient });
    expect(none.text).toMatch(/^OK: (?:próximas citas|este paciente)/);
    const offered = await call.tool('check-availability', { appointmentType: 'cleaning', timeOfDay: 'por la mañana' });
    expect(offered.text).toMatch(/^OK: Horas libres para cleaning: /);
    expect(offered.text).toMatch(SLOT);
    const sent = await call.tool('book-appointment', { patient, slot: codesIn(offered.text, 'S')[0] });
    expect(sent.status).toBe('SENT');
    expect(sent.text).toMatch(/^SENT: la solicitud de cita de cleaning para el .+ Todavía no está confirmada\./);
    const unknown = await call.tool('book-appointment', { patient: 'P9', slot: 'S1' });
    const wrong = await call.tool('book-appointment', { patient: 'Maya', slot: 'S1' });
    expect(wrong.text).toMatch(/^NEED: patient debe ser un código/);
    for (const { text } of [verified, none, offered, sent, unknown, wrong]) expect(text).not.toMatch(ENGLISH);
    expect(await answeredIn(call)).toEqual({ language: null, answered_in: 'es' });
    const promises = await stack.database.query<{ status_word: string }>(
      `SELECT p.status_word FROM promises p JOIN call_sessions s ON s.id = p.call_session_id WHERE s.vapi_call_id = $1`,
      [call.id],
    );
    expect(promises).toEqual([{ status_word: 'SENT' }]);
  });

  it('turns to Spanish in mid-call and is answered in it to the end, also by a repeat of an equal write', async () => {
    const call = stack.call();
    const { patient, slots } = await call.verifyAndAsk();
    expect(await answeredIn(call)).toEqual({ language: null, answered_in: 'en' });
    const booking = { patient, slot: slots[0] };
    const sent = await call.tool('book-appointment', { ...booking, callLanguage: 'español' });
    expect(sent.text).toMatch(/^SENT: la solicitud/);
    expect(await answeredIn(call)).toEqual({ language: 'es', answered_in: 'es' });
    const again = await call.tool('book-appointment', booking);
    expect(again.text).toMatch(/^(?:SENT|CONFIRMED): la /);
    expect(await bookingsOf(stack.database, call.id)).toHaveLength(1);
    expect((await call.tool('get-patient-info', { patient, callLanguage: 'klingon' })).text).toMatch(
      /^OK: próximas citas/,
    );
    expect((await call.tool('get-patient-info', { patient, callLanguage: 'English' })).text).toMatch(
      /^OK: upcoming visits/,
    );
  });

  it('is heard in Spanish where the assistant listens for it, whatever the line', async () => {
    const call = stack.call({ transcriberLanguage: 'es-419' });
    expect((await call.tool('search-patients', {})).text).toMatch(/^NEED: falta el nombre completo/);
    const multi = stack.call({ transcriberLanguage: 'multi' });
    expect((await multi.tool('search-patients', {})).text).toMatch(/^NEED: the patient's full name/);
  });

  it('gets the news in Spanish, in the call and as a text', async () => {
    const call = stack.call({ controlUrl: (id) => stack.simulator.controlUrlOf(id), transcriberLanguage: 'es' });
    await bookAndConfirm(stack, call, { hasConsent: true });
    const [message] = await waitFor('news in the call', async () => {
      const found = await messagesFor(stack, call.id);
      return found.length > 0 ? found : null;
    });
    expect(message?.body.message?.content).toMatch(/^El consultorio confirmó la cita de cleaning del .+ \(A1\)\./);

    const gone = stack.call({ transcriberLanguage: 'es' });
    await bookAndConfirm(stack, gone, { hasConsent: true, hasHungUp: true });
    const text = await waitFor('a text', async () => (await textsAt(stack)).at(-1));
    expect(text.body).toMatch(/: su cita del .+ está confirmada\. Responda STOP para no recibir más\.$/);
  });
});
