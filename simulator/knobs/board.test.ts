import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createKnobs } from './board';

describe('the knobs', () => {
  it('are all explained in the README', () => {
    const readme = readFileSync(join(__dirname, '..', 'README.md'), 'utf8');
    const missing = Object.keys(createKnobs({}).current).filter((name) => !readme.includes(`| \`${name}\``));
    expect(missing).toEqual([]);
  });

  it('tell what differs from the defaults, for all and by office', () => {
    const knobs = createKnobs({ 'write.delay': 50 });
    knobs.merge({ 'env.wrap': 'array', 'env.contentType': 'json' });
    knobs.merge({ 'spu.online': false }, 'E00001');
    expect(knobs.differences()).toEqual({
      general: { 'write.delay': 50, 'env.wrap': 'array' },
      offices: { E00001: { 'spu.online': false } },
    });
    knobs.reset();
    expect(knobs.differences()).toEqual({ general: { 'write.delay': 50 }, offices: {} });
  });

  it('leave an office its own settings when the general ones change, and the general ones when its own do', () => {
    const knobs = createKnobs({});
    knobs.merge({ 'env.wrap': 'array' }, 'E00001');
    knobs.merge({ 'env.wrap': 'object', 'env.defaultLimit': '500' });
    expect([knobs.of('D00001')['env.wrap'], knobs.of('E00001')['env.wrap']]).toEqual(['object', 'array']);
    expect(knobs.of('E00001')['env.defaultLimit']).toBe(500);
  });
});
