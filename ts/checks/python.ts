import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, runOrThrow } from '../terminal/process.ts';

/** The folder of programs of a virtual environment in `cache/python` with one package, made if it is not there. */
export async function pythonEnvironment(name: string, version: string): Promise<string> {
  const environment = join(ROOT, 'cache', 'python', `${name}-${version}`);
  const programs = join(environment, 'bin');
  if (!existsSync(join(environment, 'complete'))) {
    console.error(`installing ${name} ${version} in ${environment} …`);
    await runOrThrow('python3', ['-m', 'venv', '--clear', environment]);
    await runOrThrow(join(programs, 'pip'), [
      'install',
      '--quiet',
      '--disable-pip-version-check',
      `${name}==${version}`,
    ]);
    await runOrThrow('touch', [join(environment, 'complete')]);
  }
  return programs;
}
