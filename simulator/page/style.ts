/** Served as a file of its own, for the page's policy forbids styles inside it. */
export const PAGE_CSS = `
:root { color-scheme: light dark; font: 14px/1.4 system-ui, sans-serif; }
body { margin: 1.5rem auto; max-width: 80rem; padding: 0 1rem; }
h1 { font-size: 1.4rem; }
h2 { font-size: 1.05rem; margin: 1.6rem 0 0.4rem; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid color-mix(in srgb, currentColor 20%, transparent); padding: 0.2rem 0.5rem; text-align: left; }
td { font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
`;
