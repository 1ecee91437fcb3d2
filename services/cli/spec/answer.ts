// What a command has to say, and its exit code.
export type Answer = { readonly code: number; readonly text: string };
