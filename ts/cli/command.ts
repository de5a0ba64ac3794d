import { parseArgs } from 'node:util';
import { UsageError } from '../terminal/process.ts';

/** What a command ends with: as a program reads it, and as people do. */
export type Answer = { result: object; text: string };

/** An option of a command, as `parseArgs` takes it. */
export type Option = { type: 'string' | 'boolean'; multiple?: boolean; default?: string | boolean };

/** One command of `tallystick`. */
export type Command = {
  /** What it is called by, `vault seal` for instance. */
  words: string;
  summary: string;
  /** What follows the words, as the help shows it. */
  usage: string;
  options: Readonly<Record<string, Option>>;
  run: (call: Call) => Promise<Answer>;
};

/** What the command line says. */
export type Call = {
  positionals: readonly string[];
  /** The value of an option that must be there. @throws {UsageError} */
  required: (option: string) => string;
  optional: (option: string) => string | undefined;
  /** Every value of an option that may be repeated. */
  all: (option: string) => readonly string[];
  isSet: (option: string) => boolean;
};

const everywhere = { json: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } } as const;

/** A text option. */
export const text: Option = { type: 'string' };

/** A text option that may be repeated. */
export const texts: Option = { type: 'string', multiple: true };

/** An option without a value. */
export const flag: Option = { type: 'boolean' };

function parse(command: Command, args: readonly string[]) {
  try {
    const options: Record<string, Option> = { ...command.options, ...everywhere };
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

/** An option, or the environment variable that stands for it, `TALLYSTICK_RPC_URL` for `--rpc-url`. */
function variableOf(option: string): string {
  return `TALLYSTICK_${option.replaceAll('-', '_').toUpperCase()}`;
}

function toCall({ values, positionals }: ReturnType<typeof parse>): Call {
  const all = (option: string) => {
    const value = values[option] ?? process.env[variableOf(option)];
    const list = Array.isArray(value) ? value : [value];
    return list.filter((item): item is string => typeof item === 'string' && item !== '');
  };
  const optional = (option: string) => all(option)[0];
  const required = (option: string) => {
    const value = optional(option);
    if (value === undefined) throw new UsageError(`--${option} is missing; ${variableOf(option)} may stand for it`);
    return value;
  };
  return { positionals, required, optional, all, isSet: (option) => values[option] === true };
}

function help(commands: readonly Command[]): string {
  return commands
    .map(({ words, usage, summary }) => `tallystick ${words} ${usage}\n    ${summary}`)
    .concat('Every command takes --json and --help.')
    .join('\n');
}

function toJson(result: object): string {
  return JSON.stringify(result, (_key, value) => (typeof value === 'bigint' ? value.toString() : value));
}

/**
 * Runs the command whose words `args` begin with, and returns what to print.
 *
 * @throws {UsageError} if there is none, or an option is missing or unknown.
 */
export async function runCommand(commands: readonly Command[], args: readonly string[]): Promise<string> {
  const command = commands.find(({ words }) => words.split(' ').every((word, index) => args[index] === word));
  if (!command) {
    const near = commands.filter(({ words }) => words.split(' ')[0] === args[0]);
    if (args.includes('--help')) return help(near.length > 0 ? near : commands);
    const known = commands.map(({ words }) => words).join(', ');
    throw new UsageError(`there is no command "${args.slice(0, 2).join(' ')}"; there are: ${known}`);
  }
  const parsed = parse(command, args.slice(command.words.split(' ').length));
  if (parsed.values['help'] === true) return help([command]);
  const { result, text: forPeople } = await command.run(toCall(parsed));
  return parsed.values['json'] === true ? toJson(result) : forPeople;
}
