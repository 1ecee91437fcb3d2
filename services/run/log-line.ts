// A fact as a line for people: counts, names of tables and codes; never rows, and never words of the prompt.
import type { AnyEvent } from '../../events/catalog.ts';
import type { LogLine } from '../../events/ports.ts';

export const logLine = (event: AnyEvent): LogLine => {
  const { title, description } = told(event);
  const { occurredAt: at, attempt, eventId } = event.meta;
  return { at, type: kebab(event.name), title, description, attempt, eventId };
};

const kebab = (name: string): string => name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();

const told = (event: AnyEvent): { readonly title: string; readonly description: string } => {
  switch (event.name) {
    case 'RunRequested':
      return line('Requested', `A table was asked for ${event.data.spec === undefined ? 'in words' : 'with a specification of its own'}.`);
    case 'SourcesProfiled':
      return line('Sources read', `The catalog has ${many(event.data.tables, 'table')}.`);
    case 'SpecsGenerated': {
      const { author, plan, assumptions, target } = event.data;
      return line(
        'Specification written',
        `By ${author}: ${many(plan.length, 'step')}, ${many(assumptions.length, 'assumption')}, target ${target}.`,
      );
    }
    case 'SpecSettled':
      return line('Readings settled', `${many(event.data.priced, 'alternative')} priced on the data.`);
    case 'SpecApproved':
      return line('Specification approved', 'A person approved the specification.');
    case 'TestsWritten':
      return line('Assertions written', `${many(event.data.count, 'assertion')} from the prompt alone.`);
    case 'GlueStarted':
      return line('Job started', `Attempt ${event.meta.attempt} is job run ${event.data.jobRunId}.`);
    case 'GlueSucceeded':
      return line('Job done', `Job run ${event.data.jobRunId} took ${Math.round(event.data.seconds)} s.`);
    case 'GlueFailed':
      return line('Job failed', `Job run ${event.data.jobRunId} failed (${event.data.class}) after ${Math.round(event.data.seconds)} s.`);
    case 'ValidationPassed':
    case 'ValidationFailed':
      return line(event.name === 'ValidationPassed' ? 'Proved' : 'Not proved', `${event.data.headline}.`);
    case 'FixProposed':
      return line(
        'Repair',
        event.data.kind === 'restart'
          ? `Attempt ${event.data.next} starts with the same specification.`
          : `Attempt ${event.data.next} starts with a changed specification.`,
      );
    case 'RunCancelRequested':
      return line('Cancel asked for', 'Somebody asked to cancel the run.');
    case 'TargetPublished':
      return line(
        'Published',
        `${event.data.table} has ${many(event.data.rows, 'row')}${event.data.previous === null ? '' : '; the version before is kept'}.`,
      );
    case 'RunFailed':
      return line('Failed', `The run ended without a table: ${event.data.code}.`);
    case 'RunCancelled':
      return line('Cancelled', `The run was cancelled; ${many(event.data.stopped.length, 'job run')} stopped.`);
    case 'ClarificationNeeded':
      return line(
        'Asked back',
        `${many(event.data.questions.length, 'question')} (${event.data.because}); a new run that continues this one answers.`,
      );
  }
};

const line = (title: string, description: string) => ({ title, description });
const many = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;
