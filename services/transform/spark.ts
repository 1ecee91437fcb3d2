// The language's types as Spark names them.
import type { Type } from '../../contracts/generated/types.ts';

/** Type string of Spark in which values of the type travel. Both timestamps are UTC wall clocks in a session of zone UTC; uuid and json are text. */
export const sparkType = (type: Type): string => (type.endsWith('[]') ? `array<${sparkType(type.slice(0, -2))}>` : (names[type] ?? type));

const names: Readonly<Record<string, string>> = {
  text: 'string',
  uuid: 'string',
  json: 'string',
  timestamptz: 'timestamp',
  bytes: 'binary',
};
