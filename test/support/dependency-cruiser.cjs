// Who may import whom. Handlers stay pure, contracts stay readable without us, and the two renderers and the proof stay independent witnesses.
const agents = '^services/(?!(?:transform|proof|run|model|glue-runtime|adapters|cli|web)/)([^/]+)/';
const pure = '^services/(transform|proof|run|model)/';
const outside = ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown', 'core'];

const rules = [
  {
    name: 'contracts-import-nothing-of-ours',
    comment: 'Contracts are read by Python, models and people; their generator and validators need no other code of ours.',
    from: { path: '^contracts/' },
    to: { path: '^(events|services|infra|test)/' },
  },
  {
    name: 'events-import-only-contracts',
    comment: 'The table and the envelope are pure TypeScript: no SDK, no I/O, nothing below services.',
    from: { path: '^events/' },
    to: { pathNot: '^(events|contracts)/|^(node:)?crypto$' },
  },
  {
    name: 'agents-are-pure',
    comment: 'A handler returns facts; the shell performs them. Ports come from events, logic from the pure libraries.',
    from: { path: `${agents}.*`, pathNot: '/main[.]ts$' },
    to: { pathNot: ['^(events|contracts)/', pure, '^services/$1/', '^(node:)?crypto$'] },
  },
  {
    name: 'agents-never-import-agents',
    comment: 'They talk by facts. What one knows stays in its folder.',
    from: { path: agents },
    to: { path: agents, pathNot: '^services/$1/' },
  },
  {
    name: 'only-main-imports-adapters',
    comment: 'main.ts is where an agent meets AWS and PostgreSQL.',
    from: { path: '^services/', pathNot: ['^services/adapters/', '^services/(cli|web)/', '/main[.]ts$'] },
    to: { path: '^services/adapters/' },
  },
  {
    name: 'main-is-only-wiring',
    comment: 'The agent and its adapters, nothing else.',
    from: { path: `${agents}main[.]ts$` },
    to: { pathNot: ['^services/adapters/', '^services/$1/agent[.]ts$'] },
  },
  {
    name: 'pure-libraries-touch-nothing',
    comment:
      'Compiling, judging, folding and prompting are computation: no SDK, no database, no file, no network, no clock of the process.',
    from: { path: pure },
    to: { dependencyTypes: outside, pathNot: '^(node:)?crypto$' },
  },
  {
    name: 'pure-libraries-know-no-agent',
    comment: 'They are shared; what only one agent needs belongs to it.',
    from: { path: pure },
    to: { path: [agents, '^infra/', '^services/(cli|web)/'] },
  },
  {
    name: 'renderers-are-independent',
    comment: 'PySpark and the oracle prove each other only as long as they share nothing but the checked plan.',
    from: { path: '^services/transform/render/(pyspark|oracle)/' },
    to: { path: '^services/transform/render/(?:pyspark|oracle)/', pathNot: '^services/transform/render/$1/' },
  },
  {
    name: 'no-model-near-a-verdict',
    comment: 'The verdict is computed, never voted.',
    from: { path: '^services/(proof|validator)/', pathNot: '/main[.]ts$' },
    to: { path: '^services/model/|client-bedrock', reachable: true },
  },
  {
    name: 'product-knows-no-infrastructure',
    comment: 'Local is deployed: nothing that runs in Lambda has a word about where it runs.',
    from: { path: '^services/', pathNot: '^services/(cli|web)/' },
    to: { path: '^(infra|test)/' },
  },
  {
    name: 'product-knows-no-tests',
    comment: 'Faults are injected from outside, never by hooks in the product.',
    from: { path: '^(contracts|events|services|infra)/' },
    to: { path: '^test/' },
  },
  {
    name: 'no-development-packages-in-lambda',
    comment: 'What a bundle needs is a dependency.',
    from: { path: '^(events|services)/', pathNot: '^services/(cli|web)/' },
    to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], pathNot: 'node_modules/@types/' },
  },
  {
    name: 'resolvable',
    comment: 'An import that leads nowhere would also lead past every rule above.',
    from: {},
    to: { couldNotResolve: true },
  },
];

module.exports = {
  forbidden: rules.map((rule) => ({ severity: 'error', ...rule })),
  options: {
    // The cruiser cannot use TypeScript 7, and where it has no parser for a file it sees no imports and says nothing.
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^contracts/generated/validators/' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.mts', '.mjs', '.js', '.cjs', '.json', '.d.ts'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types', 'typings'],
    },
  },
};
