// A request in, the catalog of its sources out: every later step reads names, types and statistics from this one document.
import { defineAgent } from '../../events/agent.ts';
import { say } from '../../events/catalog.ts';
import { SourceTrouble } from '../../events/ports.ts';
import { requestedTarget } from '../run/requested-target.ts';

export const sourceProfiler = defineAgent('source-profiler', async (event, { run, ports, now }) => {
  const { sources } = run.request;
  const target = requestedTarget(run.request);
  try {
    const catalog = await ports.catalog.profile({
      ...(sources === undefined ? {} : { sources }),
      ...(target === undefined ? {} : { target }),
      now,
    });
    const ref = await ports.artifacts.write('Catalog', catalog, { runId: event.meta.runId, attempt: 0 });
    return [say('SourcesProfiled', { catalog: ref, tables: catalog.tables.length })];
  } catch (error) {
    if (!(error instanceof SourceTrouble)) throw error;
    return [say('RunFailed', { code: error.code, message: error.message })];
  }
});
