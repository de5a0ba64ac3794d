/** Lays out rows under a header in columns of equal width; columns whose index is in `right` are flush right. */
export function textTable(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  right: ReadonlySet<number>,
): string {
  const all = [header, ...rows];
  const widths = header.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]) =>
    widths
      .map((width, column) => {
        const cell = row[column] ?? '';
        return right.has(column) ? cell.padStart(width) : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd();
  return [line(header), widths.map((width) => '─'.repeat(width)).join('  '), ...rows.map(line)].join('\n');
}

/** A number with commas between thousands, at most `digits` decimals; a dash for null. */
export function formatNumber(value: number | null, digits = 0): string {
  return value === null ? '–' : value.toLocaleString('en-GB', { maximumFractionDigits: digits });
}
