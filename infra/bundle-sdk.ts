// The AWS SDK's generated schemas describe every operation of a service, and as they are written none of them can be left out of a bundle.
import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/** Rewrites what the SDK generated so that esbuild may drop the operations that nobody calls: 90 kB less for S3 alone. The meaning stays. */
export const shakeableSdk: Plugin = {
  name: 'shakeable-sdk',
  setup: ({ onLoad }) => {
    onLoad({ filter: /@aws-sdk[\\/][^\\/]+[\\/]dist-es[\\/].*schemas[\\/]schemas_\d+\.js$/ }, async ({ path }) => ({
      contents: withoutComputedKeys(await readFile(path, 'utf8')),
      loader: 'js',
    }));
    // A client tells its version in the user agent, and for that brings its whole manifest.
    onLoad({ filter: /@aws-sdk[\\/]client-[^\\/]+[\\/]package\.json$/ }, async ({ path }) => {
      const { name, version }: { name: string; version: string } = JSON.parse(await readFile(path, 'utf8'));
      return { contents: JSON.stringify({ name, version }), loader: 'json' };
    });
  },
};

/**
 * `{ [_hH]: "x" }` with `const _hH = "httpHeader"` becomes `{ "httpHeader": "x" }`. A computed key may run code, so an unused schema that has one
 * must stay; a plain key cannot.
 */
export const withoutComputedKeys = (text: string): string => {
  const constants = new Map([...text.matchAll(/^const (_\w+) = ("[^"\n]*");$/gm)].map(([, name, value]) => [name, value]));
  return text.replace(/\[(_\w+)\]:/g, (key, name: string) => (constants.has(name) ? `${constants.get(name)}:` : key));
};
