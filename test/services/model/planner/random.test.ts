// Whatever the words: an answer that its schema accepts, the same one every time, and a spec that the checker finds sound.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { validate as validateAnswer } from '../../../../contracts/generated/validators/SpecAnswer.js';
import { validate as validateTests } from '../../../../contracts/generated/validators/TestSet.js';
import { problemsOf } from '../../../../contracts/validator.ts';
import { planSpec } from '../../../../services/model/planner/plan-spec.ts';
import { planTests } from '../../../../services/model/planner/plan-tests.ts';
import { check } from '../../../../services/transform/index.ts';
import { shopCatalog } from './shop.ts';

const words =
  `customers customer orders order order_items products employees department departments name email country amount salary quantity price total sum average number of
count per by for each and or with without more than less at least 5 1,000 $50 2024 2024-01-01 join on filter where is not in between top first remove duplicate duplicates
distinct daily month include show list , . : ( ) > >= = 'paid' "x" revenue sales sold highest lowest only all every their exclude sorted descending into table as id customer_id
order_count null it's „ü“ % ; -- drop latest last who ordered times once have has an a no or paid DE with_a most never did within`.split(
    /\s+/,
  );
const sentence = fc.array(fc.constantFrom(...words), { maxLength: 14 }).map((list) => list.join(' '));
const anything = fc.oneof({ weight: 4, arbitrary: sentence }, { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 60 }) });

it('answers any words with a valid document, and with sound specs only', () => {
  fc.assert(
    fc.property(anything, (prompt) => {
      const answer = planSpec({ prompt, catalog: shopCatalog });
      expect(problemsOf(validateAnswer, answer)).toEqual([]);
      expect(answer).toEqual(planSpec({ prompt, catalog: shopCatalog }));
      if (answer.spec === null) expect(answer.questions.length).toBeGreaterThan(0);
      else expect(check(answer.spec, shopCatalog)).toMatchObject({ is: 'sound' });
    }),
    { numRuns: 400 },
  );
});

it('writes valid assertions for any words, each quoting them', () => {
  fc.assert(
    fc.property(anything, (prompt) => {
      const tests = planTests({ prompt, catalog: shopCatalog });
      expect(problemsOf(validateTests, tests)).toEqual([]);
      for (const { quote } of tests.assertions) expect(prompt).toContain(quote);
      if (tests.assertions.length === 0) expect(tests.reason).toBeTruthy();
    }),
    { numRuns: 400 },
  );
});
