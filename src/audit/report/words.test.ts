import { auditRowWith } from '../../../test/support/audit-rows';
import { AuditAction, AuditPurpose } from '../vocabulary';
import { endOf, fieldOf, whatOf, whoOf, whyOf } from './words';

describe('the words of an access report', () => {
  it.each(Object.values(AuditAction))('has words for the action %s', (action) => {
    expect(whatOf({ action, endpoint: null })).toMatch(/ .* /);
  });

  it.each(Object.values(AuditPurpose))('has words for the purpose %s', (purpose) => {
    expect(whyOf(purpose)).not.toMatch(/-/);
  });

  it('shows a word of another version of the vocabulary as it is', () => {
    expect([whatOf({ action: 'x.y', endpoint: '/x' }), whyOf('x-y'), endOf('x-y')]).toEqual(['x.y', 'x-y', 'x-y']);
    expect(whoOf(auditRowWith({ actor_type: 'robot' }))).toBe('robot');
    expect(whoOf(auditRowWith({ evidence: ['voice', 'full-name'] }))).toContain('(full name, voice)');
    expect(fieldOf('appointment.end_time')).toBe('appointment end time');
  });
});
