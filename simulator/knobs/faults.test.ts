import { createRandom } from '../seed/prng';
import { faultSchema, takeOne, type Fault } from './faults';

const fault = (given: Record<string, unknown>): Fault =>
  faultSchema.parse({ path: '/patients', status: 500, ...given });
const take = (faults: readonly Fault[], method: string, path: string) =>
  takeOne(faults, { method, path }, createRandom('test'));

describe('faults on request', () => {
  it('are counted down and then gone, and leave the others as they are', () => {
    const other = fault({ path: '/practices' });
    const first = take([other, fault({ count: 2 })], 'GET', '/patients');
    expect(first?.left).toEqual([other, fault({ count: 1 })]);
    expect(take(first!.left, 'GET', '/patients')?.left).toEqual([other]);
  });

  it('fit the method and the path, or what the path begins with', () => {
    const one = fault({ method: 'PATCH', path: '/appointments/*' });
    expect(take([one], 'PATCH', '/appointments/81001')?.taken).toBe(one);
    expect(take([one], 'PUT', '/appointments/81001')).toBeNull();
    expect(take([one], 'PATCH', '/appointments')).toBeNull();
    expect(take([fault({})], 'GET', '/patients/1')).toBeNull();
  });

  it('come by lot with a probability, and stay', () => {
    const one = fault({ probability: 0.3 });
    const random = createRandom('test');
    const hits = Array.from({ length: 1_000 }, () => takeOne([one], { method: 'GET', path: '/patients' }, random));
    const taken = hits.filter((hit) => hit !== null);
    expect(taken.length).toBeGreaterThan(250);
    expect(taken.length).toBeLessThan(350);
    expect(taken.every(({ left }) => left[0] === one)).toBe(true);
  });
});
