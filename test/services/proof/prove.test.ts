import { describe, expect, it } from 'vitest';
import type { Query, QueryResult } from '../../../events/ports.ts';
import { prove, type Subject } from '../../../services/proof/index.ts';
import { jobReport, sealed } from '../../support/builders.ts';

const report = jobReport();
const subject: Subject = {
  runId: report.runId,
  attempt: 1,
  staging: sealed('staging'),
  oracle: sealed('oracle'),
  names: { schema: sealed('staging').schema, staging: sealed('staging').name, oracle: sealed('oracle').name },
  columns: [{ name: 'id', type: 'int', nullable: true }],
  key: [],
  mode: 'replace',
  report,
  allowEmpty: false,
  views: ['shop.spending'],
};

/** A warehouse whose tables differ, and whose last query answers as given. */
const looks = async (end: QueryResult) => {
  const asked: { names: string[]; spent: number | undefined }[] = [];
  const verdict = await prove(
    { subject, assertions: [], noAssertions: undefined, otherReader: false },
    async (queries: readonly Query[], spent?: number) => {
      asked.push({ names: queries.map(({ name }) => name), spent });
      const answer = (name: string): QueryResult => {
        if (name === 'clock.end') return end;
        return { rows: [{ milliseconds: '1000', rows: '4', hash: name }] };
      };
      return Object.fromEntries(queries.map(({ name }) => [name, answer(name)]));
    },
  );
  return { asked, verdict };
};

describe('the time of a proof', () => {
  it('is one for both looks: the second is told what the first has spent', async () => {
    const { asked } = await looks({ rows: [{ milliseconds: '3500.2' }] });
    expect(asked.map(({ spent }) => spent)).toEqual([undefined, 2501]);
    expect(asked[1]?.names).toContain('difference');
  });
  it('that is over leaves no second look, and an error for a verdict', async () => {
    const { asked, verdict } = await looks({ error: 'the 270 s for measuring are over' });
    expect(asked).toHaveLength(1);
    expect(verdict).toMatchObject({ outcome: 'ERROR', because: 'check-error' });
  });
});

it('says that a view may read what no snapshot holds, only where a source is one', async () => {
  const { verdict } = await looks({ rows: [{ milliseconds: '1000' }] });
  expect(verdict.notChecked.filter((gap) => gap.includes('is a view'))).toEqual([expect.stringMatching(/^shop\.spending is a view/)]);
});
