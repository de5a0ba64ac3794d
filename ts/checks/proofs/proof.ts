/** A change of a library that must refute assertions. */
export type Control = {
  /** What the changed library does wrong. */
  name: string;
  /** Exact replacements, each of what occurs once. */
  edits: readonly (readonly [find: string, replace: string])[];
};

/** A library whose arithmetic is proved for all inputs. */
export type ProvedLibrary = {
  /** Its source. */
  library: string;
  /** The source of the contract of the same name whose assertions are proved. */
  proofs: string;
  /** Together they must refute every assertion: one that nothing can break proves nothing. */
  controls: readonly Control[];
};
