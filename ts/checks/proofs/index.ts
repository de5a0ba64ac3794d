import { accessMath } from './accessMath.ts';
import { channelMath } from './channelMath.ts';
import { licenseMath } from './licenseMath.ts';
import type { ProvedLibrary } from './proof.ts';

/** Every library that `npm run prove` proves, in its order. */
export const LIBRARIES: readonly ProvedLibrary[] = [channelMath, licenseMath, accessMath];
