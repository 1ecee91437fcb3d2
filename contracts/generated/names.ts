// Made by contracts/generate.ts (npm run gen). Do not edit.
export const eventNames = [
  'ClarificationNeeded',
  'FixProposed',
  'GlueFailed',
  'GlueStarted',
  'GlueSucceeded',
  'RunCancelRequested',
  'RunCancelled',
  'RunFailed',
  'RunRequested',
  'SourcesProfiled',
  'SpecApproved',
  'SpecSettled',
  'SpecsGenerated',
  'TargetPublished',
  'TestsWritten',
  'ValidationFailed',
  'ValidationPassed',
] as const;

export const documentNames = [
  'Catalog',
  'JobManifest',
  'JobReport',
  'RunView',
  'SpecAnswer',
  'SpecPatch',
  'SpecTests',
  'TestSet',
  'TransformSpec',
  'VerdictReport',
] as const;
