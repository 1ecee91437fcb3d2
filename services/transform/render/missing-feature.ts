// A plan asks an engine for something its renderer does not have: a defect of ours, never a user's mistake.
export class MissingFeature extends Error {
  override readonly name = 'MissingFeature';
  readonly engine: string;
  readonly feature: string;
  constructor(engine: 'pyspark' | 'postgresql', feature: string) {
    super(`the ${engine} renderer has no ${feature}`);
    this.engine = engine;
    this.feature = feature;
  }
}
