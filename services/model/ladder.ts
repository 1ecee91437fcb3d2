// The answer ladder: how a rung asks, how its answer is found among the blocks, what a repair turn says. Pure; the calling is the adapter's.
import type { Problem } from '../../contracts/validator.ts';
import type { Rung } from './capabilities.ts';

/** Words added to the system prompt on the rungs that cannot force a tool. */
export const instructionOf = (rung: Rung, toolName: string, schema: object): string => {
  if (rung === 'forced-tool') return '';
  if (rung === 'tool') return `\nAnswer only by calling the tool ${toolName}; write no other text.`;
  return `\nNo tool is at hand: answer with one JSON document and nothing else. It must satisfy this JSON Schema:\n${JSON.stringify(schema)}`;
};

/** The one JSON object in a text: bare, or in one fenced block. Undefined when there is none or more than one. */
export const jsonIn = (text: string): unknown => {
  const fenced = [...text.matchAll(/```(?:json)?\s*\n([\s\S]*?)\n\s*```/g)].map((match) => match[1] ?? '');
  const candidates = fenced.length > 0 ? fenced : [text];
  const objects = candidates.map(parsed).filter((value) => value !== undefined);
  return objects.length === 1 ? objects[0] : undefined;
};

const parsed = (text: string): unknown => {
  try {
    const value: unknown = JSON.parse(text.trim());
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
};

export const repairText = (problems: readonly Problem[]): string =>
  `The answer breaks its schema. Hand in a whole corrected answer.\n${problems
    .slice(0, 30)
    .map(({ at, expected }) => `- at ${at}: expected ${expected}`)
    .join('\n')}`;

/** Whether a 400 says that the model does not know what this rung uses (and not that the message itself is wrong). */
export const refusesFeature = (message: string): 'temperature' | 'rung' | undefined => {
  if (!/not support|unsupported|extra inputs|not permitted|not allowed|deprecated|may not be used|cannot be used/i.test(message))
    return undefined;
  if (/temperature|top_p|topP/i.test(message)) return 'temperature';
  return /tool|extra inputs/i.test(message) ? 'rung' : undefined;
};
