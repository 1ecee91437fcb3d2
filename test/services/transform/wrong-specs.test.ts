// Every wrong spec gets exactly its diagnostics, and no diagnostic is without a spec that gets it.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../../contracts/generated/types.ts';
import { check } from '../../../services/transform/index.ts';
import { noted, wrongSpecs } from './wrong-specs.ts';
import { diagnosed } from './wrong-specs-diagnostics.ts';

const said = (all: readonly Diagnostic[]): readonly string[] => all.map(({ code, at, expected }) => `${code} ${at} → ${expected[0] ?? ''}`);

describe('a wrong spec is refused with its place and what to write instead', () => {
  it.each(wrongSpecs)('$name', ({ spec, catalog, says }) => {
    const result = check(spec, catalog);
    expect(said(result.is === 'unsound' ? result.diagnostics : [])).toEqual(says);
    expect(says.length).toBeGreaterThan(0);
  });
});

describe('a sound spec is noted upon', () => {
  it.each(noted)('$name', ({ spec, catalog, says }) => {
    const result = check(spec, catalog);
    expect(said(result.is === 'sound' ? result.notes : [])).toEqual(says);
    expect(says.length).toBeGreaterThan(0);
  });
});

const source = path.join(import.meta.dirname, '../../../services/transform');
const files = ['check', 'parse'].flatMap((folder) =>
  readdirSync(path.join(source, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => path.join(source, folder, name)),
);
/** Where a code is written: the first text of a call that reports, one of two there, or a refusal's own. */
const reports = /(?:\.(?:add|note)|complain|problem|refuse)\(\s*(?:[\w.]+,\s*)?'([a-z]+(?:-[a-z]+)*)'|code: '([a-z-]+)'/g;
const ternary = /\.(?:add|note)\(\s*\w+ === '\w+' \? '([a-z-]+)' : '([a-z-]+)'/g;
const codesIn = (text: string): readonly string[] =>
  [...text.matchAll(reports), ...text.matchAll(ternary)].flatMap(([, ...codes]) => codes.filter((code) => code !== undefined));
const written = new Set(files.flatMap((file) => codesIn(readFileSync(file, 'utf8'))));

describe('the codes in the source', () => {
  it('are all of them given by a spec here', () => {
    const given = new Set([...wrongSpecs, ...noted].flatMap(({ says }) => says.map((each) => each.split(' ')[0])));
    expect([...written].filter((code) => !given.has(code)).toSorted()).toEqual([]);
    expect([...given].filter((code) => code !== undefined && !written.has(code))).toEqual([]);
  });

  it('are found by reading it', () => {
    expect(written.size).toBeGreaterThan(60);
  });
});

describe('the specs', () => {
  it('are many, and each has a name of its own', () => {
    const names = [...wrongSpecs, ...noted].map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.toSorted()).toEqual(Object.keys(diagnosed).toSorted());
    expect(wrongSpecs.length).toBeGreaterThanOrEqual(120);
  });
});
