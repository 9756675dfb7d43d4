import { isToolName, type ToolName } from '../../domain/tools';
import { complaintsOf } from './arguments';
import { plainReply, type RunnableTool, type Tool } from './tool';
import { commonWords } from './tools/common/words';

export interface ToolRegistry {
  find(name: string): RunnableTool | null;
}

/** Ties a tool's schema to its handler: what does not fit is answered with an instruction, and the handler never sees it. */
export const runnable = <A>(tool: Tool<A>): RunnableTool => ({
  name: tool.name,
  run(args, context) {
    const parsed = tool.arguments.safeParse(args);
    if (!parsed.success) {
      const say = commonWords(context.language);
      return Promise.resolve(plainReply(say.wrongArguments(complaintsOf(parsed.error)), 'failure'));
    }
    return tool.handle(parsed.data, context);
  },
});

export function createToolRegistry(tools: Record<ToolName, RunnableTool>): ToolRegistry {
  return { find: (name) => (isToolName(name) ? tools[name] : null) };
}
