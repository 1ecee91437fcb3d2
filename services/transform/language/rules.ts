// Every rule of the language, each with examples that are executed. The page prints them, the tests run them.
import type { RuleSection } from './rule.ts';
import { conventions } from './rules/conventions.ts';
import { forms } from './rules/forms.ts';
import { numberSections } from './rules/numbers.ts';
import { rowSections } from './rules/rows.ts';
import { textSections } from './rules/texts.ts';

export const ruleSections: readonly RuleSection[] = [forms, ...numberSections, ...textSections, ...rowSections, conventions];
