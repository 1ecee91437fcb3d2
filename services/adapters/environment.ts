// A function's environment. The local stack hosts all functions in one process, so adapters are given it and never read process.env.
export type Environment = Readonly<Record<string, string | undefined>>;

export const required = (environment: Environment, name: string): string => {
  const value = environment[name];
  if (value === undefined || value === '') throw new Error(`environment variable ${name} is missing: the deployed template sets it`);
  return value;
};
