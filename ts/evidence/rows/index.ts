import { z } from 'zod';
import { inference } from './inference.ts';
import { license } from './license.ts';
import { type Section, sectionSchema } from './schema.ts';
import { vault } from './vault.ts';

/** What the table shows, in its order: a file a contract. */
export const SECTIONS: readonly Section[] = z.array(sectionSchema).parse([...inference, ...license, ...vault]);
