// Types of find-python.mjs.
export const findPython: (
  env?: NodeJS.ProcessEnv,
) => { python: string; version: string; problem?: never } | { problem: string; python?: never };
