// .env of the checkout, for the commands that work on a database of the user's own. The environment wins over the file.
import { existsSync } from 'node:fs';
import path from 'node:path';

export const loadDotEnv = (): void => {
  const file = path.join(import.meta.dirname, '../../.env');
  if (existsSync(file)) process.loadEnvFile(file);
};
