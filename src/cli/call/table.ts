/** Rows in columns, two spaces apart, the first row as the head. Numbers stand to the right. */
export function formatTable(rows: readonly (readonly string[])[]): string[] {
  const [head = []] = rows;
  const widths = head.map((_, i) => Math.max(...rows.map((row) => (row[i] ?? '').length)));
  const isNumeric = head.map((_, i) => rows.slice(1).every((row) => /^[\d.]*$/.test(row[i] ?? '')));
  return rows.map((row) =>
    row
      .map((cell, i) => (isNumeric[i] === true ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}
