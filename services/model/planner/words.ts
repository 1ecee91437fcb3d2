// What words mean before any catalog is known: stems, abbreviations, number words, filler, words for money and quantity.

/** Ways to say something, written as one text: `more than | over | above`. */
export const spoken = (text: string): readonly string[] => {
  const known = ways.get(text);
  if (known !== undefined) return known;
  const list = text.split('|').map((way) => way.trim());
  ways.set(text, list);
  return list;
};
const ways = new Map<string, readonly string[]>();

/** One form for singular and plural; applied to prompt and catalog alike, so it need not be good English. */
export const stemOf = (word: string): string => {
  const lower = word.toLowerCase();
  const stem = irregular[lower] ?? singular(lower);
  return abbreviations[stem] ?? stem;
};

const singular = (word: string): string => {
  if (word === 'ids') return 'id';
  if (word.length <= 3 || /(ss|us|is|news|series)$/.test(word)) return word;
  if (/ies$/.test(word) && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(sses|shes|ches|xes|zzes|tuses)$/.test(word)) return word.slice(0, -2);
  return word.endsWith('s') ? word.slice(0, -1) : word;
};

const irregular: Readonly<Record<string, string>> = {
  people: 'person',
  children: 'child',
  men: 'man',
  women: 'woman',
  indices: 'index',
  data: 'data',
};

const abbreviations: Readonly<Record<string, string>> = {
  amt: 'amount',
  qty: 'quantity',
  dept: 'department',
  cust: 'customer',
  emp: 'employee',
  prod: 'product',
  cat: 'category',
  desc: 'description',
  addr: 'address',
  acct: 'account',
  txn: 'transaction',
  trx: 'transaction',
  dt: 'date',
  mgr: 'manager',
  nbr: 'number',
};

/** Parts of an identifier as stems: `orderAmount`, `order_amount` and `Order amount` are the same. */
export const partsOf = (identifier: string): readonly string[] => {
  const known = parts.get(identifier);
  if (known !== undefined) return known;
  const made = split(identifier);
  // Names of catalogs seen by one process; bounded, should a process live long.
  if (parts.size > 50_000) parts.clear();
  parts.set(identifier, made);
  return made;
};
const parts = new Map<string, readonly string[]>();

const split = (identifier: string): readonly string[] =>
  identifier
    .replaceAll(/([\p{Ll}\p{N}])(\p{Lu})/gu, '$1 $2')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part !== '')
    .map(stemOf);

export const numberWords: Readonly<Record<string, number>> = {
  zero: 0,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  fifteen: 15,
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  hundred: 100,
  thousand: 1000,
};

export const months: readonly string[] = spoken(
  `january | february | march | april | may | june | july | august | september | october | november | december`,
);

/** Words for what was earned or spent: they name an amount, never a price of one piece. */
export const moneyWords: ReadonlySet<string> = new Set(
  spoken(`revenue | sale | turnover | spend | spent | spending | amount | value | total | income | earning | proceed | payment |
    takings`),
);
/** Those that say money even where no "total" stands before them. */
export const turnoverWords: ReadonlySet<string> = new Set(['revenue', 'sale', 'turnover', 'spend', 'spent', 'spending', 'takings']);
export const quantityWords: ReadonlySet<string> = new Set(['quantity', 'unit', 'piece', 'volume', 'copy']);
export const priceWords: ReadonlySet<string> = new Set(['price', 'rate', 'cost', 'fee']);

/** Sets of words that name the same thing, for columns and tables that the prompt calls otherwise. */
const sameThings: readonly (readonly string[])[] = [
  ['salary', 'wage', 'pay', 'compensation', 'remuneration', 'earn', 'earning'],
  ['price', 'cost'],
  ['customer', 'client', 'buyer', 'shopper'],
  ['employee', 'staff', 'worker', 'colleague'],
  ['product', 'article', 'good'],
  ['order', 'purchase'],
  ['department', 'division'],
  ['quantity', 'unit', 'piece'],
  ['email', 'mail'],
  ['phone', 'telephone'],
  ['amount', 'value', 'sum'],
  ['category', 'type', 'kind'],
  ['country', 'nation'],
  ['zip', 'postcode'],
];
export const hasSynonym = (word: string): boolean => sameThings.some((words) => words.includes(word));
export const areSynonyms = (one: string, other: string): boolean =>
  one === other || sameThings.some((words) => words.includes(one) && words.includes(other));

/** Words that change nothing: they may stand anywhere. */
export const filler: ReadonlySet<string> = new Set(
  `a an the of in on at to for from with and or as is are was were be been being do does did has have had having i we you me us my our your it
    its they them their theirs this that these those there here which who whom whose what please kindly can could would should will shall may
    want need like so also just only both table tables column columns field fields row rows record records dataset datasets database data
    result results output outputs resulting list information info detail details give show display return get fetch retrieve extract take read
    load select find calculate compute determine derive produce create make build generate provide tell prepare report summarise summarize
    summary aggregate aggregated aggregating aggregation add include including contain containing consisting using use used via based over all
    any each every corresponding respective associated related where when let s now after by per out into overall across within keep filter
    filtered filtering earning earn earns along placed made place query statement dataframe sort sorted together matching match figure figures
    ensure but`
    .split(/\s+/)
    .filter((word) => word !== ''),
);
