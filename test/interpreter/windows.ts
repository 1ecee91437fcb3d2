// Window functions: what a row knows of the other rows of its partition, which stand in order.
import { NoMeaning } from './raised.ts';
import type { Scope, WindowScope } from './scope.ts';
import { adapted, type Here, nullOf, type Typed, unified } from './typed.ts';
import type { Value } from './values.ts';

export const isWindowFunction = (name: string): boolean => name in ranks || name in shares || name in looks;

export const windowFunction = (name: string, args: readonly Typed[], { window }: Scope): Typed => {
  if (window === undefined) throw new NoMeaning(`${name} stands in a window step`);
  const rank = ranks[name];
  if (rank !== undefined) return { type: name === 'ntile' ? 'int' : 'bigint', value: (here) => BigInt(rank(here, window, args)) };
  const share = shares[name];
  if (share !== undefined) return { type: 'double', value: (here) => share(here, window) };
  const look = looks[name];
  if (look === undefined) throw new NoMeaning(`there is no window function ${name}`);
  return look(args, window);
};

/** The first place of the rows that are equal to this one by the order. */
const firstPeer = (here: Here, { arePeers }: WindowScope): number => {
  let first = here.at;
  while (first > 0 && arePeers(here, first - 1, here.at)) first -= 1;
  return first;
};
const behindPeers = (here: Here, { arePeers }: WindowScope): number => {
  let end = here.at + 1;
  while (end < here.rows.length && arePeers(here, end, here.at)) end += 1;
  return end;
};

const ranks: Readonly<Record<string, (here: Here, window: WindowScope, args: readonly Typed[]) => number>> = {
  row_number: ({ at }) => at + 1,
  rank: (here, window) => firstPeer(here, window) + 1,
  dense_rank: (here, window) => {
    let rank = 1;
    for (let place = 1; place <= here.at; place += 1) if (!window.arePeers(here, place - 1, place)) rank += 1;
    return rank;
  },
  // the first parts are one longer where the rows do not divide evenly
  ntile: (here, _window, args) => {
    const parts = Number(args[0]?.value(here) ?? 1);
    const [size, longer] = [Math.floor(here.rows.length / parts), here.rows.length % parts];
    const inLonger = longer * (size + 1);
    return here.at < inLonger ? Math.floor(here.at / (size + 1)) + 1 : longer + Math.floor((here.at - inLonger) / size) + 1;
  },
};

const shares: Readonly<Record<string, (here: Here, window: WindowScope) => number>> = {
  percent_rank: (here, window) => (here.rows.length < 2 ? 0 : firstPeer(here, window) / (here.rows.length - 1)),
  cume_dist: (here, window) => behindPeers(here, window) / here.rows.length,
};

const looks: Readonly<Record<string, (args: readonly Typed[], window: WindowScope) => Typed>> = {
  lag: (args) => shifted(args, -1),
  lead: (args) => shifted(args, 1),
  first_value: ([value = nullOf('int')], window) => ({
    type: value.type,
    value: (here) => {
      const [start, end] = window.frame(here);
      return start < end ? valueAt(here, value, start) : null;
    },
  }),
  last_value: ([value = nullOf('int')], window) => ({
    type: value.type,
    value: (here) => {
      const [start, end] = window.frame(here);
      return start < end ? valueAt(here, value, end - 1) : null;
    },
  }),
};

const valueAt = (here: Here, typed: Typed, place: number): Value => {
  const row = here.rows[place];
  return row === undefined ? null : typed.value({ ...here, row, at: place });
};

const shifted = ([value = nullOf('int'), by, otherwise]: readonly Typed[], sign: number): Typed => {
  const { type, all } = unified(otherwise === undefined ? [value] : [value, otherwise]);
  const distance = by === undefined ? undefined : adapted(by, 'int');
  const [wanted = value, fallback = nullOf(type)] = all;
  return {
    type,
    value: (here) => {
      const place = here.at + sign * Number(distance?.value(here) ?? 1);
      return here.rows[place] === undefined ? fallback.value(here) : valueAt(here, wanted, place);
    },
  };
};
