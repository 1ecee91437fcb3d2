// The interpreter is worth something only as long as it shares nothing with what it is held against.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

/** What compares is no part of the interpreter. */
const comparing = /\.test\.ts$|^postgres\.ts$|^cases\//;
const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll(path.sep, '/'))
  .filter((file) => file.endsWith('.ts') && !comparing.test(file));

const importsOf = (file: string): readonly string[] =>
  [...readFileSync(path.join(import.meta.dirname, file), 'utf8').matchAll(/^(?:import|export) [^;]*?from '([^']+)';/gms)].map(
    ([, from]) => from ?? '',
  );

describe('the interpreter shares no code with the language', () => {
  it.each(files)('%s', (file) => {
    const outside = importsOf(file).filter((from) =>
      path.posix.join('test/interpreter', path.posix.dirname(file), from).startsWith('services'),
    );
    expect(outside).toEqual([]);
  });

  it('looks at all of it', () => {
    expect(files.length).toBeGreaterThan(40);
    expect(importsOf('interpret.ts')).toContain('../../contracts/generated/types.ts');
  });
});
