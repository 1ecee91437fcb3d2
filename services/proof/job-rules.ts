// Rules about the job and the two tables as such: settings, snapshot, promises, identity, columns.
import type { JobReport } from '../../contracts/generated/types.ts';
import { cell, rowsOf } from './compare.ts';
import { printedType } from './expressions.ts';
import type { Rule } from './rule.ts';
import { unlikeSettings } from './settings.ts';
import { sides } from './subject.ts';

const always = (): boolean => true;

export const jobRules: readonly Rule[] = [
  {
    id: 'M0',
    title: 'the job ran under the pinned settings',
    breaks: 'unknown-settings',
    applies: always,
    needs: [],
    judge: ({ report }) => {
      const unlike = unlikeSettings(report.settings);
      const got = unlike.map(({ setting, found }) => `${setting} is ${found ?? 'not reported'}`).join(', ') || 'as pinned';
      return {
        holds: unlike.length === 0,
        expected: unlike.map(({ setting, pinned }) => `${setting} = ${pinned}`).join(', ') || 'as pinned',
        got,
      };
    },
  },
  {
    id: 'M2',
    title: 'job and oracle saw the same sources',
    breaks: 'source-rewritten',
    applies: always,
    needs: [],
    judge: ({ report }) => {
      const rewritten = report.sources
        .filter(({ filenodeBefore, filenodeAfter }) => filenodeBefore !== filenodeAfter)
        .map(({ table }) => table);
      const got =
        report.snapshot === null ? 'no snapshot' : rewritten.map((table) => `${table} was rewritten`).join(', ') || 'one snapshot';
      return { holds: report.snapshot !== null && rewritten.length === 0, expected: 'one snapshot, no source rewritten meanwhile', got };
    },
  },
  {
    id: 'C4',
    title: 'joins and walks kept their promises',
    breaks: 'data',
    applies: ({ report }) => report.checks.length > 0,
    needs: [],
    judge: ({ report }) => {
      const broken = report.checks.filter(({ violations }) => violations > 0);
      return {
        holds: broken.length === 0,
        expected: report.checks.map(({ join, expect }) => `${join}: ${expect}`).join(', '),
        got: broken.map(({ join, violations }) => `${join}: ${violations} rows break it`).join(', ') || 'as promised',
      };
    },
  },
  {
    id: 'H5',
    title: 'no division, cast or function failed on a value',
    breaks: 'data',
    applies: ({ fallible = [], report }) => fallible.length + (report.census ?? []).length > 0,
    needs: [],
    judge: ({ fallible = [], report }) => {
      const counted = report.census ?? [];
      const named = ({ step, expression }: { readonly step: string; readonly expression: string }): string => `${step}: ${expression}`;
      const expected = `no failure of ${fallible.map(named).join(', ')}`;
      if (fallible.map(named).join('\n') !== counted.map(named).join('\n'))
        return { holds: 'unclear', expected, got: `counted was ${counted.map(named).join(', ') || 'nothing'}` };
      const failed = counted.filter(({ violations }) => violations > 0);
      return {
        holds: failed.length === 0,
        expected,
        got: failed.map((each) => failureText(each) + shownRows(each)).join('; ') || 'none failed',
        told: failed.map(failureText).join('; '),
      };
    },
  },
  {
    id: 'A1',
    title: 'both tables are the ones just sealed',
    breaks: 'law-broken',
    applies: always,
    needs: ['staging.relation', 'oracle.relation'],
    judge: (subject, measured) => {
      const expected = sides.map((side) =>
        relationText(side, subject.names[side], `${subject[side].oid}`, `${subject[side].filenode}`, 'r', 'p'),
      );
      const got = sides.map((side) => {
        const found = (column: string): string => cell(measured, `${side}.relation`, column) ?? 'none';
        return relationText(
          side,
          subject[side].name,
          found('oid'),
          found('filenode'),
          found('kind'),
          side === 'oracle' ? 'p' : found('persistence'),
        );
      });
      const inSchema = sides.every((side) => subject[side].schema === subject.names.schema);
      return { holds: inSchema && expected.join() === got.join(), expected: expected.join('; '), got: got.join('; ') };
    },
  },
  {
    id: 'A2',
    title: 'column names and their order',
    breaks: 'law-broken',
    applies: always,
    needs: ['staging.columns', 'oracle.columns'],
    judge: (subject, measured) => {
      const names = subject.columns.map(({ name }) => name);
      // the oracle's bounds stand behind its columns
      const bounds = subject.columns.flatMap(({ float }) => (float?.bound === undefined ? [] : [float.bound]));
      const found = (side: 'staging' | 'oracle') => rowsOf(measured, `${side}.columns`).map(({ name }) => name);
      const told = (staging: readonly unknown[], oracle: readonly unknown[]): string =>
        [...new Set([JSON.stringify(staging), JSON.stringify(oracle)])].join(' against ');
      const [expected, got] = [told(names, [...names, ...bounds]), told(found('staging'), found('oracle'))];
      return { holds: expected === got, expected, got };
    },
  },
  {
    id: 'A3',
    title: 'types and nullability',
    breaks: 'law-broken',
    applies: always,
    needs: ['staging.columns'],
    judge: (subject, measured) => {
      const found = rowsOf(measured, 'staging.columns');
      const wrong = subject.columns.filter(({ type, nullable }, n) => {
        const is = found[n];
        return !printedType(type).includes(is?.type ?? '') || (is?.mandatory === 'true') === nullable;
      });
      const text = (name: string, type: string, mandatory: boolean): string => `${name} ${type}${mandatory ? ' not null' : ''}`;
      return {
        holds: wrong.length === 0,
        expected: wrong.map(({ name, type, nullable }) => text(name, printedType(type)[0] ?? type, !nullable)).join(', ') || 'as declared',
        got:
          wrong
            .map(({ name }) => found.find((column) => column.name === name))
            .map((column) => text(column?.name ?? '?', column?.type ?? 'missing', column?.mandatory === 'true'))
            .join(', ') || 'as declared',
      };
    },
  },
];

type Counted = NonNullable<JobReport['census']>[number];

const failureText = ({ step, expression, violations }: Counted): string =>
  `${step}: ${expression} failed on ${violations} ${violations === 1 ? 'row' : 'rows'}`;

const shownRows = ({ examples }: Counted): string => {
  const rows = examples.map((key) => Object.entries(key).map(([column, value]) => `${column} ${value ?? 'NULL'}`));
  return rows.length === 0 ? '' : `, as ${rows.map((row) => row.join(' ')).join(', ')}`;
};

const relationText = (side: string, name: string, oid: string, filenode: string, kind: string, persistence: string): string =>
  `${side} ${name}: oid ${oid}, filenode ${filenode}${kind === 'r' ? '' : `, kind ${kind}`}${persistence === 'p' ? '' : ', not logged'}`;
