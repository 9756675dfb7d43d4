import path from 'node:path';
import ts from 'typescript';

/** A value as it goes over the wire, and the name of the SDK's type that it must be of. */
export interface TypedValue {
  readonly what: string;
  readonly type: string;
  readonly value: unknown;
}

const FILE = path.resolve(__dirname, 'vapi-values.ts');
const OPTIONS: ts.CompilerOptions = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noEmit: true,
  skipLibCheck: true,
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  types: [],
};

/**
 * What the compiler has against the values, as literals of the SDK's own types: it ships no validators. So keys that a
 * type does not have count as well, which Vapi refuses.
 */
export function faultsBySdkTypes(values: readonly TypedValue[]): string[] {
  const lines = values.map(
    ({ type, value }, index) => `export const v${String(index)}: Vapi.${type} = ${JSON.stringify(value)};`,
  );
  const text = [...lines, "import type { Vapi } from '@vapi-ai/server-sdk';"].join('\n');
  const host = ts.createCompilerHost(OPTIONS);
  const readFromDisk = host.getSourceFile.bind(host);
  host.getSourceFile = (name, ...rest) =>
    path.resolve(name) === FILE ? ts.createSourceFile(name, text, ts.ScriptTarget.ES2023) : readFromDisk(name, ...rest);
  const program = ts.createProgram([FILE], OPTIONS, host);
  return ts.getPreEmitDiagnostics(program).map(({ file, start = 0, messageText }) => {
    const line = file?.getLineAndCharacterOfPosition(start).line ?? -1;
    return `${values[line]?.what ?? 'the SDK'}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
  });
}
