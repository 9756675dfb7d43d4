import { phi } from '../domain/phi';
import { PmsErrorCode } from '../domain/pms-errors';
import { readAcceptedUpdate, readDone } from './accepted-update';

const read = (json: unknown, status = 200) => readAcceptedUpdate('81001')({ status, body: phi(json) });
const statement = (error_code: string, long_message: string, more_information = '') => ({
  http_code: '200',
  error_code,
  long_message,
  more_information,
});
const URL = 'https://sikka.invalid/v4/writeback_status?id=900124';

it.each(['API0007', 'API1007', 'API0011', 'API0009', 'API2016'])('takes %s with an id for logged', (code) => {
  expect(read(statement(code, 'Id:900124'))).toEqual({ ok: true, value: { writebackId: '900124' } });
});

it.each([
  ['in the message', statement('API0007', 'Appointment status logged, id : 900124')],
  ['in the URL', statement('API0007', 'Appointment status logged', URL)],
  ['in both', statement('API0007', 'Id:900124', URL)],
  ['beside the id of the visit itself', statement('API0007', 'Appointment Id:81001 logged, Id:900124')],
  ['in the URL, the visit’s own in the message', statement('API0007', 'Appointment Id:81001', URL)],
  ['in a one-element array', [statement('API0007', 'Id:900124')]],
])('reads the id %s', (_, json) => {
  expect(read(json)).toEqual({ ok: true, value: { writebackId: '900124' } });
});

it.each([
  ['no id', statement('API0007', 'Appointment status logged')],
  ['only the visit’s own id', statement('API0007', 'Appointment Id:81001 logged')],
  ['two ids', statement('API0007', 'Id:900125', URL)],
  ['a code that logs nothing', statement('API0002', 'Id:900124')],
  ['a code that says done, and nothing to ask for', statement('API4006', 'updated')],
  ['no code', { http_code: '200', long_message: 'Id:900124' }],
  ['no body', null],
])('is of unknown outcome with %s', (_, json) => {
  const error = { code: PmsErrorCode.unreadable, writeOutcome: 'unknown' };
  expect(read(json)).toMatchObject({ ok: false, error });
});

it('takes API4006 alone for done', () => {
  expect(readDone({ status: 200, body: phi(statement('API4006', 'deleted')) })).toEqual({ ok: true, value: 'done' });
  for (const json of [statement('API0007', 'Id:1'), null, '']) {
    expect(readDone({ status: 200, body: phi(json) })).toMatchObject({ ok: false, error: { writeOutcome: 'unknown' } });
  }
});
