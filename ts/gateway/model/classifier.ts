import lande from 'lande';
import { z } from 'zod';
import { type Model, ModelInputError } from './model.ts';

const maxInputCharacters = 10_000;
const languagesPerAnswer = 10;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const controlCharacter = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;
const loneSurrogate = /\p{Surrogate}/u;

const requestSchema = z.strictObject({ input: z.string() });

/** What the classifier answers. */
export type Classification = {
  model: string;
  /** ISO 639-3 code of the likeliest language. */
  language: string;
  /** The likeliest languages with their probabilities, highest first. */
  probabilities: { language: string; probability: number }[];
};

function parseRequest(request: Uint8Array): string {
  let body: unknown;
  try {
    body = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(request));
  } catch (cause) {
    throw new ModelInputError('the body must be JSON in UTF-8: {"input": "text"}', { cause });
  }
  const parsed = requestSchema.safeParse(body);
  if (!parsed.success) throw new ModelInputError('the body must be {"input": "text"} and nothing else');
  return parsed.data.input;
}

function checkInput(input: string): void {
  if (input.length > maxInputCharacters) {
    throw new ModelInputError(`input has ${input.length} characters; the limit is ${maxInputCharacters}`);
  }
  if (input.trim() === '') throw new ModelInputError('input is empty; at least one visible character is needed');
  if (loneSurrogate.test(input)) throw new ModelInputError('input has half of a surrogate pair');
  const position = input.search(controlCharacter);
  if (position >= 0) {
    const code = input.charCodeAt(position).toString(16).padStart(4, '0');
    throw new ModelInputError(
      `input has the control character U+${code} at position ${position}; only tab, line feed and carriage return are allowed`,
    );
  }
}

/** `lande`, a small neural network that tells 50 languages apart, run in this process. */
export function languageClassifier(): Model {
  const name = 'lande-1.0.10';
  return {
    name,
    unit: 'inference',
    contentType: 'application/json',
    run: async (request) => {
      const input = parseRequest(request);
      checkInput(input);
      const probabilities = lande(input)
        .slice(0, languagesPerAnswer)
        .map(([language, probability]) => ({ language, probability }));
      const answer: Classification = { model: name, language: probabilities[0]?.language ?? 'und', probabilities };
      return new TextEncoder().encode(JSON.stringify(answer));
    },
  };
}
