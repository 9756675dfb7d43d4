import { phi, reveal } from '../../domain/phi';
import type { PmsPatient } from '../../domain/pms';
import { chooseTextNumber } from './choose-number';

const chart = (phones: Partial<PmsPatient>) => phi({ cell: '', homePhone: '', workPhone: '', ...phones } as PmsPatient);
const chosen = (phones: Partial<PmsPatient>): string | null => {
  const number = chooseTextNumber(chart(phones));
  return number === null ? null : reveal(number);
};

it('takes the cell, else the phone at home, in E.164', () => {
  expect(chosen({ cell: '202-555-0142', homePhone: '202-555-0143' })).toBe('+12025550142');
  expect(chosen({ cell: '', homePhone: '(202) 555-0143' })).toBe('+12025550143');
  expect(chosen({ cell: 'none', homePhone: '2025550143' })).toBe('+12025550143');
});

it('never takes the phone at work', () => {
  expect(chosen({ workPhone: '202-555-0144' })).toBeNull();
});
