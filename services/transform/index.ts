// The spec language as a library: check a spec against a catalog, compile the plan for Spark and for PostgreSQL, say in words what it does.
export { boundedPlan } from './bounds/bounded-plan.ts';
export { check } from './check/check.ts';
export { type Lineage, lineage } from './explain/lineage.ts';
export { sentences } from './explain/sentences.ts';
export { formatTableName, parseTableName, type TableName } from './names.ts';
export { applyPatch } from './patch.ts';
export type * from './plan.ts';
export { pgType, readExpression, typeOf } from './postgres.ts';
export { expectations } from './render/oracle/expectations.ts';
export { renderOracle } from './render/oracle/query.ts';
export { renderPyspark } from './render/pyspark/module.ts';
export { sparkType } from './spark.ts';
