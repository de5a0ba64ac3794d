/**
 * The TypeScript samples of a page as one module, each line where it is on the page, so that the compiler's complaints name
 * the page's lines; `preamble`, which declares what they take as given, comes behind. Nothing if the page has no samples.
 */
export function sampleCode(markdown: string, preamble: string): string | undefined {
  const lines = markdown.split('\n');
  let inside = false;
  let samples = 0;
  const code = lines.map((line) => {
    if (line.startsWith('```')) {
      inside = line === '```ts';
      samples += Number(inside);
      return '';
    }
    return inside ? line : '';
  });
  return samples === 0 ? undefined : `${code.join('\n')}\n${preamble}\nexport {};\n`;
}

/** Where the compiler finds the sources of what the package exports: its `exports`, from `dist/` to `ts/`. */
export function sourcesByImport(
  name: string,
  exports: Readonly<Record<string, string | { default: string }>>,
): Record<string, [string]> {
  const entries = Object.entries(exports).flatMap(([path, target]) =>
    typeof target === 'string' ? [] : [[path, target.default] as const],
  );
  return Object.fromEntries(
    entries.map(([path, file]) => [
      `${name}${path.slice(1)}`,
      [file.replace(/^\.\/dist\//, '../../ts/').replace(/\.js$/, '.ts')],
    ]),
  );
}
