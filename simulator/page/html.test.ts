import { html, table } from './html';

describe('the markup of the page', () => {
  it('escapes every value, in templates and in tables', () => {
    const bad = `<script>alert("1" & '2')</script>`;
    const safe = '&lt;script&gt;alert(&quot;1&quot; &amp; &#39;2&#39;)&lt;/script&gt;';
    expect(html`<p>${bad}</p>`.markup).toBe(`<p>${safe}</p>`);
    const { markup } = table(bad, [bad], [[bad]]);
    expect(markup).not.toContain('<script');
    expect(markup.split(safe)).toHaveLength(4);
  });

  it('takes markup as it is, and shows null as nothing', () => {
    expect(html`<p>${html`<b>${1}</b>`}${[html`<i>${true}</i>`]}${null}</p>`.markup).toBe('<p><b>1</b><i>true</i></p>');
  });

  it('says none where a table has no rows', () => {
    expect(table('Webhooks', ['id'], []).markup).toMatch(/^<h2>Webhooks<\/h2>\s*<p>none<\/p>$/);
  });
});
