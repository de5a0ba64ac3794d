/** Shows how far a long step has come: a bar on a terminal, a line a tenth elsewhere. On stderr. */
export type Progress = { step: (done: number) => void };

const width = 30;

export function startProgress(label: string, total: number): Progress {
  let shown = -1;
  return {
    step: (done) => {
      const tenth = Math.floor((done * 10) / total);
      if (process.stderr.isTTY) {
        const filled = Math.round((done * width) / total);
        const bar = `${'█'.repeat(filled)}${'░'.repeat(width - filled)}`;
        process.stderr.write(`\r${label} ${bar} ${done}/${total}${done === total ? '\n' : ''}`);
      } else if (tenth > shown) {
        process.stderr.write(`${label} ${done}/${total}\n`);
      }
      shown = tenth;
    },
  };
}

/** One line about a step that is taken. On stderr. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
