import * as fc from 'fast-check';
import { auditRowWith, AN_ACCOUNT } from '../../../test/support/audit-rows';
import { buildReport } from './build-report';
import { escapeHtml } from './html';
import { renderHtml } from './render-html';

const pageOf = (hostile: string, purpose = 'research'): string => {
  const row = auditRowWith({
    actor_type: 'operator',
    actor_ref: hostile,
    on_behalf_of: hostile,
    endpoint: hostile,
    vapi_call_id: hostile,
    phi_fields: [hostile],
    purpose,
    created_at: Date.UTC(2031, 2, 4) * 1_000,
  });
  const own = auditRowWith({ action: 'audit.report', actor_ref: hostile, created_at: Date.UTC(2031, 2, 5) * 1_000 });
  return renderHtml(
    buildReport(
      {
        accountId: AN_ACCOUNT,
        practice: { integrationId: row.pms_integration_id ?? '', name: hostile },
        patientRef: hostile,
        timeZone: 'America/Phoenix',
        from: null,
        until: null,
      },
      { own, ofPatient: [row], wholeExports: [] },
    ),
  );
};

/** A page's tags and attributes, in order: the same for every text, or a text has become markup. */
const skeletonOf = (page: string): string[] =>
  page.match(/<\/?[a-z!][^>]*>/gi)?.map((tag) => tag.replace(/"[^"]*"/g, '""')) ?? [];

describe('renderHtml', () => {
  it.each([
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='x",
    '</title><b>',
    '&lt;b&gt;',
    '${7*7}',
  ])('lets no text become markup: %s', (hostile) => {
    expect(skeletonOf(pageOf(hostile))).toEqual(skeletonOf(pageOf('harmless')));
    expect(pageOf(hostile)).toContain(escapeHtml(hostile));
  });

  it('has the same tags whatever the texts are', () => {
    const plain = skeletonOf(pageOf('harmless'));
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('<', '>', '"', "'", '&', '/', '-', '!', 'a', ' ', '`') }),
        (hostile) => {
          expect(skeletonOf(pageOf(hostile))).toEqual(plain);
        },
      ),
    );
  });

  it('escapes all that means something in a tag or an attribute', () => {
    expect(escapeHtml(`&<>"'`)).toBe('&amp;&lt;&gt;&quot;&#39;');
  });

  it('makes characters visible behind which a reference could hide', () => {
    expect(escapeHtml('a\u202eb\u0000c\u2066d')).toBe('a\ufffdb\ufffdc\ufffdd');
  });

  it('is one file that loads and runs nothing', () => {
    const page = pageOf('harmless');
    expect(page).toMatch(/^<!doctype html>/i);
    expect(page).not.toMatch(/<script|<link|<img|<iframe|\bsrc=|https?:|@import|url\(/i);
    expect(page).toContain(`default-src 'none'`);
  });

  it('can be read by a screen reader and on paper', () => {
    const page = pageOf('harmless');
    expect(page).toContain('<html lang="en">');
    expect(page).toMatch(/<title>Access report for patient harmless<\/title>/);
    expect(page).toContain('@media print');
    expect(page.match(/<table>/g)).toHaveLength(page.match(/<caption>/g)?.length ?? 0);
    expect(page.match(/<th(?! scope="col")[ >]/g)).toBeNull();
    expect(page.match(/<h1/g)).toHaveLength(1);
  });

  it('shows times on the clock of the practice, with the name of its zone', () => {
    const page = pageOf('harmless');
    expect(page).toContain('When (America/Phoenix)');
    expect(page).toContain('3 Mar 2031 17:00:00 -07:00');
  });

  it('marks the disclosures as a part of their own, or says in words that there are none', () => {
    expect(pageOf('x')).toContain('Disclosures, oldest first');
    const none = pageOf('x', 'treatment');
    expect(none).not.toContain('Disclosures, oldest first');
    expect(none).toContain('No disclosure that 45 CFR 164.528 counts is on record');
  });
});
