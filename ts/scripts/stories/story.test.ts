import { describe, expect, it } from 'vitest';
import { UsageError } from '../../terminal/process.ts';
import type { Stage } from '../stage.ts';
import { chooseStories, summarise, telling } from './story.ts';

const stage = { name: 'a chain' } as Stage;
const first = telling({
  name: 'first',
  play: async (_, { inferences }) => ({ bought: inferences }),
  format: ({ bought }, { name }) => `${bought} on ${name}`,
});
const second = telling({ name: 'second', play: async () => ({ sold: true }), format: ({ sold }) => String(sold) });
const stories = [first, second];

describe('chooseStories', () => {
  it('takes all without a name, and those that are named once each in the list’s order', () => {
    expect(chooseStories(stories, [])).toEqual(stories);
    expect(chooseStories(stories, ['second'])).toEqual([second]);
    expect(chooseStories(stories, ['second', 'first', 'second'])).toEqual(stories);
  });

  it('names the known ones if it does not know one', () => {
    const choosing = () => chooseStories(stories, ['first', 'third']);
    expect(choosing).toThrow(UsageError);
    expect(choosing).toThrow('there is no story "third"; there are: first, second');
  });
});

describe('summarise', () => {
  it('is the result of one story, and the results by story of several', async () => {
    const told = [await first.tell(stage, { inferences: 3 }), await second.tell(stage, { inferences: 3 })];
    expect(told.map(({ text }) => text)).toEqual(['3 on a chain', 'true']);
    expect(summarise(told.slice(0, 1))).toEqual({ bought: 3 });
    expect(summarise(told)).toEqual({ first: { bought: 3 }, second: { sold: true } });
  });
});
