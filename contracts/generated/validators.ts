// Made by contracts/generate.ts (npm run gen). Do not edit.
import { validate as hearClarificationNeeded } from './validators/ClarificationNeeded.read.js';
import { validate as sayClarificationNeeded } from './validators/ClarificationNeeded.write.js';
import { validate as hearFixProposed } from './validators/FixProposed.read.js';
import { validate as sayFixProposed } from './validators/FixProposed.write.js';
import { validate as hearGlueFailed } from './validators/GlueFailed.read.js';
import { validate as sayGlueFailed } from './validators/GlueFailed.write.js';
import { validate as hearGlueStarted } from './validators/GlueStarted.read.js';
import { validate as sayGlueStarted } from './validators/GlueStarted.write.js';
import { validate as hearGlueSucceeded } from './validators/GlueSucceeded.read.js';
import { validate as sayGlueSucceeded } from './validators/GlueSucceeded.write.js';
import { validate as hearRunCancelRequested } from './validators/RunCancelRequested.read.js';
import { validate as sayRunCancelRequested } from './validators/RunCancelRequested.write.js';
import { validate as hearRunCancelled } from './validators/RunCancelled.read.js';
import { validate as sayRunCancelled } from './validators/RunCancelled.write.js';
import { validate as hearRunFailed } from './validators/RunFailed.read.js';
import { validate as sayRunFailed } from './validators/RunFailed.write.js';
import { validate as hearRunRequested } from './validators/RunRequested.read.js';
import { validate as sayRunRequested } from './validators/RunRequested.write.js';
import { validate as hearSourcesProfiled } from './validators/SourcesProfiled.read.js';
import { validate as saySourcesProfiled } from './validators/SourcesProfiled.write.js';
import { validate as hearSpecApproved } from './validators/SpecApproved.read.js';
import { validate as saySpecApproved } from './validators/SpecApproved.write.js';
import { validate as hearSpecSettled } from './validators/SpecSettled.read.js';
import { validate as saySpecSettled } from './validators/SpecSettled.write.js';
import { validate as hearSpecsGenerated } from './validators/SpecsGenerated.read.js';
import { validate as saySpecsGenerated } from './validators/SpecsGenerated.write.js';
import { validate as hearTargetPublished } from './validators/TargetPublished.read.js';
import { validate as sayTargetPublished } from './validators/TargetPublished.write.js';
import { validate as hearTestsWritten } from './validators/TestsWritten.read.js';
import { validate as sayTestsWritten } from './validators/TestsWritten.write.js';
import { validate as hearValidationFailed } from './validators/ValidationFailed.read.js';
import { validate as sayValidationFailed } from './validators/ValidationFailed.write.js';
import { validate as hearValidationPassed } from './validators/ValidationPassed.read.js';
import { validate as sayValidationPassed } from './validators/ValidationPassed.write.js';
import { validate as docCatalog } from './validators/Catalog.js';
import { validate as docJobManifest } from './validators/JobManifest.js';
import { validate as docJobReport } from './validators/JobReport.js';
import { validate as docRunView } from './validators/RunView.js';
import { validate as docSpecAnswer } from './validators/SpecAnswer.js';
import { validate as docSpecPatch } from './validators/SpecPatch.js';
import { validate as docSpecTests } from './validators/SpecTests.js';
import { validate as docTestSet } from './validators/TestSet.js';
import { validate as docTransformSpec } from './validators/TransformSpec.js';
import { validate as docVerdictReport } from './validators/VerdictReport.js';
import type { Validator } from '../validator.ts';
import type { Documents, EventData } from './types.ts';

/** Validators of facts by name: closed when said, open when heard. */
export const factValidators: { readonly [Name in keyof EventData]?: { readonly hear: Validator; readonly say: Validator } } = {
  ClarificationNeeded: { hear: hearClarificationNeeded, say: sayClarificationNeeded },
  FixProposed: { hear: hearFixProposed, say: sayFixProposed },
  GlueFailed: { hear: hearGlueFailed, say: sayGlueFailed },
  GlueStarted: { hear: hearGlueStarted, say: sayGlueStarted },
  GlueSucceeded: { hear: hearGlueSucceeded, say: sayGlueSucceeded },
  RunCancelRequested: { hear: hearRunCancelRequested, say: sayRunCancelRequested },
  RunCancelled: { hear: hearRunCancelled, say: sayRunCancelled },
  RunFailed: { hear: hearRunFailed, say: sayRunFailed },
  RunRequested: { hear: hearRunRequested, say: sayRunRequested },
  SourcesProfiled: { hear: hearSourcesProfiled, say: saySourcesProfiled },
  SpecApproved: { hear: hearSpecApproved, say: saySpecApproved },
  SpecSettled: { hear: hearSpecSettled, say: saySpecSettled },
  SpecsGenerated: { hear: hearSpecsGenerated, say: saySpecsGenerated },
  TargetPublished: { hear: hearTargetPublished, say: sayTargetPublished },
  TestsWritten: { hear: hearTestsWritten, say: sayTestsWritten },
  ValidationFailed: { hear: hearValidationFailed, say: sayValidationFailed },
  ValidationPassed: { hear: hearValidationPassed, say: sayValidationPassed },
};

export const documentValidators: { readonly [Name in keyof Documents]?: Validator } = {
  Catalog: docCatalog,
  JobManifest: docJobManifest,
  JobReport: docJobReport,
  RunView: docRunView,
  SpecAnswer: docSpecAnswer,
  SpecPatch: docSpecPatch,
  SpecTests: docSpecTests,
  TestSet: docTestSet,
  TransformSpec: docTransformSpec,
  VerdictReport: docVerdictReport,
};
