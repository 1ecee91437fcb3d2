// Names of the tables that one attempt makes: two that are written and, under other names that no late writer knows, the same two sealed.

/** Schema of all staging and oracle tables. */
const stagingSchema = 'datamorph_staging';

type RelationNames = {
  readonly schema: string;
  readonly writing: string;
  readonly sealed: string;
  readonly oracleWriting: string;
  readonly oracleSealed: string;
};

export const relationNames = (runId: string, attempt: number): RelationNames => {
  const name = (prefix: string): string => `${prefix}_${runId.toLowerCase()}_${attempt}`;
  return { schema: stagingSchema, writing: name('w'), sealed: name('s'), oracleWriting: name('x'), oracleSealed: name('o') };
};
