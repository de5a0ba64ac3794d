import { inferenceStory } from './inference.ts';
import { licenseStory } from './license.ts';
import { type Telling, telling } from './story.ts';
import { vaultStory } from './vault.ts';

/** Every story, in the order in which `npm start` plays them. */
export const STORIES: readonly Telling[] = [telling(inferenceStory), telling(licenseStory), telling(vaultStory)];
