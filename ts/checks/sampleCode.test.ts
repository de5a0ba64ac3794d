import { expect, test } from 'vitest';
import { sampleCode, sourcesByImport } from './sampleCode.ts';

test('samples stay on their lines, and nothing else of the page is code', () => {
  const page = ['# Page', '```ts', 'const a = 1;', '```', '```sh', 'npm ci', '```', '```ts', 'const b = a;', '```'];
  const code = sampleCode(page.join('\n'), 'declare const c: number;')?.split('\n');
  expect(code?.map((line, index) => [index + 1, line]).filter(([, line]) => line !== '')).toEqual([
    [3, 'const a = 1;'],
    [9, 'const b = a;'],
    [11, 'declare const c: number;'],
    [12, 'export {};'],
  ]);
});

test('a page without samples is no module', () => {
  expect(sampleCode('```sh\nnpm ci\n```', 'declare const c: number;')).toBeUndefined();
});

test('what the package exports is compiled from its sources', () => {
  const exports = {
    '.': { types: './dist/index.d.ts', default: './dist/index.js' },
    './payer': { types: './dist/payer/index.d.ts', default: './dist/payer/index.js' },
    './package.json': './package.json',
  };
  expect(sourcesByImport('tallystick', exports)).toEqual({
    tallystick: ['../../ts/index.ts'],
    'tallystick/payer': ['../../ts/payer/index.ts'],
  });
});
