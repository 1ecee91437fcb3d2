// The built-in second reader: assertions that follow from the words alone. It links words to the catalog, but knows neither spec nor its builder.
import type { Assertion, TestSet } from '../../../contracts/generated/types.ts';
import type { Tasks } from '../../../events/ports.ts';
import { atomsOf } from './atoms.ts';
import { lexiconOf } from './lexicon.ts';
import { isBeyond, looksAtOtherRows } from './tests-beyond.ts';
import { boundsIn } from './tests-bounds.ts';
import { rowsStandFor } from './tests-groups.ts';
import { listedIn } from './tests-listed.ts';
import { scopeOf, type View } from './tests-view.ts';

const maxAssertions = 60;

/** Deterministic. Each assertion quotes the prompt; where nothing follows the set is empty and says why. */
export const planTests = ({ prompt, catalog }: Tasks['write-tests']['input']): TestSet => {
  const atoms = atomsOf(prompt);
  const lexicon = lexiconOf(catalog);
  const view: View = { prompt, atoms, lexicon, scope: scopeOf(atoms, lexicon) };
  const assertions = isBeyond(view)
    ? []
    : distinct([...rowsStandFor(view), ...boundsIn(view), ...(looksAtOtherRows(view) ? [] : listedIn(view))]).slice(0, maxAssertions);
  if (assertions.length > 0) return { author: 'planner', assertions };
  return {
    author: 'planner',
    assertions: [],
    reason: 'The words name no group, limit or column from which something about the result would follow.',
  };
};

const distinct = (assertions: readonly Assertion[]): Assertion[] => {
  const seen = new Set<string>();
  return assertions.filter((assertion) => {
    const { quote: _, ...rest } = assertion;
    const text = JSON.stringify(rest);
    return !seen.has(text) && seen.add(text) !== undefined;
  });
};
