// Part of `npm run lint`: type-checks the TypeScript samples of README.md and docs/*.md against the sources, each page by
// itself. What they take as given stands in preambles.ts; complaints name the page's lines.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT, runMain, runOrThrow } from '../terminal/process.ts';
import { PREAMBLES } from './preambles.ts';
import { sampleCode, sourcesByImport } from './sampleCode.ts';

const FOLDER = join(ROOT, 'cache', 'samples');

/** A preamble is for a page that has no samples. */
class StalePreambleError extends Error {
  override readonly name = 'StalePreambleError';
}

function pagesOf(folder: string): string[] {
  return readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith('.md'))
    .sort()
    .map((name) => `${folder}/${name}`);
}

/** Writes a page's samples as a module beside the other pages'; whether it has any. */
function writeSamples(page: string): boolean {
  const code = sampleCode(readFileSync(join(ROOT, page), 'utf8'), PREAMBLES[page] ?? '');
  if (code === undefined) return false;
  const file = join(FOLDER, `${page}.ts`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, code);
  return true;
}

await runMain(async () => {
  rmSync(FOLDER, { recursive: true, force: true });
  const pages = ['README.md', ...pagesOf('docs')].filter(writeSamples);
  const stale = Object.keys(PREAMBLES).find((page) => !pages.includes(page));
  if (stale !== undefined) throw new StalePreambleError(`${stale} has no samples, but a preamble`);

  const { name, exports } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const compilerOptions = { noUnusedLocals: false, paths: sourcesByImport(name, exports) };
  const settings = { extends: '../../tsconfig.json', compilerOptions, include: ['**/*.md.ts'] };
  writeFileSync(join(FOLDER, 'tsconfig.json'), JSON.stringify(settings));
  await runOrThrow('tsc', ['-p', FOLDER]);
  console.log(`the samples of ${pages.join(', ')} compile`);
});
