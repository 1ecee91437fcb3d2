// npm run topology: who hears what and who says what, as a Mermaid diagram on standard output.
import { toMermaid } from '../../events/graph.ts';

console.log(toMermaid());
