// Faults in the steps of the oracle.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the texts are code
import { type Fault, faultIn } from './fault.ts';

const oracle = faultIn('oracle', 'render/oracle');

export const oracleSteps: readonly Fault[] = [
  oracle(
    'windows.ts',
    'NULLs at the other end of a window order, so other places where a sort key is NULL',
    '${direction} nulls ${nulls}`;',
    "${direction} nulls ${nulls === 'first' ? 'last' : 'first'}`;",
  ),
  oracle(
    'windows.ts',
    'a frame begins one row too early, so its sums have one row more',
    'at < 0 ? `${distance(-at)} preceding`',
    'at < 0 ? `${distance(1 - at)} preceding`',
  ),
  oracle(
    'steps/dedupe.ts',
    'the first row per key without the order asked, so any row of the key',
    '...step.order.map((key) => sortItem(key))].join',
    '].join',
  ),
  oracle(
    'steps/top.ts',
    'ties at the end are cut off, where they were to be kept',
    "step.ties === 'keep' ? 'with ties' : 'only'",
    "'only'",
  ),
  oracle(
    'steps/top.ts',
    'dense_rank for rank, so more rows than n behind a tie',
    "step.ties === 'keep' ? 'rank()'",
    "step.ties === 'keep' ? 'dense_rank()'",
  ),
  oracle(
    'steps/fill.ts',
    'previous looks across partitions, where a partition begins with NULL',
    '...step.partition.map((column) => names.column(column)), ',
    '',
  ),
  oracle(
    'steps/fill.ts',
    'the value written is preferred to the one that is there',
    'coalesce(${names.column(column.name)}, ${expression(fill.value, names)})',
    'coalesce(${expression(fill.value, names)}, ${names.column(column.name)})',
  ),
  oracle(
    'steps/join.ts',
    'left for full, so right rows without a partner are lost',
    'full join ${right} on ${matching(step)}',
    'left join ${right} on ${matching(step)}',
  ),
  oracle('steps/join.ts', 'anti is semi, so the rows with a partner', "step.kind === 'anti' ? 'not ' : ''", "''"),
  oracle('steps/join.ts', 'inner for left, so left rows without a partner are lost', "left: 'left join'", "left: 'inner join'"),
  oracle('steps/join.ts', 'matched_as says the opposite', '${matched} is not null`];', '${matched} is null`];'),
  oracle(
    'steps/partners.ts',
    'NULL keys do not meet, where they were to match',
    'return `(${a} is null) = (${b} is null) and coalesce(${a}, ${something}) = coalesce(${b}, ${something})`;',
    'return `${a} = ${b} and ${something} is not null`;',
  ),
  oracle(
    'steps/asof.ts',
    'the last row before, not that of the same time: left rows are counted before right ones',
    '"row is left" rows unbounded preceding',
    '"row is left" desc rows unbounded preceding',
  ),
  oracle(
    'steps/set.ts',
    'except without ALL, so rows that stand several times stand once or never',
    "step.rows === 'all' ?",
    "step.rows === 'all' && step.do !== 'except' ?",
  ),
  oracle(
    'steps/unpivot.ts',
    'rows without a value stay, where they were to be dropped',
    "step.nulls === 'drop' ?",
    "step.nulls !== 'drop' ?",
  ),
  oracle(
    'steps/unnest.ts',
    'rows of empty arrays are lost, where they were to be kept',
    "step.empty === 'keep' ? 'left' : 'cross'} join lateral ${elements} with ordinality as e(element, position)${step.empty === 'keep' ? ' on true' : ''}`",
    "'cross'} join lateral ${elements} with ordinality as e(element, position)`",
  ),
  oracle(
    'steps/walk.ts',
    'one level too many, where the chain is longer than the depth',
    '${w.column(step.levelAs)} < ${step.depth}',
    '${w.column(step.levelAs)} <= ${step.depth}',
  ),
  oracle(
    'steps/walk.ts',
    'up goes down and down goes up',
    "step.direction === 'down' ? `${t.column(step.parent)}",
    "step.direction === 'up' ? `${t.column(step.parent)}",
  ),
  oracle('steps/sequence.ts', 'a quarter has one month, so three times the rows', '`${3 * every} months`', '`${every} months`'),
  oracle(
    'steps/aggregate.ts',
    'levels are named the wrong way round',
    "level.by.includes(key.name) ? '0' : '1'",
    "level.by.includes(key.name) ? '1' : '0'",
  ),
];
