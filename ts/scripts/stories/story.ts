import { UsageError } from '../../terminal/process.ts';
import type { Stage } from '../stage.ts';

/** What the command line says to stories. */
export type StoryOptions = {
  /** How many inferences are bought. */
  inferences: number;
};

/** One job that the package does, played from beginning to end. Stories that run together share a stage, one after another. */
export type Story<result extends object> = {
  name: string;
  play: (stage: Stage, options: StoryOptions) => Promise<result>;
  /** The result as people read it. */
  format: (result: result, stage: Stage) => string;
};

/** What a story ended with, as a program and as people read it. */
export type Told = { name: string; result: object; text: string };

/** A story whose result only it knows the type of. */
export type Telling = { name: string; tell: (stage: Stage, options: StoryOptions) => Promise<Told> };

/** Hides the result's type, so that stories of different results stand in one list. */
export function telling<result extends object>({ name, play, format }: Story<result>): Telling {
  return {
    name,
    tell: async (stage, options) => {
      const result = await play(stage, options);
      return { name, result, text: format(result, stage) };
    },
  };
}

/** The stories of these names in the list's order, or all of them. @throws {UsageError} if there is none of a name. */
export function chooseStories(stories: readonly Telling[], names: readonly string[]): readonly Telling[] {
  const known = stories.map(({ name }) => name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new UsageError(`there is no story "${unknown}"; there are: ${known.join(', ')}`);
  return names.length === 0 ? stories : stories.filter(({ name }) => names.includes(name));
}

/** One object for what ran: a story's own result, or the results by story if there were several. */
export function summarise(told: readonly Told[]): object {
  const [first, ...others] = told;
  if (first && others.length === 0) return first.result;
  return Object.fromEntries(told.map(({ name, result }) => [name, result]));
}
