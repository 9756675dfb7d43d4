import { createOfficeMap } from './offices';
import { NORTH, SOUTH } from './test-office';

it('remembers a limited number of offices, and forgets the one that was used longest ago', () => {
  const created: string[] = [];
  const offices = createOfficeMap(2, ({ officeId }) => created.push(officeId));
  offices.get(NORTH);
  offices.get(SOUTH);
  offices.get(NORTH);
  offices.get({ ...NORTH, officeId: 'Z00003' });
  expect(offices.size()).toBe(2);
  offices.get(NORTH);
  expect(created).toEqual(['Z00001', 'Z00002', 'Z00003']);
  offices.get(SOUTH);
  expect(created).toEqual(['Z00001', 'Z00002', 'Z00003', 'Z00002']);
});

it('keeps offices of two accounts apart, even with the same office id', () => {
  const offices = createOfficeMap(10, (office) => ({ ...office }));
  const foreign = { ...NORTH, accountId: '5f0c5d6e-0000-4000-8000-000000000002' };
  expect(offices.get(NORTH)).not.toBe(offices.get(foreign));
});
