// Times written and read by a pattern: the parts of Java's notation that mean one thing only.
import { timePattern } from '../../patterns/time-pattern.ts';
import { literalOf, param, type Refusal, type Signature, typeOfArg } from './signature.ts';

const pattern = param('pattern', 'text', true);

const refusesReading =
  (withClock: boolean) =>
  (args: Parameters<NonNullable<Signature['refuses']>>[0]): Refusal | undefined => {
    const parts = timePattern(literalOf(args, 1) ?? '', 'read');
    if (typeof parts === 'string') return { says: parts, code: 'bad-pattern', expected: examplesOfReading };
    return !withClock && parts.some((part) => part.is === 'field' && 'HmsS'.includes(part.letter))
      ? { says: 'a date has no hours, minutes or seconds', code: 'bad-pattern', expected: ['to_timestamp(text, pattern)'] }
      : undefined;
  };
const examplesOfReading = ["'yyyy-MM-dd'", "'d.M.yyyy'", "'dd/MM/yyyy HH:mm:ss'"];

export const formatFunctions: Readonly<Record<string, Signature>> = {
  to_date: {
    says: 'the date that the text shows by a pattern of yyyy, MM or M, dd or d and what stands between them; NULL when it shows none',
    params: [param('text', 'text'), pattern],
    result: 'date',
    nulls: 'may',
    fails: true,
    refuses: refusesReading(false),
    examples: [
      ["to_date('09.03.2025', 'dd.MM.yyyy')", "date '2025-03-09'"],
      ["to_date('3/9/2025', 'M/d/yyyy')", "date '2025-03-09'"],
      ["to_date('30.02.2025', 'dd.MM.yyyy')", 'cast(null as date)'],
    ],
  },
  to_timestamp: {
    says: 'the timestamp that the text shows by a pattern as of to_date, with HH, mm, ss and fractions .S to .SSSSSS; NULL when it shows none',
    params: [param('text', 'text'), pattern],
    result: 'timestamp',
    nulls: 'may',
    fails: true,
    refuses: refusesReading(true),
    examples: [["to_timestamp('20250309T102030.5', 'yyyyMMddTHHmmss.SSS')", "timestamp '2025-03-09 10:20:30.5'"]],
  },
  date_format: {
    says: 'a time as text by a pattern: yyyy, MM or M, dd or d, HH or H, mm, ss, SSS, SSSSSS, and in English MMM, MMMM, EEE, EEEE',
    params: [param('time', 'time'), pattern],
    result: 'text',
    nulls: 'propagate',
    refuses: (args) => {
      const parts = timePattern(literalOf(args, 1) ?? '', 'write');
      if (typeof parts === 'string') return { says: parts, code: 'bad-pattern', expected: ["'yyyy-MM'", "'EEE d MMM yyyy, HH:mm'"] };
      const clock = parts.some((part) => part.is === 'field' && 'HmsS'.includes(part.letter));
      return typeOfArg(args, 0) === 'date' && clock
        ? { says: 'a date has no hours, minutes or seconds', code: 'bad-pattern', expected: ["'yyyy-MM-dd'"] }
        : undefined;
    },
    examples: [
      ["date_format(date '2025-03-09', 'EEE, d MMM yyyy')", "'Sun, 9 Mar 2025'"],
      ["date_format(timestamp '2025-03-09 07:05:03.123456', 'yyyyMMddTHHmmss.SSS')", "'20250309T070503.123'"],
    ],
  },
};
