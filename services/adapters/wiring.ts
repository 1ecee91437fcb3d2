// Each port from a function's environment: what `main.ts` names is what its bundle carries.
import { documentValidators } from '../../contracts/generated/validators.ts';
import type { ArtifactsPort, CatalogPort, GluePort, ModelPort, TargetsPort, WarehousePort } from '../../events/ports.ts';
import { writeSpec } from '../model/write-spec.ts';
import { writeTests } from '../model/write-tests.ts';
import { bedrockModel } from './bedrock-model.ts';
import { secretConfig } from './config.ts';
import { type Environment, required } from './environment.ts';
import { glueJobs } from './glue-jobs.ts';
import { pgCatalog } from './pg-catalog.ts';
import { type Database, database } from './pg-pool.ts';
import { pgTargets } from './pg-targets.ts';
import { pgWarehouse } from './pg-warehouse.ts';
import { s3Artifacts } from './s3-artifacts.ts';

export const artifacts = (environment: Environment): ArtifactsPort =>
  s3Artifacts({ bucket: required(environment, 'ARTIFACTS_BUCKET'), documents: documentValidators });

export const glue = (environment: Environment): GluePort => glueJobs({ job: required(environment, 'GLUE_JOB') });

export const specModel = (environment: Environment): ModelPort =>
  bedrockModel({ modelId: required(environment, 'MODEL_ID'), tasks: { 'write-spec': writeSpec } });

export const testModel = (environment: Environment): ModelPort =>
  bedrockModel({ modelId: required(environment, 'MODEL_ID'), tasks: { 'write-tests': writeTests } });

export const catalog = (environment: Environment): CatalogPort => pgCatalog(postgres(environment, 30));

export const warehouse = (environment: Environment): WarehousePort => pgWarehouse(postgres(environment, 280), { seconds: 270 });

export const targets = (environment: Environment): TargetsPort => pgTargets(postgres(environment, 280));

/** Within the function's own timeout, so that it is PostgreSQL that gives up first and says why. */
const postgres = (environment: Environment, statementSeconds: number): Database =>
  database(secretConfig(required(environment, 'CONFIG_SECRET')), {
    application: `datamorph ${required(environment, 'AGENT')}`,
    statementSeconds,
  });
