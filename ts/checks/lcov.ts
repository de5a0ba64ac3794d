/** What a coverage report says of one file. */
export type FileCoverage = {
  path: string;
  lines: { found: number; hit: number };
  branches: { found: number; hit: number };
  /** Lines that no test ran (`12`) and branches that none took (`12 (branch 0.1)`). */
  missed: string[];
};

/** Reads an lcov report (`SF`, `DA` and `BRDA` records; the totals are counted afresh). */
export function parseLcov(report: string): FileCoverage[] {
  return report
    .split('end_of_record')
    .filter((record) => record.includes('SF:'))
    .map((record) => {
      const file: FileCoverage = { path: '', lines: { found: 0, hit: 0 }, branches: { found: 0, hit: 0 }, missed: [] };
      for (const line of record.split('\n')) addRecord(file, line);
      return file;
    });
}

function addRecord(file: FileCoverage, line: string): void {
  const [kind, value = ''] = [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)];
  const fields = value.split(',');
  if (kind === 'SF') file.path = value;
  if (kind === 'DA') count(file, file.lines, fields[1], fields[0] ?? '');
  if (kind === 'BRDA') count(file, file.branches, fields[3], `${fields[0]} (branch ${fields[1]}.${fields[2]})`);
}

function count(
  file: FileCoverage,
  total: { found: number; hit: number },
  hits: string | undefined,
  place: string,
): void {
  total.found += 1;
  if (hits === undefined || hits === '-' || Number(hits) === 0) file.missed.push(place);
  else total.hit += 1;
}
