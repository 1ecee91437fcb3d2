// Columns that are made of others: "add full_name by concatenating first_name and last_name", "create line_total as quantity * unit_price".
import { wordsAt } from './atoms.ts';
import { mention, type Pattern, type Reader, said, skipArticles } from './cursor.ts';
import { joinedAt, separatorAt, sumAt } from './derived-forms.ts';
import { ask, columnAt } from './nouns.ts';
import type { Derived } from './reading.ts';
import { partsOf, spoken, turnoverWords } from './words.ts';

const verbs: readonly string[] = spoken(
  `add | adding | create | creating | build | derive | make | define | generate | produce | compute | calculate | include | and add |
    and create | with`,
);
const nouns: readonly string[] = spoken(
  `column | field | column called | column named | field called | field named | new column | new field | new column called |
    new column named | new field called | computed column | derived column | calculated column | extra column | additional column`,
);
/** What says that texts are put one behind the other. */
const joins: readonly string[] = spoken(
  `by concatenating | by combining | by joining | by merging | by putting together | by concatenation of | as the concatenation of |
    as a concatenation of | as concatenation of | concatenating | combining | that concatenates | that combines | which combines |
    which concatenates | made of | made from | made up of | consisting of | composed of | formed from | formed of | built from | built of |
    from the concatenation of | from | out of | that consists of | which consists of | that joins | with the concatenation of | by concatting |
    as the combination of | as a combination of | that is the concatenation of`,
);
const equals: readonly string[] = spoken(
  `as | = | is | equal to | which is | that is | equals | computed as | calculated as | defined as | by`,
);
export const derivedPattern: Pattern = (reader, at) => named(reader, at) || joinedInto(reader, at);

/** A later mention of the column only asks to see it. */
export const derivedNamePattern: Pattern = (reader, at) => {
  const name = nameAt(reader, at);
  return name !== undefined && reader.reading.derived.some((each) => each.name === name.name) ? name.used : 0;
};

/** "add [a column] full_name [column] made of …" */
const named: Pattern = (reader, at) => {
  const { atoms } = reader;
  const verb = wordsAt(atoms, at, ...verbs);
  if (verb === 0) return 0;
  const start = skipArticles(reader, at + verb);
  const noun = wordsAt(atoms, start, ...nouns);
  const name = nameAt(reader, start + noun);
  if (name === undefined) return 0;
  const after = start + noun + name.used + (noun > 0 ? 0 : wordsAt(atoms, start + name.used, 'column', 'field'));
  const joint = wordsAt(atoms, after, ...joins);
  const open = wordsAt(atoms, after, '(');
  const equal = joint > 0 ? 0 : wordsAt(atoms, after, ...equals) || open;
  if (joint + equal === 0) return 0;
  const made = joint > 0 ? joinedAt(reader, after + joint) : (sumAt(reader, after + equal) ?? joinedAt(reader, after + equal, true));
  if (made === undefined) return 0;
  if (made.form.is === 'computed' && noun === 0) askHowMany(reader, at, name.name, made.end);
  const end = made.end + (open > 0 && equal === open ? wordsAt(atoms, made.end, ')') : 0);
  return take(reader, { ...made.form, name: name.name, phrase: said(reader, at + wordsAt(atoms, at, 'and'), end) }, end) - at;
};

/** "calculate revenue as quantity * price": of each row, or of all of them? */
const askHowMany = (reader: Reader, at: number, name: string, end: number): void => {
  const isTotal = partsOf(name).some((part) => turnoverWords.has(part) || part === 'total' || part === 'sum');
  if (!isTotal || wordsAt(reader.atoms, at, 'calculate', 'compute') === 0) return;
  const phrase = said(reader, at, end);
  ask(reader, phrase, `Is ${name} in “${phrase}” a column of each row, or the total of all rows?`, [
    `a column ${name} beside each row`,
    `the total ${name}`,
  ]);
};

/** "concatenate first_name and last_name into full_name" */
const joinedInto: Pattern = (reader, at) => {
  const { atoms } = reader;
  const verb = wordsAt(atoms, at, ...spoken(`concatenate | concat | concatenating | combine | join | merge | and concatenate`));
  const made = verb === 0 ? undefined : joinedAt(reader, skipArticles(reader, at + verb));
  if (made === undefined) return 0;
  const into = wordsAt(
    atoms,
    made.end,
    ...spoken(`into | as | to form | to create | to make | to get | in | called | named | to give | into 1 column | giving | and call it`),
  );
  const start = skipArticles(reader, made.end + into);
  const noun = into === 0 ? 0 : wordsAt(atoms, start, ...nouns);
  const name = into === 0 ? undefined : nameAt(reader, start + noun);
  if (name === undefined) return 0;
  const close = start + noun + name.used + wordsAt(atoms, start + noun + name.used, 'column', 'field');
  const late = made.form.is === 'joined' && made.form.separator === undefined ? separatorAt(reader, close) : undefined;
  const form = late === undefined ? made.form : { ...made.form, separator: late.text };
  const end = close + (late?.used ?? 0);
  return take(reader, { ...form, name: name.name, phrase: said(reader, at, end) } as Derived, end) - at;
};

const take = (reader: Reader, derived: Derived, end: number): number => {
  const { reading } = reader;
  for (const part of derived.parts)
    if ('refs' in part && part.refs.length === 1 && part.refs[0] !== undefined) mention(reader, part.refs[0].table);
  reading.derived.push(derived);
  reading.asksRows = true;
  reader.mode = 'plain';
  return end;
};

/** One written token that names nothing yet. */
const nameAt = (reader: Reader, at: number): { readonly name: string; readonly used: number } | undefined => {
  const { atoms } = reader;
  const first = atoms[at];
  if (first === undefined || !first.head) return undefined;
  if (first.kind === 'text') return /^[A-Za-z_]\w{0,62}$/.test(first.word) ? { name: first.word, used: 1 } : undefined;
  if (first.kind !== 'word') return undefined;
  let used = 1;
  while (atoms[at + used - 1]?.tail === false) used += 1;
  const isColumn = columnAt(reader, at)?.refs.some(({ column }) => column.name.toLowerCase() === first.token.toLowerCase()) ?? false;
  return isColumn ? undefined : { name: first.token.toLowerCase(), used };
};
