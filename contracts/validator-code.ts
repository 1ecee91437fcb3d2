// The code of the validators: Ajv's standalone output for all contracts as one self-contained module.
import { Ajv } from 'ajv';
import standaloneModule from 'ajv/dist/standalone/index.js';
import { build } from 'esbuild';

export type Schema = { [key: string]: unknown };
export type Group = 'events' | 'documents' | 'api' | 'external';
export type Contract = { readonly name: string; readonly group: Group; readonly schema: Schema };

// A CommonJS module whose types claim a default export that Node gives as the module itself.
const standalone = standaloneModule as unknown as typeof standaloneModule.default;

/**
 * Facts are closed when we say them and open when we hear them, so that additive fields reach old listeners; documents are closed both ways.
 * All validators are one module, so that what many share (Meta, S3Ref, TransformSpec …) is there once; a bundler keeps of it what it uses.
 */
export const validatorModule = async (contracts: readonly Contract[], table: ReadonlyMap<string, Schema>): Promise<string> => {
  const ajv = new Ajv({
    strict: true,
    strictRequired: false,
    allowUnionTypes: true,
    allErrors: true,
    discriminator: true,
    // Short code: definitions are functions, lists of names and values are loops.
    inlineRefs: 2,
    loopRequired: 2,
    loopEnum: 4,
    code: { source: true, esm: true, lines: false },
  });
  const closed = withoutProse(Object.fromEntries(table));
  ajv.addSchema({ $id: 'closed', definitions: closed });
  ajv.addSchema({ $id: 'open', definitions: opened(closed) });
  const detail = (world: 'closed' | 'open', name: string): Schema => ({
    type: 'object',
    required: ['meta', 'data'],
    properties: { meta: { $ref: `${world}#/definitions/Meta` }, data: { $ref: `${world}#/definitions/${name}` } },
  });
  for (const { name, group } of contracts) {
    if (group === 'events') {
      ajv.addSchema({ $id: `${name}.write`, ...detail('closed', name), additionalProperties: false });
      ajv.addSchema({ $id: `${name}.read`, ...detail('open', name) });
    } else ajv.addSchema({ $id: name, $ref: `closed#/definitions/${name}` });
  }
  const code = standalone(ajv, Object.fromEntries(validatorFiles(contracts).map((file) => [exportName(file), file])));
  // Ajv's standalone ES module still requires its own helpers; bundling makes it self-contained.
  const built = await build({
    stdin: { contents: compact(code), resolveDir: import.meta.dirname, loader: 'js' },
    bundle: true,
    format: 'esm',
    minify: true,
    write: false,
    target: 'node22',
  });
  return built.outputFiles[0]?.text ?? '';
};

const errorInAjv =
  /const (err\d+) = \{instancePath(?::(.*?))?,schemaPath:.*?,keyword:(".*?"),params:(\{.*?\}),message:.*?\};\s*if\(vErrors === null\)\{\s*vErrors = \[\1\];\s*\}\s*else \{\s*vErrors\.push\(\1\);\s*\}\s*errors\+\+;/g;

/**
 * Two thirds of what Ajv writes is the making of errors, with a schemaPath that nobody reads and a message that follows from the rest
 * (contracts/validator.ts says it). What `evaluated` notes is for a keyword that no contract has; as a statement it would keep all functions alive.
 */
const compact = (code: string): string => {
  const short = code
    .replace(
      errorInAjv,
      (_, _name, at = 'instancePath', keyword, params) => `vErrors = fail(vErrors, ${at}, ${keyword}, ${params}); errors++;`,
    )
    .replace(/validate\d+\.evaluated = \{[^;]*\};/g, '');
  if (short.includes('schemaPath')) throw new Error('Ajv writes errors in a form that is not known here');
  return `${short}
function fail(all, instancePath, keyword, params) {
  const error = { instancePath, keyword, params };
  if (all === null) return [error];
  all.push(error);
  return all;
}`;
};

const opened = (schema: Schema): Schema =>
  JSON.parse(JSON.stringify(schema), (_, value) => {
    if (value === null || typeof value !== 'object' || value.additionalProperties !== false) return value;
    const { additionalProperties: _closed, ...rest } = value;
    return rest;
  });

const withoutProse = (schema: Schema): Schema =>
  JSON.parse(JSON.stringify(schema), function (this: unknown, key, value) {
    return (key === 'description' || key === 'title') && typeof value === 'string' ? undefined : value;
  });

export const validatorFiles = (contracts: readonly Contract[]): readonly string[] =>
  contracts.flatMap(({ name, group }) => (group === 'events' ? [`${name}.write`, `${name}.read`] : [name]));

/** `RunFailed.read` -> `RunFailed_read`. */
export const exportName = (file: string): string => file.replace('.', '_');
