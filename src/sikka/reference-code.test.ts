import { phi } from '../domain/phi';
import { holdsReferenceCode } from './reference-code';

const CODE = 'PRL0A1B2C3D';

it('finds the code in a write-back’s echo and in a visit’s description', () => {
  expect(holdsReferenceCode(phi(`patient_id=4201&description=Cleaning ${CODE}`), CODE)).toBe(true);
  expect(holdsReferenceCode(phi({ description: `cleaning ${CODE.toLowerCase()}` }), CODE)).toBe(true);
});

it('finds neither another code nor a part of one', () => {
  expect(holdsReferenceCode(phi('Cleaning PRL0A1B2C3E'), CODE)).toBe(false);
  expect(holdsReferenceCode(phi(`Cleaning ${CODE}9`), CODE)).toBe(false);
  expect(holdsReferenceCode(phi({ description: '' }), CODE)).toBe(false);
});
