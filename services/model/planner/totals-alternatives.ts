// Other readings of a total that a patch can offer: sales as amounts, values counted as rows, groups without a name left out.
import type { Assumption, SpecPatch } from '../../../contracts/generated/types.ts';
import { assumption, replace } from './assumptions.ts';
import { nameText } from './expressions.ts';
import type { Flow } from './flow.ts';
import type { MeasureColumn } from './measure-columns.ts';
import { amountsOf } from './money.ts';
import type { Measured } from './reading.ts';
import type { Scene } from './scene.ts';
import type { TotalBase } from './total-base.ts';
import { aggregateType } from './types.ts';
import { partsOf, turnoverWords } from './words.ts';

type Columns = readonly { readonly column: MeasureColumn; readonly name: string }[];

/** "less than 100 sales" counts rows of sales; it could also mean what they amount to. */
export const countsOfSales = ({ lexicon }: Scene, flow: Flow, step: string, columns: Columns): readonly Assumption[] =>
  columns.flatMap(({ column: { measure, reads }, name }) => {
    const { of, phrase } = measure;
    if (of.is !== 'rows-of' || measure.aggregate !== 'count' || /^(no|number|count|counts|how|#)\b/i.test(phrase)) return [];
    if (/\bcounts?$/i.test(phrase) || !partsOf(of.table.name).some((part) => turnoverWords.has(part))) return [];
    const amounts = reads.length > 0 ? [] : amountsOf(of.table, lexicon);
    return [
      assumption(
        phrase,
        `“${phrase}” are rows of ${of.table.name}, counted`,
        'sales-are-rows',
        amounts.flatMap((amount) => {
          const patch = summedInstead(amount, name, measure.shown, flow, step);
          return patch === undefined ? [] : [patch];
        }),
      ),
    ];
  });

const summedInstead = (of: Measured, counted: string, shown: boolean, { steps }: Flow, step: string) => {
  const type = aggregateType('sum', of);
  const refs = of.is === 'column' ? [of.ref] : of.is === 'product' ? of.factors : [];
  if (type === undefined) return undefined;
  const words = refs.map(({ column }) => column.name);
  const name = `total_${words.join('_')}`.slice(0, 63);
  const expr = `sum(${words.map(nameText).join(' * ')})`;
  const patch: SpecPatch = [
    replace(`/steps/${step}/compute/${counted}`, { name, expr }),
    ...steps.flatMap((each) =>
      each.do === 'filter' && each.where.includes(counted)
        ? [replace(`/steps/${each.name}/where`, each.where.replaceAll(new RegExp(`(?<!\\w)${counted}(?!\\w)`, 'g'), nameText(name)))]
        : each.do === 'top'
          ? each.order.flatMap(({ expr: by }, n) =>
              by === counted ? [replace(`/steps/${each.name}/order/${n}/expr`, nameText(name))] : [],
            )
          : [],
    ),
    ...(shown ? [replace(`/target/columns/${counted}`, { name, type, nullable: true })] : []),
  ];
  return { reading: `what they amount to: the total of ${words.join(' × ')}`, patch };
};

/** "product count" of a column counts each product once. */
export const differentValues = (step: string, columns: Columns): readonly Assumption[] =>
  columns.flatMap(({ column: { measure, reads, form, countsOnce }, name }) => {
    const [ref] = reads;
    const isSaid = /distinct|unique|different/i.test(measure.phrase);
    if (form !== 'count-distinct' || countsOnce || ref === undefined || measure.of.is !== 'column' || isSaid) return [];
    const at = `/steps/${step}/compute/${name}/expr`;
    return [
      assumption(measure.phrase, `each ${ref.column.name} is counted once, however many rows name it`, 'count-once', [
        { reading: 'rows are counted', patch: [replace(at, 'count(*)')] },
      ]),
    ];
  });

/** Rows whose group has no name make a group of their own. */
export const nullGroups = ({ reading }: Scene, { flow, grouping, joined: { relation } }: TotalBase, step: string): readonly Assumption[] =>
  grouping.columns.flatMap(({ ref, identifies }) => {
    const isLimited = reading.conditions.flat().some(({ on }) => on.is === 'column' && on.refs.some(({ column }) => column === ref.column));
    const phrase = reading.groups.find((group) => group.is === 'column' && group.refs.some(({ column }) => column === ref.column))?.phrase;
    if (!identifies || !ref.column.nullable || isLimited || phrase === undefined) return [];
    const name = relation.columns.get(ref.column) ?? ref.column.name;
    const known = flow.taken.has(`with_${name}`) ? undefined : `with_${name}`.slice(0, 63);
    const above = flow.steps.find((each) => each.name === step);
    const input = above?.do === 'aggregate' ? above.input : undefined;
    return [
      assumption(
        phrase,
        `rows whose ${name} is not known are a group of their own`,
        'null-group',
        known === undefined || input === undefined
          ? []
          : [
              {
                reading: `rows whose ${name} is not known are left out`,
                patch: [
                  {
                    op: 'insert',
                    at: `/steps/${step}`,
                    value: { name: known, do: 'filter', input, where: `${nameText(name)} is not null` },
                  },
                  replace(`/steps/${step}/input`, known),
                ],
              },
            ],
      ),
    ];
  });
