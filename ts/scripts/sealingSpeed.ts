// `npm run sealing:speed`: how fast files are sealed, opened, and fetched over HTTP and opened, beside the bare work: AES-256-GCM
// in segments of the same size and two SHA-256 passes, with the same reading and writing. And by how much memory grows
// meanwhile. `--json`, `--sizes 10MiB,1GiB`.
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { createReadStream, mkdtempSync, rmSync } from 'node:fs';
import { open, rm, stat } from 'node:fs/promises';
import { createServer, get, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Block, type ByteSource, blocksOf, fileSource, streamSource } from '../sealing/blocks.ts';
import { segmentSize, tagSize } from '../sealing/format.ts';
import { openFile, openStream, type SealedSummary, sealFile } from '../sealing/index.ts';
import { plaintextBlock } from '../sealing/open.ts';
import { FileWriter, writeWhole } from '../sealing/output.ts';
import { sealedBlock } from '../sealing/seal.ts';
import { runMain, UsageError } from '../terminal/process.ts';
import { say } from '../terminal/progress.ts';
import { textTable } from '../terminal/textTable.ts';

const units: Readonly<Record<string, number>> = { KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30 };
const warmUpSize = 10 * 2 ** 20;
/** Rounds go on until each step took this long in sum, so that a small file is measured as exactly as a large one. */
const leastSeconds = 1.5;
const leastRounds = 2;
const sampleMilliseconds = 5;
const steps = ['seal', 'open', 'fetch'] as const;

type Step = (typeof steps)[number];
type Measurement = {
  size: string;
  step: Step;
  rounds: number;
  mebibytesPerSecond: number;
  bareMebibytesPerSecond: number;
  /** The bare work's time over ours. */
  ratio: number;
  /** How far resident memory rose above what it was before the first size, at most, in MiB. */
  memoryGrowth: number;
};

function sizeOf(text: string): number {
  const [, digits = '', unit = ''] = /^(\d+)(KiB|MiB|GiB)$/.exec(text) ?? [];
  const size = Number(digits) * (units[unit] ?? 0);
  if (!(size > 0)) throw new UsageError(`--sizes has "${text}"; a size is a whole number of KiB, MiB or GiB`);
  return size;
}

/** What any authenticated encryption that also names its files by hash has to do. */
async function bare(
  source: ByteSource,
  output: string,
  segmentBytes: number,
  room: () => Uint8Array,
  work: (segment: Uint8Array, target: Uint8Array) => number,
): Promise<void> {
  const before = createHash('sha256');
  const after = createHash('sha256');
  const convert = ({ bytes }: Block, target: Uint8Array): Uint8Array => {
    before.update(bytes);
    let written = 0;
    for (let read = 0; read < bytes.length; read += segmentBytes) {
      written += work(bytes.subarray(read, read + segmentBytes), target.subarray(written));
    }
    const converted = target.subarray(0, written);
    after.update(converted);
    return converted;
  };
  await writeWhole({ output }, async (target) => {
    const writer = new FileWriter(target, room);
    for await (const block of blocksOf(source, segmentBytes)) await writer.write((buffer) => convert(block, buffer));
    await writer.finish();
  });
  before.digest();
  after.digest();
}

/** One size's files, and what is done with them. Each step makes its output anew. */
class Bench {
  readonly #folder: string;
  readonly #key = randomBytes(32);
  readonly #nonce = Buffer.alloc(12);
  readonly #server: Server;
  #sealed: SealedSummary | undefined;

  private constructor(folder: string, server: Server) {
    this.#folder = folder;
    this.#server = server;
  }

  static async start(folder: string): Promise<Bench> {
    const server = createServer(({ url = '' }, response) => createReadStream(join(folder, url)).pipe(response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new Bench(folder, server);
  }

  async stop(): Promise<void> {
    await new Promise((resolve) => this.#server.close(resolve));
  }

  path(name: string): string {
    return join(this.#folder, name);
  }

  async makePlaintext(size: number): Promise<void> {
    const file = await open(this.path('plain'), 'w', 0o600);
    try {
      const chunk = randomBytes(Math.min(size, 2 ** 20));
      for (let left = size; left > 0; left -= chunk.length) await file.write(chunk, 0, Math.min(left, chunk.length));
    } finally {
      await file.close();
    }
  }

  async run(step: Step): Promise<void> {
    if (step === 'seal') {
      this.#sealed = await sealFile({ input: this.path('plain'), output: this.path('seal') });
      return;
    }
    if (!this.#sealed) throw new Error('nothing was sealed yet');
    if (step === 'open') return openFile({ input: this.path('seal'), output: this.path('open'), ...this.#sealed });
    const input = await this.#download('seal');
    const opening = openStream({ input, ...this.#sealed });
    await writeWhole({ output: this.path('fetch') }, async (target) => {
      for await (const bytes of opening) await target.writeFile(bytes);
    });
  }

  async runBare(step: Step): Promise<void> {
    const output = this.path(`bare-${step}`);
    if (step === 'fetch') return this.#bareOpen(streamSource(await this.#download('bare-seal')), output);
    const input = await open(this.path(step === 'seal' ? 'plain' : 'bare-seal'), 'r');
    try {
      await (step === 'seal' ? this.#bareSeal(fileSource(input), output) : this.#bareOpen(fileSource(input), output));
    } finally {
      await input.close();
    }
  }

  #download(name: string): Promise<IncomingMessage> {
    const { port } = this.#server.address() as AddressInfo;
    return new Promise((resolve, reject) => {
      get({ host: '127.0.0.1', port, path: `/${name}`, agent: false }, resolve).on('error', reject);
    });
  }

  #bareSeal(source: ByteSource, output: string): Promise<void> {
    return bare(source, output, segmentSize, sealedBlock, (segment, target) => {
      const cipher = createCipheriv('aes-256-gcm', this.#key, this.#nonce);
      target.set(cipher.update(segment));
      cipher.final();
      target.set(cipher.getAuthTag(), segment.length);
      return segment.length + tagSize;
    });
  }

  #bareOpen(source: ByteSource, output: string): Promise<void> {
    return bare(source, output, segmentSize + tagSize, plaintextBlock, (segment, target) => {
      const length = segment.length - tagSize;
      const decipher = createDecipheriv('aes-256-gcm', this.#key, this.#nonce);
      decipher.setAuthTag(segment.subarray(length));
      target.set(decipher.update(segment.subarray(0, length)));
      decipher.final();
      return length;
    });
  }
}

type Watched = { seconds: number; peak: number };

/** How long something took, and the most that resident memory was meanwhile, in bytes. */
async function watched(work: () => Promise<void>): Promise<Watched> {
  let peak = process.memoryUsage.rss();
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, sampleMilliseconds);
  const start = performance.now();
  try {
    await work();
    const seconds = (performance.now() - start) / 1_000;
    return { seconds, peak: Math.max(peak, process.memoryUsage.rss()) };
  } finally {
    clearInterval(timer);
  }
}

class Tally {
  readonly step: Step;
  rounds = 0;
  seconds = 0;
  #bareSeconds = 0;
  #peak = 0;

  constructor(step: Step) {
    this.step = step;
  }

  add(ours: Watched, bareWork: Watched): void {
    this.rounds += 1;
    this.seconds += ours.seconds;
    this.#bareSeconds += bareWork.seconds;
    this.#peak = Math.max(this.#peak, ours.peak);
  }

  result(size: string, memoryBefore: number): Measurement {
    const mebibytes = (sizeOf(size) / 2 ** 20) * this.rounds;
    return {
      size,
      step: this.step,
      rounds: this.rounds,
      mebibytesPerSecond: Math.round(mebibytes / this.seconds),
      bareMebibytesPerSecond: Math.round(mebibytes / this.#bareSeconds),
      ratio: Math.round((1_000 * this.#bareSeconds) / this.seconds) / 1_000,
      memoryGrowth: Math.round((10 * (this.#peak - memoryBefore)) / 2 ** 20) / 10,
    };
  }
}

/** Ours and the bare work by turns, so that whatever else the machine does meets both. */
async function round(bench: Bench, tallies: readonly Tally[], size: number): Promise<void> {
  for (const tally of tallies) {
    await rm(bench.path(tally.step), { force: true });
    const ours = await watched(() => bench.run(tally.step));
    await rm(bench.path(`bare-${tally.step}`), { force: true });
    tally.add(ours, await watched(() => bench.runBare(tally.step)));
    if (tally.step === 'seal') continue;
    const { size: bytes } = await stat(bench.path(tally.step));
    if (bytes !== size) throw new Error(`${tally.step} gave ${bytes} bytes of ${size}`);
  }
}

async function measure(bench: Bench, sizes: readonly string[]): Promise<Measurement[]> {
  const memoryBefore = process.memoryUsage.rss();
  await bench.makePlaintext(warmUpSize);
  await round(
    bench,
    steps.map((step) => new Tally(step)),
    warmUpSize,
  );
  const measurements: Measurement[] = [];
  for (const size of sizes) {
    say(`measuring ${size} …`);
    await bench.makePlaintext(sizeOf(size));
    const tallies = steps.map((step) => new Tally(step));
    while (tallies.some(({ rounds, seconds }) => rounds < leastRounds || seconds < leastSeconds)) {
      await round(bench, tallies, sizeOf(size));
    }
    measurements.push(...tallies.map((tally) => tally.result(size, memoryBefore)));
  }
  return measurements;
}

function render(measurements: readonly Measurement[]): string {
  const header = ['size', 'step', 'rounds', 'MiB/s', 'bare, MiB/s', 'ratio', 'memory growth, MiB'];
  const rows = measurements.map((m) => [
    m.size,
    m.step,
    String(m.rounds),
    String(m.mebibytesPerSecond),
    String(m.bareMebibytesPerSecond),
    m.ratio.toFixed(2),
    m.memoryGrowth.toFixed(1),
  ]);
  return textTable(header, rows, new Set([2, 3, 4, 5, 6]));
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { json: { type: 'boolean' }, sizes: { type: 'string', default: '10MiB,1GiB' } },
  });
  const sizes = values.sizes.split(',');
  for (const size of sizes) sizeOf(size);
  const folder = mkdtempSync(join(tmpdir(), 'tallystick-sealing-'));
  // Leaving by a signal runs no `finally`.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const bench = await Bench.start(folder);
  try {
    const measurements = await measure(bench, sizes);
    console.log(values.json ? JSON.stringify(measurements, null, 2) : render(measurements));
  } finally {
    await bench.stop();
  }
}

await runMain(main);
