import { expect, test } from 'vitest';
import { languageClassifier } from './classifier.ts';
import { ModelInputError } from './model.ts';

const { run } = languageClassifier();

function classify(input: string) {
  return run(new TextEncoder().encode(JSON.stringify({ input })));
}

test.each([
  ['eng', 'All human beings are born free and equal in dignity and rights.'],
  ['deu', 'Alle Menschen sind frei und gleich an Würde und Rechten geboren.'],
  ['jpn', 'すべての人間は、生まれながらにして自由である。'],
])('%s', async (language, input) => {
  const answer = JSON.parse(new TextDecoder().decode(await classify(input)));
  expect(answer).toMatchObject({ model: 'lande-1.0.10', language });
  expect(answer.probabilities).toHaveLength(10);
});

test('the same request gives the same bytes', async () => {
  expect(await classify('hello')).toEqual(await classify('hello'));
});

test('tabs and line breaks are text, and the longest input is answered', async () => {
  await expect(classify('one\ttwo\r\nthree')).resolves.toBeInstanceOf(Uint8Array);
  await expect(classify('a'.repeat(10_000))).resolves.toBeInstanceOf(Uint8Array);
  await expect(classify('a'.repeat(10_001))).rejects.toThrow(ModelInputError);
});
